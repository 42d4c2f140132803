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

import contextlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from puntari.live.disclosure import PRIMARY, Figure, Occasion, Released, Shown, TooAlike, release
from puntari.live.domain import TooEarlyToReveal
from puntari.live.inference import IDENTITY_GAP, estimate_effect
from puntari.live.pooled import Earlier, Pool, batches, pool
from puntari.live.redraws import OneRound
from puntari.live.results import CONTRASTS, Ratings, findings
from puntari.practice.chance import Chance
from tests.unit.live.evenings import Output
from tests.unit.live.sessions import dealt

DRAWS = 39
TEXTS = 6
WINDOW = 2.0  # points
SCORE_KEYS = [(comparison, PRIMARY[1]) for comparison in CONTRASTS]
STEP, CUT = 0.1, 2.0  # the grid and its ends, as the gate's own tests hold them


@dataclass
class Room:
    """A session with all that the attacker isn't told: the ratings."""

    mechanism: OneRound
    scores: np.ndarray

    def ratings(self, here: list[int]) -> Ratings:
        rows = np.array(here)
        part = OneRound(
            self.mechanism.blocks[rows],
            self.mechanism.seats[rows],
            self.mechanism.forms[rows],
            self.mechanism.sets[rows],
        )
        marks = [f"{person}:{self.scores[person].tolist()}" for person in here]
        invitations = np.where(np.isnan(self.scores[rows]), np.nan, (self.scores[rows] > 3) * 1.0)
        return Ratings(self.scores[rows], invitations, part, ["1"] * len(here), [True] * len(here), marks)


class Session:
    """A history in which everything that leaves passes the gate."""

    def __init__(self, room: Room, minimum: int = 8) -> None:
        self.room, self.minimum = room, minimum
        self.outputs: list[Output] = []
        self._marks: list[list[str]] = []

    def ask(self, here: list[int], *, is_open: bool = False) -> None:
        """Ask for a result; what the gate refuses is lost."""
        if not here:
            return
        ratings, seed = self.room.ratings(here), f"seed {len(self.outputs)}"
        case = Occasion(is_open=is_open, minimum=self.minimum, contributors=ratings.contributors, before=self._marks)
        with contextlib.suppress(TooAlike, TooEarlyToReveal):
            released = release(findings(ratings, seed=seed, draws=DRAWS, keys=SCORE_KEYS), case)
            self.outputs.append(Output(released, ratings, here, seed))
            if released.primary:
                self._marks.append(list(ratings.contributors))


def make_room(people: int, chance: np.random.Generator) -> Room:
    mechanism = dealt(people, texts=TEXTS, stream=str(chance.integers(10**6)))
    quality = chance.normal(0, 0.8, TEXTS)
    scores = np.clip(np.round((3 + quality + chance.normal(0, 1, (people, TEXTS))) * 10) / 10, 1, 5)
    return Room(mechanism, scores)


# --- by logic


def sums(output: Output) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Everything released as weighted sums of the ratings: (rows, lowest, highest)."""
    ratings, rows, low, high = output.ratings, [], [], []
    count = ratings.scores.size
    shown = [one for one in (output.released.primary, *output.released.others) if one]
    for one in shown:
        chance = Chance(output.seed, one.comparison, one.measure)
        draw_seed = chance.below(2**32)
        weights = np.zeros((count, 1 + DRAWS))
        for place in range(count):  # what each rating alone does to the estimate and to every world
            alone = np.where(np.isnan(ratings.scores), np.nan, 0.0)
            if np.isnan(alone.flat[place]):
                continue
            alone.flat[place] = 1.0
            found = estimate_effect(alone, ratings.mechanism, CONTRASTS[one.comparison], seed=draw_seed, draws=DRAWS)
            weights[place] = [found.estimate, *found.worlds]
        picked = [(0, one.figure.estimate)]
        if one is output.released.primary and output.released.strip:
            strip = list(output.released.strip.worlds)
            del strip[output.released.strip.place]
            picked += [(1 + chance.below(DRAWS), value) for value in strip]
        for column, value in picked:
            rows.append(weights[:, column])
            low.append(-np.inf if value <= -CUT else value - STEP / 2 - 1e-6)
            high.append(np.inf if value >= CUT else value + STEP / 2 + 1e-6)
    return np.array(rows), np.array(low), np.array(high)


def narrowest(session: Session, known: set[int], victim: int) -> float:
    """The width, in points, of the narrowest window in which one of the victim's ratings must lie."""
    people, texts = session.room.scores.shape
    left, right = [], []
    for output in session.outputs:
        if output.released.primary is None:
            continue
        rows, low, high = sums(output)
        whole = np.zeros((len(rows), people, texts))
        whole[:, output.here, :] = rows.reshape(len(rows), len(output.here), texts)
        whole = whole.reshape(len(rows), -1)
        left += [*(-whole[np.isfinite(low)]), *whole[np.isfinite(high)]]
        right += [*(-low[np.isfinite(low)]), *high[np.isfinite(high)]]
    if not left:
        return 4.0
    bounds = [
        (score, score) if person in known else (1.0, 5.0)
        for person in range(people)
        for score in np.nan_to_num(session.room.scores[person], nan=1.0)
    ]
    widths = []
    for text in range(0, texts, 2):
        goal = np.zeros(people * texts)
        goal[victim * texts + text] = 1.0
        ends = [linprog(sign * goal, A_ub=np.array(left), b_ub=np.array(right), bounds=bounds) for sign in (1, -1)]
        assert all(end.status == 0 for end in ends), "the outputs contradict the ratings they came from"
        widths.append(-ends[1].fun - ends[0].fun)
    return float(min(widths))


