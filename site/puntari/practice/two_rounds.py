"""Two rounds: the same eight applications twice, six of them with the other face the second time.

Round 1 has a block of four anonymous applications and a block of four with a person (two of each group); which
block comes first is counterbalanced between trainees. In round 2 the same eight come in a new order. Six change
face. Two don't, one anonymous and one with the same person: how much *their* scores move is the trainee's own
noise (test and retest).

The eight are three of two qualities and two of the third. Over the six that change face, each quality comes with
each group exactly once, and each quality changes once in each direction, so that neither quality nor order is mixed
up with the group. Within-person counterbalancing after Greenwald 1976, Psychological Bulletin 83:314.
"""

from dataclasses import dataclass

from puntari.practice.chance import Chance, permuted
from puntari.practice.domain import GROUPS, CannotDeal, Dealt, Face, Material, Quality, Text
from puntari.practice.names import can_be_named, draw_names

TRIES = 1_000


@dataclass(frozen=True)
class Turn:
    """What is counterbalanced between trainees: it depends on the arrival alone."""

    short: Quality  # the quality of which only two are chosen
    more_anonymous: Quality  # of the other two, the one with two of its three anonymous in round 1
    kept_group: Face  # the group of the application that keeps its person
    anonymous_first: bool

    @property
    def more_identified(self) -> Quality:
        """The quality with two of its three identified in round 1."""
        return next(quality for quality in Quality if quality not in {self.short, self.more_anonymous})


def turn_of(stream: str, arrival: int) -> Turn:
    """The turn of the trainee who arrives at this number (from 0), from the exercise's stored stream seed."""
    short = permuted(tuple(Quality), arrival, stream, "short")
    full = tuple(quality for quality in Quality if quality is not short)
    return Turn(
        short=short,
        more_anonymous=full[permuted((0, 1), arrival, stream, "anonymous")],
        kept_group=permuted(GROUPS, arrival, stream, "kept"),
        anonymous_first=permuted((True, False), arrival, stream, "first"),
    )


@dataclass(frozen=True)
class _Faces:
    """Each chosen text with its face in round 1 and in round 2."""

    first: dict[Text, Face]
    second: dict[Text, Face]

    def texts_of(self, group: Face) -> list[Text]:
        """The texts that carry a person of the group in either round."""
        return [text for text in self.first if group in {self.first[text], self.second[text]}]


def _draw_faces(material: Material, turn: Turn, chance: Chance) -> _Faces:
    drawn = {
        quality: chance.shuffled([text for text in material.texts if text.quality is quality]) for quality in Quality
    }
    from_more_anonymous = drawn[turn.more_anonymous][:3]
    from_more_identified = drawn[turn.more_identified][:3]
    from_short = drawn[turn.short][:2]
    kept_group, other_group = turn.kept_group, turn.kept_group.other_group
    groups = chance.shuffled(GROUPS)  # for the single identified text of the two remaining qualities

    kept_anonymous, kept_identified = from_more_anonymous[0], from_more_identified[0]
    first = {
        kept_anonymous: Face.ANONYMOUS,
        from_more_anonymous[1]: Face.ANONYMOUS,
        from_more_identified[1]: Face.ANONYMOUS,
        from_short[0]: Face.ANONYMOUS,
        kept_identified: kept_group,
        from_more_anonymous[2]: groups[0],
        from_more_identified[2]: other_group,
        from_short[1]: groups[1],
    }
    second = {
        kept_anonymous: Face.ANONYMOUS,
        kept_identified: kept_group,
        from_more_anonymous[1]: groups[0].other_group,
        from_more_identified[1]: kept_group,
        from_short[0]: groups[1].other_group,
        from_more_anonymous[2]: Face.ANONYMOUS,
        from_more_identified[2]: Face.ANONYMOUS,
        from_short[1]: Face.ANONYMOUS,
    }
    return _Faces(first, second)


def _new_order(old: list[Text], chance: Chance) -> list[Text]:
    """An order in which no text stands where it stood, so that place and face don't repeat together."""
    while True:
        new = chance.shuffled(old)
        if all(before is not after for before, after in zip(old, new, strict=True)):
            return new


def deal(material: Material, *, stream: str, arrival: int, seed: str) -> tuple[Dealt, ...]:
    """The sixteen cards of a trainee, round by round.

    ``stream`` is the exercise's stored seed, ``arrival`` the trainee's number in it (from 0), ``seed`` the
    trainee's own.
    Raises CannotDeal when the names don't suffice for anybody to meet each only once.
    """
    turn, chance = turn_of(stream, arrival), Chance(seed, "two-rounds")
    for _ in range(TRIES):
        faces = _draw_faces(material, turn, chance)
        if all(can_be_named(faces.texts_of(group), group, material) for group in GROUPS):
            break
    else:
        raise CannotDeal("too few names for two rounds")

    names = {group: draw_names(faces.texts_of(group), group, material, chance) for group in GROUPS}
    anonymous = chance.shuffled([text for text, face in faces.first.items() if not face.is_identified])
    identified = chance.shuffled([text for text, face in faces.first.items() if face.is_identified])
    first = anonymous + identified if turn.anonymous_first else identified + anonymous
    rounds = ((1, first, faces.first), (2, _new_order(first, chance), faces.second))
    return tuple(
        Dealt(number, position, text.id, face[text], names[face[text]][text.id] if face[text].is_identified else None)
        for number, order, face in rounds
        for position, text in enumerate(order, start=1)
    )
