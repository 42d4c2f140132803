"""`make test`: everything on SQLite, what touches the database once more on PostgreSQL, and the browser journeys.

Words after it go to pytest: `make test ARGS="-k calendar"`. The exit status is that of the first run that failed.
"""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.conftest import POSTGRESQL
from tests.postgres import server

WORKERS = str(min(os.cpu_count() or 1, 4))
NO_TESTS = 5  # pytest's status when it found none, as happens with -k
RUNS = {
    "unit and web, on SQLite": ["tests/unit", "tests/web"],
    "unit and web, on PostgreSQL": ["tests/unit", "tests/web", "--database", "postgresql"],
    "browser": ["tests/browser", "--durations=10"],
}


def run(title: str, words: list[str], postgresql: str) -> tuple[int, str]:
    """Run pytest, showing what it says; gives its status and its last line."""
    print(f"\n=== {title}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "worksteal", *words, *sys.argv[1:]]
    environment = {**os.environ, POSTGRESQL: postgresql, "OPENBLAS_NUM_THREADS": "1"}  # a core for each worker
    summary = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        for line in process.stdout or []:
            print(line, end="", flush=True)
            if re.search(r"\d+ (passed|failed|error|skipped|deselected)|no tests ran", line):
                summary = line.strip()
    return process.returncode, summary


def main() -> int:
    """Run all of it, also after a failure, and end with each run's summary."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that PostgreSQL is stopped then too
    started = time.monotonic()
    with server() as postgresql:
        results = {title: run(title, words, postgresql) for title, words in RUNS.items()}
    print(f"\n{time.monotonic() - started:.0f} seconds in all")
    for title, (status, summary) in results.items():
        print(f"{'failed' if status not in (0, NO_TESTS) else 'ok':6} {title}\n{summary}")
    failed = [status for status, _ in results.values() if status not in (0, NO_TESTS)]
    ran = any(status != NO_TESTS for status, _ in results.values())
    return failed[0] if failed else (0 if ran else NO_TESTS)


if __name__ == "__main__":
    sys.exit(main())
