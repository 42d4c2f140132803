"""Settings: where they come from, and what stops a start."""

import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from puntari.config import BadSettings, Settings, load_settings, write_first_settings
from tests.conftest import KEYS


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty instance folder, and an environment that says nothing else."""
    folder = tmp_path / "instance"
    monkeypatch.setenv("PUNTARI_INSTANCE", str(folder))
    for name in ("SECRET_KEY", "PSEUDONYM_KEY", "DATABASE_URL", "MODE"):
        monkeypatch.delenv(f"PUNTARI_{name}", raising=False)
    return folder


def set_keys(monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
    for name, value in {**KEYS, **changes}.items():
        monkeypatch.setenv(f"PUNTARI_{name.upper()}", value)


def test_nothing_is_needed_beyond_two_strong_keys(monkeypatch: pytest.MonkeyPatch, instance: Path) -> None:
    set_keys(monkeypatch)

    settings = load_settings()

    assert (settings.mode, settings.database) == ("production", f"sqlite:///{instance}/puntari.db")


@pytest.mark.parametrize("name", ["secret_key", "pseudonym_key"])
@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="missing"),
        pytest.param("k3y-k3y-k3y-k3y-k3y-0123456789", id="short"),
        pytest.param("a" * 64, id="one letter"),
        pytest.param("abc" * 20, id="three letters"),
    ],
)
def test_a_missing_or_weak_key_stops_the_start_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    set_keys(monkeypatch, **{name: value})

    with pytest.raises(BadSettings) as stop:
        load_settings()

    assert str(stop.value) == f"{name} is missing or weak: give at least 32 random characters"


def test_the_two_keys_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    set_keys(monkeypatch, pseudonym_key=KEYS["secret_key"])

    with pytest.raises(BadSettings, match=r"^pseudonym_key must differ from secret_key$"):
        load_settings()


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    set_keys(monkeypatch)
    monkeypatch.setenv("PUNTARI_BASE_URL", "puntari.example.fi")
    monkeypatch.setenv("PUNTARI_TRUSTED_PROXIES", "many")

    with pytest.raises(BadSettings) as stop:
        load_settings()

    assert [line.split(":")[0] for line in str(stop.value).splitlines()] == ["base_url", "trusted_proxies"]


@pytest.mark.parametrize("value", ["4", "0", "-8", "1001", "many"])
def test_a_minimum_group_below_the_floor_stops_the_start_by_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    set_keys(monkeypatch)
    monkeypatch.setenv("PUNTARI_MINIMUM_RATERS", value)

    with pytest.raises(BadSettings, match=r"^minimum_raters: "):
        load_settings()


@pytest.mark.parametrize(("value", "expected"), [(None, 8), ("5", 5), ("20", 20)])
def test_the_minimum_group_is_eight_unless_the_installation_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, value: str | None, expected: int
) -> None:
    set_keys(monkeypatch)
    if value:
        monkeypatch.setenv("PUNTARI_MINIMUM_RATERS", value)

    assert load_settings().minimum_raters == expected


def test_a_misspelt_setting_in_the_file_is_named(monkeypatch: pytest.MonkeyPatch, instance: Path) -> None:
    set_keys(monkeypatch)
    instance.mkdir()
    (instance / "puntari.toml").write_text('smpt_url = "smtp://localhost"\n')

    with pytest.raises(BadSettings, match=r"^smpt_url: "):
        load_settings()


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, instance: Path) -> None:
    write_first_settings()
    with (instance / "puntari.toml").open("a") as file:
        file.write('base_url = "https://file.example"\nmail_from = "file@example.org"\n')
    monkeypatch.setenv("PUNTARI_BASE_URL", "https://environment.example/")

    settings = load_settings()

    assert (settings.base_url, settings.mail_from) == ("https://environment.example", "file@example.org")


def test_set_up_writes_keys_that_only_the_owner_can_read(instance: Path) -> None:
    path = write_first_settings()

    assert path == instance / "puntari.toml"
    assert (stat.S_IMODE(instance.stat().st_mode), stat.S_IMODE(path.stat().st_mode)) == (0o700, 0o600)
    keys = tomllib.loads(path.read_text())
    settings = load_settings()
    assert keys == {"secret_key": settings.secret_key, "pseudonym_key": settings.pseudonym_key}


def test_set_up_leaves_existing_keys_alone(instance: Path) -> None:
    write_first_settings()
    before = (instance / "puntari.toml").read_bytes()

    assert write_first_settings() is None
    assert (instance / "puntari.toml").read_bytes() == before


def test_set_up_writes_nothing_where_the_environment_gives_the_keys(
    monkeypatch: pytest.MonkeyPatch, instance: Path
) -> None:
    set_keys(monkeypatch)

    assert write_first_settings() is None
    assert not instance.exists()


def test_keys_and_addresses_with_passwords_are_not_shown() -> None:
    secrets = {"database_url": "postgresql://u:hidden-db@h/d", "smtp_url": "smtp://u:hidden-mail@h"}

    shown = repr(Settings(mode="testing", **KEYS, **secrets))  # type: ignore[arg-type]  # a dict of texts

    assert [value for value in (*KEYS.values(), "hidden-db", "hidden-mail") if value in shown] == []


def test_a_postgresql_address_names_its_driver() -> None:
    settings = Settings(mode="testing", database_url="postgresql://u@h/d", **KEYS)  # type: ignore[arg-type]

    assert settings.database == "postgresql+psycopg://u@h/d"