# What everybody gives in the three faces (anonymous, reference, comparison) when a group is at the end of the scale,
# where a mean tells most of its members.
ENDS = {"gap": (3.0, 1.0, 5.0), "hiding": (5.0, 1.0, 1.0), "near": (3.0, 2.05, 3.95), "same": (5.0, 5.0, 5.0)}


def history(chance: np.random.Generator, kind: str) -> Session:
    """A first result, then others as the trainer or an attacker may contrive them around a victim (person 0)."""
    room = make_room(17, chance)
    if kind in ENDS:
        faces = np.take_along_axis(room.mechanism.faces, room.mechanism.observed[:, None, None], axis=1)[:, 0, :]
        room.scores[:] = np.array(ENDS[kind])[faces]
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


@pytest.mark.parametrize("kind", ["ordinary", *ENDS])
@settings(max_examples=2, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**20))
def test_by_logic_no_rating_can_be_placed(kind: str, seed: int) -> None:
    chance = np.random.default_rng(seed)
    session = history(chance, kind)

    assert any(output.released.primary for output in session.outputs)
    assert narrowest(session, {1, 2, 3}, victim=0) > WINDOW


def test_the_attack_by_logic_would_find_a_rating_if_the_gate_let_exact_figures_out() -> None:
    """The attacker is no straw man: without rounding and with all but one rating known he has it."""
    room = make_room(9, np.random.default_rng(3))
    session = Session(room)
    session.ask(list(range(9)))
    (output,) = session.outputs
    rows, _, _ = sums(output)
    exact = estimate_effect(
        output.ratings.scores,
        output.ratings.mechanism,
        IDENTITY_GAP,
        seed=Chance(output.seed, *PRIMARY).below(2**32),
        draws=DRAWS,
    )
    assert rows[0] @ output.ratings.scores.ravel() == pytest.approx(exact.estimate)

    place = int(np.argmax(np.abs(rows[0])))
    others = output.ratings.scores.ravel().copy()
    others[place] = 0
    assert (exact.estimate - rows[0] @ others) / rows[0][place] == pytest.approx(output.ratings.scores.ravel()[place])


# --- by learning


def seen(session: Session, asked: int) -> np.ndarray:
    """Every number that left, in one row; nothing where nothing left."""
    row: list[float] = []
    for place in range(asked):
        released = session.outputs[place].released if place < len(session.outputs) else Released(minimum=8)
        numbers: list[float] = [float(released.raters or 0)]
        shown = {(one.comparison): one.figure for one in (released.primary, *released.others) if one}
        for comparison in CONTRASTS:
            figure = shown.get(comparison)
            numbers += [figure.estimate, figure.low or 0, figure.high or 0, figure.excludes_zero] if figure else [0] * 4
        strip = released.strip
        numbers += [*sorted(strip.worlds), strip.place] if strip else [0] * 21
        row += numbers
    return np.array([1.0, *row])


def best_window(values: np.ndarray) -> float:
    """The middle of the window in which most of these values lie: the best guess of who has seen nothing."""
    middles = np.arange(1, 5.01, 0.1)
    return float(middles[np.argmax([np.mean(np.abs(values - middle) <= WINDOW / 2) for middle in middles])])


def test_by_learning_no_rating_can_be_placed_better_than_without_the_outputs() -> None:
    chance, rows, truth = np.random.default_rng(11), [], []
    sessions = 260
    for _ in range(sessions):
        room = make_room(14, chance)
        room.scores[0] = chance.choice(np.arange(1, 5.1, 0.5), TEXTS)  # a victim who may give anything
        room.scores[0] = np.clip(room.scores[0] + chance.choice([-1.5, 0, 1.5]), 1, 5)
        session = Session(room)
        session.ask(list(range(1, 9)))  # without the victim
        session.ask([*range(9)])  # with the victim only: refused
        session.ask(list(range(13)))  # with the victim and four more
        rows.append(seen(session, 2))
        truth.append([room.scores[0, 0], room.scores[0].mean()])
    features, targets, half = np.array(rows), np.array(truth), sessions // 2
    features = (features - features[:half].mean(axis=0)) / (features[:half].std(axis=0) + 1e-9)
    features = np.c_[np.ones(sessions), features]

    for target in targets.T:
        ridge = features[:half].T @ features[:half] + 30 * np.eye(features.shape[1])
        learned = features[half:] @ np.linalg.solve(ridge, features[:half].T @ target[:half])
        with_outputs = np.mean(np.abs(learned - target[half:]) <= WINDOW / 2)
        without = np.mean(np.abs(best_window(target[:half]) - target[half:]) <= WINDOW / 2)
        noise = 2 * np.sqrt(0.25 / half)
        assert with_outputs <= without + noise


