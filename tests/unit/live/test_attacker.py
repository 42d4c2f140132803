"""The attacker of design 3.6: with everything that ever left a session, nobody's rating can be placed.

The attacker sees all that the gate, the snapshots and the words let out over random histories (people join, rate,
stop half-way, come late, change their mind; the session is closed and its result frozen again), and knows besides who
was there at each moment, who read which text in which face, and the draws behind a result down to the seed. Three
colleagues have told him all they gave.

He goes about it in two ways. *By logic*: each figure, and each of the twenty worlds, is a weighted sum of ratings and
lies within half a step of the grid; so he solves for the lowest and the highest that a rating can have been. *By
learning*: he has seen many sessions with the ratings laid open, fits what the outputs tell of a victim's rating and of
the victim's mean, and guesses in new ones. Neither may place a rating in a window two points wide better than somebody
who has seen nothing.
"""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from puntari.live.disclosure import PRIMARY
from puntari.live.inference import IDENTITY_GAP, estimate_effect
from puntari.practice.chance import Chance
from puntari.practice.domain import Design
from tests.unit.live.learning import hits, seen
from tests.unit.live.logic import DRAWS, WINDOW, Attack, sums
from tests.unit.live.rooms import Session, make_room

BOTH = pytest.mark.parametrize("design", Design)


def can_be_placed(session: Session, friends: set[int], victim: int) -> bool:
    """Whether any of the victim's ratings must lie in a window."""
    columns = session.room.scores.shape[1]
    attack = Attack.on(session.outputs, session.room.deal, session.room.scores, friends)
    own = np.flatnonzero(~np.isnan(session.room.scores[victim]))
    return not all(attack.misses(victim * columns + int(column)) for column in own)


# --- by logic

# What everybody gives in the three faces (anonymous, reference, comparison) when a group is at the end of the scale,
# where a mean tells most of its members.
ENDS = {"gap": (3.0, 1.0, 5.0), "hiding": (5.0, 1.0, 1.0), "near": (3.0, 2.05, 3.95), "same": (5.0, 5.0, 5.0)}


def history(chance: np.random.Generator, kind: str, design: Design) -> Session:
    """A first result, then others as the trainer or an attacker may contrive them around a victim (person 0)."""
    room = make_room(17, chance, design)
    if kind in ENDS:
        faces = room.deal.shown()
        room.scores[:] = np.where(faces < 0, np.nan, np.array(ENDS[kind])[faces])
    session = Session(room)
    size = int(chance.integers(8, 11))
    session.ask(list(range(size)), is_open=True)
    session.ask(list(range(size)))
    session.ask(list(range(1, size)))  # the same without the victim
    for _ in range(2):
        here = [person for person in range(17) if chance.random() < (0.9 if person < size else 0.6)]
        session.ask(here)
        session.ask([person for person in here if person != 0])
    return session


@BOTH
@pytest.mark.parametrize("kind", ["ordinary", *ENDS])
@settings(max_examples=2, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**20))
def test_by_logic_no_rating_can_be_placed(kind: str, design: Design, seed: int) -> None:
    session = history(np.random.default_rng(seed), kind, design)

    assert any(output.released.primary for output in session.outputs)
    assert not can_be_placed(session, {1, 2, 3}, victim=0)


@BOTH
def test_the_attack_by_logic_would_find_a_rating_if_the_gate_let_exact_figures_out(design: Design) -> None:
    """The attacker is no straw man: without rounding and with all but one rating known he has it."""
    room = make_room(9, np.random.default_rng(3), design)
    session = Session(room)
    session.ask(list(range(9)))
    (output,) = session.outputs
    rows, _, _ = sums(session.outputs, room.deal, ~np.isnan(room.scores))
    exact = estimate_effect(
        output.ratings.scores,
        output.ratings.mechanism,
        IDENTITY_GAP,
        seed=Chance(output.seed, *PRIMARY).below(2**32),
        draws=DRAWS,
    )
    given_ = np.nan_to_num(output.ratings.scores.ravel())
    assert rows[0] @ given_ == pytest.approx(exact.estimate)

    place = int(np.argmax(np.abs(rows[0])))
    others = given_.copy()
    others[place] = 0
    assert (exact.estimate - rows[0] @ others) / rows[0][place] == pytest.approx(given_[place])


# --- by learning


@BOTH
def test_by_learning_no_rating_can_be_placed_better_than_without_the_outputs(design: Design) -> None:
    chance, rows, truth = np.random.default_rng(11), [], []
    sessions = 260 if design is Design.ONE_ROUND else 130
    for _ in range(sessions):
        room = make_room(14, chance, design)
        dealt = ~np.isnan(room.scores[0])
        room.scores[0, dealt] = chance.choice(np.arange(1, 5.1, 0.5), dealt.sum())  # a victim who may give anything
        room.scores[0] = np.clip(room.scores[0] + chance.choice([-1.5, 0, 1.5]), 1, 5)
        session = Session(room)
        session.ask(list(range(1, 9)))  # without the victim
        session.ask([*range(9)])  # with the victim only: refused
        session.ask(list(range(13)))  # with the victim and four more
        rows.append(seen(session.outputs, 2))
        truth.append([room.scores[0, dealt][0], room.scores[0, dealt].mean()])

    for target in np.array(truth).T:
        with_outputs, without = hits(np.array(rows), target, WINDOW)
        assert with_outputs <= without + 2 * np.sqrt(0.25 / (sessions // 2))


@BOTH
def test_a_result_with_one_person_more_is_never_let_out(design: Design) -> None:
    room = make_room(14, np.random.default_rng(5), design)
    session = Session(room)
    session.ask(list(range(8)))
    session.ask(list(range(9)))
    session.ask(list(range(12)))
    assert len(session.outputs) == 1

    session.ask(list(range(13)))
    assert len(session.outputs) == 2


@BOTH
def test_growing_pictures_of_self_study_place_no_rating(design: Design) -> None:
    """Self-study: people only come, five by five, and each picture has its strip. The victim comes in the middle."""
    room = make_room(28, np.random.default_rng(21), design)
    session = Session(room)
    for size in (8, 9, 12, 13, 18, 23, 28):
        session.ask([*range(1, size), 0] if size >= 13 else list(range(1, size + 1)))

    assert len([one for one in session.outputs if one.released.primary]) == 5
    assert not can_be_placed(session, {1, 2, 3}, victim=0)
