"""What the component gallery shows of live sessions: codes, the desk, and the pictures of a result in each state."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from puntari.live import reveal, words
from puntari.live.desk import Desk, Row
from puntari.live.disclosure import Comparison, Figure, Measure, Shown, Strip
from puntari.live.domain import Phase, Plan
from puntari.practice.domain import Face

GROUPS = {Face.REFERENCE: "suomenkieliset nimet", Face.COMPARISON: "vieraskieliset nimet"}
FIGURES = [
    Figure(estimate=-0.4, is_beyond=False, low=-0.75, high=-0.1),  # a difference
    Figure(estimate=0.1, is_beyond=False, low=-0.5, high=0.7),  # none to be seen
    Figure(estimate=-2.0, is_beyond=True, low=None, high=None),  # beyond what is shown
]
WORLDS = (0.1, -0.2, 0.0, 0.3, -0.1, 0.2, -0.3, 0.0, 0.1, -0.1, 0.2, -0.2, -0.4, 0.0, 0.1, -0.1, 0.3, 0.0, -0.2, 0.1)
BEGAN = datetime(2026, 11, 20, 9, 2, tzinfo=UTC)


def desk() -> Desk:
    """One participant in each state."""
    states: list[dict[str, Any]] = [
        {"rated": 4},
        {"rated": 6, "is_done": True},
        {"rated": 2, "is_lost": True},
        {"rated": 0, "is_watching": True},
        {"rated": 5, "is_simulated": True},
    ]
    usual = {"is_watching": False, "is_done": False, "is_lost": False, "is_removed": False}
    rows = [
        Row(number=number, joined_at=BEGAN + timedelta(minutes=number), **{**usual, **state})
        for number, state in enumerate(states, start=1)
    ]
    return Desk(rows=rows, open_now=6, size=12)


def samples() -> dict[str, Any]:
    """Everything, as the templates of live sessions ask for it."""
    shown = [Shown(comparison=Comparison.IDENTITY_GAP, measure=Measure.SCORE, figure=one) for one in FIGURES]
    intervals = []
    for one in shown:
        axis = reveal.axis_of_figures([one])
        intervals.append((one, axis, reveal.bounds_of(one.figure, axis)))
    worlds, axis = reveal.worlds_of(Strip(worlds=WORLDS, place=12), Measure.SCORE)
    return {
        "phases": Plan().phases,
        "phase": Phase.NEUTRAL,
        "desk": desk(),
        "live": SimpleNamespace(id=0, rounds=1, applications=12),
        "words": words,
        "groups": GROUPS,
        "intervals": intervals,
        "worlds": worlds,
        "axis": axis,
        "heights": [reveal.height(tick, axis) for tick in axis.ticks],
        "middle": reveal.height(0, axis),
        "measure": Measure.SCORE,
        "number": 13,
    }