def test_a_result_with_one_person_more_is_never_let_out() -> None:
    room = make_room(14, np.random.default_rng(5))
    session = Session(room)
    session.ask(list(range(8)))
    session.ask(list(range(9)))
    session.ask(list(range(12)))
    assert len(session.outputs) == 1

    session.ask(list(range(13)))
    assert len(session.outputs) == 2


# --- with the pool of earlier sessions beside

GRID = 0.1  # of the sessions' figures; knowing one to less than this is knowing it


def pools_over_time(sizes: list[int], estimates: list[float]) -> list[Pool]:
    """What a room that is too small would see after each session that closes."""
    closed, seen_pools = [], []
    for size, estimate in zip(sizes, estimates, strict=True):
        figure = Figure(estimate=estimate, is_beyond=False, low=None, high=None)
        shown = Shown(comparison=PRIMARY[0], measure=PRIMARY[1], figure=figure)
        closed.append(Earlier(Released(minimum=8, raters=size, primary=shown), date(2026, 1, 1)))
        found = pool(closed, PRIMARY)
        if found is not None:
            seen_pools.append(found)
    return seen_pools


@pytest.mark.parametrize("seed", range(40))
def test_by_subtracting_pools_no_other_rooms_figure_can_be_told(seed: int) -> None:
    """The attacker looks after every session, knows all sizes, and the figures of three rooms of each batch."""
    chance = np.random.default_rng(seed)
    sizes = [int(size) for size in chance.integers(8, 80, 23)]
    estimates = [float(one) for one in np.round(np.clip(chance.normal(-0.2, 0.3, 23), -2, 2), 1)]
    seen_pools = pools_over_time(sizes, estimates)
    assert seen_pools
    known: set[int] = set()
    start = 0
    for count in batches(sizes):
        known |= set(chance.permutation(range(start, start + count))[:3].tolist())
        start += count
    left, right = [], []
    for one in seen_pools:
        weights = np.zeros(len(sizes))
        weights[: one.sessions] = np.array(sizes[: one.sessions]) / one.people
        left += [weights, -weights]
        middle = one.mean.figure.estimate
        right += [middle + 0.025 + 1e-6, -(middle - 0.025) + 1e-6]
    bounds = [(one, one) if place in known else (-2.0, 2.0) for place, one in enumerate(estimates)]
    for victim in set(range(start)) - known:
        goal = np.zeros(len(sizes))
        goal[victim] = 1.0
        ends = [linprog(sign * goal, A_ub=np.array(left), b_ub=np.array(right), bounds=bounds) for sign in (1, -1)]
        assert all(end.status == 0 for end in ends)
        assert -ends[1].fun - ends[0].fun > GRID


def test_without_batches_subtracting_would_tell_a_rooms_figure() -> None:
    """The attacker is no straw man: with a pool after every session the newest one's figure is its difference."""
    sizes, estimates = [12] * 5 + [60], [-0.2, 0.1, 0.0, -0.3, -0.1, 0.6]
    before, after = (np.average(estimates[:count], weights=sizes[:count]) for count in (5, 6))

    assert (after * 120 - before * 60) / 60 == pytest.approx(0.6)
    assert len({one.mean.figure.estimate for one in pools_over_time(sizes, estimates)}) == 1


def test_the_pool_knows_nothing_of_ratings_beyond_the_primary_figures() -> None:
    """Rooms with other ratings, intervals and strips, but the same rounded figure, give the same pool."""
    rooms: dict[float, list[Output]] = {}
    chance = np.random.default_rng(8)
    for _ in range(60):
        session = Session(make_room(9, chance))
        session.ask(list(range(9)))
        for output in session.outputs:
            if output.released.primary:
                rooms.setdefault(output.released.primary.figure.estimate, []).append(output)
    one, other, *_ = max(rooms.values(), key=len)
    pools = [pool([Earlier(output.released, date(2026, 1, 1))] * 5, PRIMARY) for output in (one, other)]

    assert one.released != other.released
    assert not np.array_equal(one.ratings.scores, other.ratings.scores)
    assert pools[0] is not None
    assert pools[0] == pools[1]


def test_growing_pictures_of_self_study_place_no_rating() -> None:
    """Self-study: people only come, five by five, and each picture has its strip. The victim comes in the middle."""
    room = make_room(28, np.random.default_rng(21))
    session = Session(room)
    for size in (8, 9, 12, 13, 18, 23, 28):
        session.ask([*range(1, size), 0] if size >= 13 else list(range(1, size + 1)))

    assert len([one for one in session.outputs if one.released.primary]) == 5
    assert narrowest(session, {1, 2, 3}, victim=0) > WINDOW
