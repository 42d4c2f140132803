"""What a trainee's own result pages show, for both designs. Values in, values out; no score of the person anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from puntari.practice.domain import Face
from puntari.practice.measures import Concordance, Drift, concordance, drift, mean_distance, ranks, weighted_score


@dataclass(frozen=True)
class Judgement:
    """One application as it was met and what it was given."""

    application: str
    round: int
    position: int
    face: Face
    name: int | None
    points: Mapping[str, int]
    invited: bool


@dataclass(frozen=True)
class Reading:
    """A judgement with its weighted score (1 to 5), and its rank (from 1) among the others it is compared with."""

    judgement: Judgement
    score: float
    rank: int
    of: int

    @property
    def face(self) -> Face:
        """How the application was met."""
        return self.judgement.face

    @property
    def invited(self) -> bool:
        """Whether the trainee would invite."""
        return self.judgement.invited


@dataclass(frozen=True)
class Pair:
    """The same application twice. ``label`` is its position in the first round, by which the trainee knows it."""

    label: int
    application: str
    first: Reading
    second: Reading

    @property
    def is_kept(self) -> bool:
        """Whether nothing changed between the two."""
        return self.first.face is self.second.face

    @property
    def anonymous(self) -> Reading:
        """The reading with hidden identifiers; of a changed pair."""
        return self.second if self.first.face.is_identified else self.first

    @property
    def identified(self) -> Reading:
        """The reading with a person; of a changed pair."""
        return self.first if self.first.face.is_identified else self.second


@dataclass(frozen=True)
class Point:
    """One position in a round: the score given, and the author's key for that application."""

    position: int
    score: float
    key: float


@dataclass(frozen=True)
class RoundPicture:
    """Order within a round, and whether the invitations follow the points."""

    number: int
    points: tuple[Point, ...]
    drift: Drift
    agreement: Concordance


@dataclass(frozen=True)
class TwoRounds:
    """The result of two rounds; without any pair when nothing was given in both."""

    changed: tuple[Pair, ...]
    kept: tuple[Pair, ...]
    rounds: tuple[RoundPicture, ...]

    @property
    def pairs(self) -> list[Pair]:
        """All pairs in the order of the first round."""
        return sorted((*self.changed, *self.kept), key=lambda pair: pair.label)

    @property
    def labels(self) -> list[int]:
        """By what the trainee knows the applications, in order."""
        return [pair.label for pair in self.pairs]

    @property
    def noise(self) -> float | None:
        """How far apart the two scores lie where nothing changed."""
        return mean_distance((pair.first.score, pair.second.score) for pair in self.kept)

    @property
    def movement(self) -> float | None:
        """How far apart they lie where the identifiers changed, whichever way."""
        return mean_distance((pair.first.score, pair.second.score) for pair in self.changed)


@dataclass(frozen=True)
class OneRound:
    """The result of one round, in the order of reading."""

    readings: tuple[Reading, ...]
    round: RoundPicture

    @property
    def labels(self) -> list[int]:
        """By what the trainee knows the applications, in order."""
        return [reading.judgement.position for reading in self.readings]


@dataclass(frozen=True)
class Shortlisted:
    """An applicant invited on the anonymous text, and whose it was.

    ``was_met``: the trainee has met this application with this person; ``invited_when_met``: and would invite them.
    """

    label: int
    application: str
    face: Face
    name: int
    was_met: bool
    invited_when_met: bool | None


@dataclass(frozen=True)
class Scales:
    """How points become scores: the exercise's weights, the trainee's own (or none), and the author's key."""

    weights: Mapping[str, int]
    own_weights: Mapping[str, int] | None
    key: Mapping[str, Mapping[str, int]]

    def score(self, judgement: Judgement) -> float:
        """By the exercise's weights."""
        return weighted_score(judgement.points, self.weights)

    def own_score(self, judgement: Judgement) -> float:
        """By the trainee's own weights, or the exercise's where there are none."""
        return weighted_score(judgement.points, self.own_weights or self.weights)

    def right(self, judgement: Judgement) -> float:
        """The author's key."""
        return weighted_score(self.key[judgement.application], self.weights)


