"""A large group's result, in a process of its own: prints the seconds it takes and the most memory it needs."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from puntari.live.results import Ratings, findings
from puntari.live.simulation import deal_one_round, draw_scores
from tests.bench.rows import Row

PEOPLE = 500  # with twelve ratings each
DRAWS = 5_000
HIGHEST_SHARE = 0.3  # of the applications are invited


def measure() -> list[Row]:
    """The seconds and the memory."""
    found = measured()
    what = f"group result, {PEOPLE} x 12 ratings, {DRAWS:,} re-draws"
    return [
        Row(what, found["seconds"], "s", 1, 0.3),
        Row(f"{what}: memory", found["megabytes"], "MB", 300, 300),
    ]


def measured() -> dict[str, float]:
    """Seconds and megabytes, measured in a process that has done nothing else."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.group"], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Make ratings up, and draw again."""
    mechanism = deal_one_round(PEOPLE, "bench")
    scores = draw_scores(mechanism, effect=-0.2, hiding=0.0, slopes=True, chance=np.random.default_rng(1))
    invited = np.where(np.isnan(scores), np.nan, (scores > HIGHEST_SHARE) * 1.0)
    everybody = [str(person) for person in range(PEOPLE)]
    ratings = Ratings(scores, invited, mechanism, ["1"] * PEOPLE, [True] * PEOPLE, everybody)
    started = time.perf_counter()
    findings(ratings, seed="bench", draws=DRAWS)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "megabytes": highest_memory()}))


def highest_memory() -> float:
    """The most memory this program has held, in MB; ``getrusage`` would count that of the program that began it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
