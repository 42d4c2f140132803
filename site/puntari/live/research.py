"""A closed session's figures as a long table for research, with a codebook and the design. Values in, text out.

``table`` takes what the gate let out and nothing else, so it can't hold anything more. There are no rows for people:
decision 10 says why. Names of the session, the trainer and the organisation are left out, and of the day only the
month is told.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date

from puntari.live.disclosure import DISTRIBUTION, STRIP, Figure, Measure, Released, end_step, limit, step
from puntari.live.snapshots import Result
from puntari.practice.exercise import Exercise

COLUMNS = ("kind", "comparison", "measure", "item", "value", "low", "high", "beyond")
KINDS = ("raters", "primary", "further", "world", "group", "unfinished", "expected")
Cell = str | float | int | None


class NotForResearch(Exception):
    """The session has no figures to take out, or isn't closed yet."""


def table(released: Released) -> list[list[Cell]]:
    """One row for each figure, in the order of ``COLUMNS``. Raises NotForResearch where the group was too small."""
    primary = released.primary
    if primary is None or released.raters is None:
        raise NotForResearch
    about = (primary.comparison, primary.measure)
    rows: list[list[Cell]] = [["raters", None, None, None, released.raters, None, None, None]]
    rows.append(["primary", *about, None, *_figure(primary.figure)])
    rows += [["further", one.comparison, one.measure, None, *_figure(one.figure)] for one in released.others]
    strip = released.strip
    for number, value in enumerate(strip.worlds if strip else (), start=1):
        kind = "group" if strip and number == strip.place + 1 else "world"
        rows.append([kind, *about, number, value, None, None, None])
    rows += [["unfinished", None, None, one.name, one.share, None, None, None] for one in released.unfinished]
    if released.expected:
        shares = released.expected.shares
        rows += [["expected", None, None, guess, share, None, None, None] for guess, share in shares.items()]
    return rows


def _figure(figure: Figure) -> list[Cell]:
    return [figure.estimate, figure.low, figure.high, int(figure.is_beyond)]


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Commas between cells, points in numbers, and nothing where nothing may be said."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(["" if cell is None else str(cell) for cell in row] for row in rows)
    return text.getvalue()


def _deal(result: Result) -> dict[str, str | int]:
    """How it was dealt, in the design's own terms: see ``one_round`` and ``two_rounds`` in ``practice``."""
    dealt: dict[str, str | int] = {"design": result.design, "version": result.design_version, "orders": 2}
    if result.rounds > 1:
        applications = result.size // result.rounds
        return {**dealt, "rounds": result.rounds, "applications": applications, "changed": applications - 2, "kept": 2}
    return {**dealt, "applications": result.size, "forms": 3, "block": 6}


def design(result: Result, exercise: Exercise, *, digest: str, frozen: date) -> str:
    """How the figures came about, as JSON: the exercise and its version, the deal, and how figures are rounded."""
    definition, released = exercise.definition, result.released
    raters = released.raters or 0
    groups = definition.groups
    found = {
        "exercise": {
            "id": result.exercise_id,
            "digest": result.exercise_digest,
            "title": definition.title,
            "facet": definition.facet,
            "groups": {"reference": groups.reference.title, "comparison": groups.comparison.title},
            "criteria": [{"id": one.id, "weight": one.weight, "title": one.title} for one in exercise.criteria],
            "applications": len(definition.applications),
        },
        "deal": _deal(result),
        "inference": {"method": "randomisation", "draws": result.draws, "interval": 0.95},
        "agreed": {
            "comparison": released.primary.comparison if released.primary else None,
            "measure": released.primary.measure if released.primary else None,
            "minimum": released.minimum,
        },
        "rounding": {
            measure.value: {
                "estimate": step(measure, raters),
                "ends": end_step(measure, raters),
                "cut_off": limit(measure),
            }
            for measure in Measure
        },
        "spread_from": DISTRIBUTION,
        "worlds_from": STRIP,
        "frozen": f"{frozen:%Y-%m}",
        "snapshot": digest,
    }
    return json.dumps(found, ensure_ascii=False, indent=2, default=dict, sort_keys=True) + "\n"