def picture_of(number: int, judgements: Sequence[Judgement], scales: Scales) -> RoundPicture:
    """Order and agreement within one round."""
    in_order = sorted(judgements, key=lambda judgement: judgement.position)
    points = tuple(Point(j.position, scales.score(j), scales.right(j)) for j in in_order)
    return RoundPicture(
        number=number,
        points=points,
        drift=drift([point.score for point in points], [point.key for point in points]),
        agreement=concordance(
            {j.application: scales.own_score(j) for j in in_order}, {j.application: j.invited for j in in_order}
        ),
    )


def _readings(judgements: Sequence[Judgement], scales: Scales) -> dict[str, Reading]:
    """Readings ranked among themselves, by application."""
    scores = {judgement.application: scales.score(judgement) for judgement in judgements}
    place = ranks(scores)
    return {j.application: Reading(j, scores[j.application], place[j.application], len(judgements)) for j in judgements}


def two_rounds(judgements: Sequence[Judgement], scales: Scales) -> TwoRounds:
    """Compare the two rounds.

    Applications that changed face are ranked among themselves, once without and once with identifiers, so that both
    ranks are among the same texts. Those that kept their face are ranked among all of each round. Whatever was given
    in one round only, as happens where a group moves on, is left out of everything.
    """
    again = {judgement.application: judgement for judgement in judgements if judgement.round == 2}
    met_first = [judgement for judgement in judgements if judgement.round == 1]
    both = [(one, again[one.application]) for one in met_first if one.application in again]
    first, second = ([pair[number] for pair in both] for number in (0, 1))
    changed = [(one, two) for one, two in both if one.face is not two.face]
    hidden = _readings([j for pair in changed for j in pair if not j.face.is_identified], scales)
    shown = _readings([j for pair in changed for j in pair if j.face.is_identified], scales)
    in_first, in_second = _readings(first, scales), _readings(second, scales)

    def pair_of(one: Judgement, two: Judgement) -> Pair:
        if one.face is two.face:
            return Pair(one.position, one.application, in_first[one.application], in_second[one.application])
        readings = [(shown if j.face.is_identified else hidden)[j.application] for j in (one, two)]
        return Pair(one.position, one.application, readings[0], readings[1])

    pairs = sorted((pair_of(one, two) for one, two in both), key=lambda pair: pair.label)
    return TwoRounds(
        changed=tuple(pair for pair in pairs if not pair.is_kept),
        kept=tuple(pair for pair in pairs if pair.is_kept),
        rounds=tuple(picture_of(number, given, scales) for number, given in ((1, first), (2, second)) if given),
    )


def one_round(judgements: Sequence[Judgement], scales: Scales) -> OneRound:
    """What can honestly be said after one round: nothing was read twice, so there are no pairs."""
    readings = _readings(judgements, scales)
    in_order = sorted(readings.values(), key=lambda reading: reading.judgement.position)
    return OneRound(tuple(in_order), picture_of(1, judgements, scales))


def shortlist(judgements: Sequence[Judgement], behind: Mapping[str, tuple[Face, int]]) -> list[Shortlisted]:
    """Everybody invited on an anonymous text, with the person met in the other round, or else the one ``behind``."""
    labels = {j.application: j.position for j in sorted(judgements, key=lambda j: j.round, reverse=True)}
    met = {j.application: j for j in judgements if j.face.is_identified}
    invited = dict.fromkeys(j.application for j in judgements if j.invited and not j.face.is_identified)
    people = []
    for application in invited:
        other = met.get(application)
        person = (other.face, other.name) if other and other.name is not None else behind[application]
        people.append(
            Shortlisted(labels[application], application, *person, other is not None, other.invited if other else None)
        )
    return sorted(people, key=lambda one: one.label)
