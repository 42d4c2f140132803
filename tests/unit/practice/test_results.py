"""What the result pages are made of."""

import pytest

from puntari.practice.domain import Face, Kind, Material, Quality, Text
from puntari.practice.measures import Concordance, Drift
from puntari.practice.names import people_behind
from puntari.practice.results import Judgement, Scales, one_round, shortlist, two_rounds

A, R, C = Face.ANONYMOUS, Face.REFERENCE, Face.COMPARISON
SCALES = Scales({"x": 1}, None, {id_: {"x": 3} for id_ in "abcd"})


def judge(application: str, round_: int, position: int, face: Face, points: int, *, invited: bool = False) -> Judgement:
    name = 0 if face.is_identified else None
    return Judgement(application, round_, position, face, name, {"x": points}, invited)


TWO = [
    judge("a", 1, 1, A, 5, invited=True),
    judge("b", 1, 2, A, 4),
    judge("c", 1, 3, R, 2),
    judge("d", 1, 4, C, 3, invited=True),
    judge("c", 2, 1, A, 4, invited=True),
    judge("d", 2, 2, C, 1),
    judge("a", 2, 3, R, 3, invited=True),
    judge("b", 2, 4, A, 2),
]


def test_pairs_are_told_apart_by_whether_the_face_changed():
    result = two_rounds(TWO, SCALES)

    assert [(pair.label, pair.application) for pair in result.changed] == [(1, "a"), (3, "c")]
    assert [(pair.label, pair.application) for pair in result.kept] == [(2, "b"), (4, "d")]
    assert [pair.label for pair in result.pairs] == [1, 2, 3, 4]


def test_changed_ones_are_ranked_among_themselves_without_and_with_identifiers():
    a, c = two_rounds(TWO, SCALES).changed

    assert [(p.anonymous.score, p.anonymous.rank, p.identified.score, p.identified.rank) for p in (a, c)] == [
        (5.0, 1, 3.0, 1),
        (4.0, 2, 2.0, 2),
    ]
    assert {reading.of for pair in (a, c) for reading in (pair.first, pair.second)} == {2}


def test_kept_ones_are_ranked_among_all_of_a_round():
    b, d = two_rounds(TWO, SCALES).kept

    assert [(p.first.rank, p.second.rank, p.first.of) for p in (b, d)] == [(2, 3, 4), (3, 4, 4)]


def test_noise_and_movement_have_no_direction():
    result = two_rounds(TWO, SCALES)

    assert (result.noise, result.movement) == (2.0, 2.0)


def test_what_was_given_in_one_round_only_is_left_out_of_pairs_and_ranks():
    """Without the second reading of "a", which had most points, and of "d", which had stayed the same."""
    result = two_rounds([one for one in TWO if (one.application, one.round) not in {("a", 2), ("d", 2)}], SCALES)
    (c,), (b,) = result.changed, result.kept

    assert result.labels == [2, 3]
    assert [(p.first.rank, p.second.rank, p.first.of, p.second.of) for p in (b, c)] == [(1, 2, 2, 2), (1, 1, 1, 1)]
    assert (result.noise, result.movement) == (2.0, 2.0)
    assert [[point.position for point in picture.points] for picture in result.rounds] == [[2, 3], [1, 4]]


def test_without_a_kept_pair_there_is_no_noise_and_without_any_pair_nothing():
    changed = two_rounds([one for one in TWO if one.application in "ac"], SCALES)
    assert (changed.noise, changed.movement) == (None, 2.0)
    for only in (1, 2):
        nothing = two_rounds([one for one in TWO if one.round == only], SCALES)
        assert (nothing.pairs, nothing.rounds, nothing.noise, nothing.movement) == ([], (), None, None)


def test_rounds_have_their_own_drift_and_agreement():
    first, second = two_rounds(TWO, SCALES).rounds

    assert first.drift == Drift(first_half=1.5, last_half=-0.5)
    assert first.agreement == Concordance(agreeing=3, equal=0, pairs=4)
    assert [point.position for point in second.points] == [1, 2, 3, 4]


def test_own_weights_count_for_the_agreement_and_not_for_the_scores():
    scales = Scales({"x": 1, "y": 1}, {"x": 0, "y": 1}, {id_: {"x": 3, "y": 3} for id_ in "ab"})
    judgements = [
        Judgement("a", 1, 1, A, None, {"x": 5, "y": 1}, invited=False),
        Judgement("b", 1, 2, A, None, {"x": 1, "y": 3}, invited=True),
    ]
    result = one_round(judgements, scales)

    assert [reading.score for reading in result.readings] == [3.0, 2.0]
    assert result.round.agreement == Concordance(agreeing=1, equal=0, pairs=1)


def test_one_round_ranks_all_and_pairs_nothing():
    result = one_round(TWO[:4], SCALES)

    assert [(reading.judgement.application, reading.rank, reading.of) for reading in result.readings] == [
        ("a", 1, 4),
        ("b", 2, 4),
        ("c", 4, 4),
        ("d", 3, 4),
    ]
    assert not hasattr(result, "noise")


def test_the_shortlist_has_the_people_of_anonymous_texts_only():
    people = shortlist([*TWO, judge("b", 2, 4, A, 2, invited=True)], {"b": (C, 4)})

    assert [(p.label, p.application, p.face, p.name, p.was_met, p.invited_when_met) for p in people] == [
        (1, "a", R, 0, True, True),
        (2, "b", C, 4, False, None),
        (3, "c", R, 0, True, False),
    ]


KIND = Kind("f", 1980)
MATERIAL = Material(
    tuple(Text(id_, Quality.WEAK, KIND) for id_ in "abcd"), {R: (KIND,) * 3, C: (Kind("f", 1990), KIND, KIND)}
)


@pytest.mark.parametrize("seed", [str(n) for n in range(20)])
def test_people_behind_fit_and_are_new_while_names_last(seed):
    used = {(R, 0), (R, 1)}
    behind = people_behind(MATERIAL.texts[:3], MATERIAL, used, seed)

    assert set(behind) == {"a", "b", "c"}
    assert set(behind.values()) == {(R, 2), (C, 1), (C, 2)}
    assert behind == people_behind(MATERIAL.texts[:3], MATERIAL, used, seed)


def test_a_name_comes_again_when_there_is_no_other():
    used = {(R, 0), (R, 1), (R, 2), (C, 1), (C, 2)}

    assert people_behind(MATERIAL.texts[:1], MATERIAL, used, "1")["a"] in used
