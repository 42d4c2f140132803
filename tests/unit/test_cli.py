"""The command `puntari`, run as a person runs it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from puntari import cli, migrations
from tests.conftest import KEYS
from tests.postgres import free_port

PUNTARI = Path(sys.executable).parent / "puntari"


def run(*words: str, instance: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`puntari words…` in an instance folder, with nothing else in the environment's settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PUNTARI_")}
    environment |= {f"PUNTARI_{name.upper()}": value for name, value in settings.items()}
    environment |= {"PUNTARI_INSTANCE": str(instance), "NO_COLOR": "1"}
    return subprocess.run([PUNTARI, *words], env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_help_lists_every_command_with_what_it_does(tmp_path: Path) -> None:
    done = run("--help", instance=tmp_path)

    listed = re.findall(r"^  ([a-z-]+)  +\S", done.stdout.partition("Commands:")[2], re.MULTILINE)
    assert {*cli.FEATURES, "serve", "setup", "migrate", "check", "translated", "messages"} == set(listed)


@pytest.mark.parametrize("name", sorted(cli.FEATURES))
def test_each_feature_command_can_be_loaded(name: str, tmp_path: Path) -> None:
    done = run(name, "--help", instance=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


def test_serve_refuses_without_secrets_and_makes_none_up(tmp_path: Path) -> None:
    done = run("serve", instance=tmp_path / "instance")

    assert done.returncode == 1
    assert done.stderr == (
        "puntari can't start, a setting is wrong:\nsecret_key is missing or weak: give at least 32 random characters\n"
    )
    assert not (tmp_path / "instance").exists()


def test_serve_refuses_a_database_that_is_not_migrated(tmp_path: Path) -> None:
    done = run("serve", "--port", str(free_port()), instance=tmp_path, **KEYS)

    assert done.returncode == 1
    assert done.stderr == f"Error: The database isn't at migration {migrations.head()}; run: puntari migrate\n"


def test_serve_names_every_place_where_content_is_broken(tmp_path: Path) -> None:
    broken = tmp_path / "courses" / "broken"
    broken.mkdir(parents=True)
    (broken / "course.yml").write_text("id: broken\ntitel: typo\n")
    run("migrate", instance=tmp_path, **KEYS)

    done = run("serve", "--port", str(free_port()), instance=tmp_path, courses=str(tmp_path / "courses"), **KEYS)

    assert done.returncode == 1
    head, *lines = done.stderr.splitlines()
    assert head == "puntari can't start, this content is broken:"
    assert [line for line in lines if not re.match(r"courses/broken/course\.yml:\d+: \S", line)] == []
    assert [line.split(":")[1] for line in lines if "titel" in line] == ["2"]


def test_serve_says_when_the_port_is_taken(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), instance=tmp_path, **KEYS)

    assert (done.returncode, done.stderr) == (1, f"Error: Can't listen at 127.0.0.1:{port}: Address already in use\n")


def test_setup_prepares_an_installation_once(tmp_path: Path) -> None:
    instance = tmp_path / "instance"

    first, second = run("setup", instance=instance), run("setup", instance=instance)

    assert first.stdout == (
        f"Wrote {instance}/puntari.toml with new secret keys; keep it, and keep it to yourself.\n"
        f"Migrated the database from empty to {migrations.head()}.\n"
    )
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_migrate_goes_back_and_forth(tmp_path: Path) -> None:
    said = [run("migrate", *to, instance=tmp_path, **KEYS).stdout for to in ([], ["--to", "base"], [])]

    head = migrations.head()
    assert said == [
        f"Migrated the database from empty to {head}.\n",
        f"Migrated the database from {head} to empty.\n",
        f"Migrated the database from empty to {head}.\n",
    ]


def test_check_needs_no_settings_and_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "courses" / "broken").mkdir(parents=True)
    (tmp_path / "courses" / "broken" / "course.yml").write_text("id: broken\ntitel: typo\n")
    (tmp_path / "exercises").mkdir()

    done = run(
        *("check", "--courses", str(tmp_path / "courses"), "--exercises", str(tmp_path / "exercises")),
        instance=tmp_path / "none",
    )

    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, f"Error: {len(lines)} problems\n")
    assert "courses/broken/course.yml:2" in [":".join(line.split(":")[:2]) for line in lines]


def test_a_room_of_browsers_may_keep_its_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = []
    monkeypatch.setattr(cli, "allow_files", wanted.append)
    made = cli.server("any:app", host="127.0.0.1", port=free_port(), workers=1, threads=1)

    assert made.backpressure >= 500 * 6  # people, and what a browser keeps open at most
    assert wanted[0] > made.backpressure
