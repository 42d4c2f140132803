"""Settings: from the environment (``PUNTARI_…``) and ``instance/puntari.toml``."""

import os
import secrets
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

ROOT = Path(__file__).resolve().parents[2]
SECRET_LENGTH = 32


class BadSettings(Exception):
    """A setting is missing or can't be used; the message names it."""


class Settings(BaseSettings):
    """All that differs between one installation and another."""

    model_config = SettingsConfigDict(env_prefix="PUNTARI_", extra="forbid")

    mode: Literal["production", "development", "testing"] = "production"
    instance: Path = ROOT / "instance"
    secret_key: str = Field(default="", repr=False)
    pseudonym_key: str = Field(default="", repr=False)
    database_url: str = Field(default="", repr=False)
    base_url: str = "http://127.0.0.1:8000"
    courses: Path = ROOT / "courses"
    exercises: Path = ROOT / "exercises"
    timezone: str = "Europe/Helsinki"
    smtp_url: str = Field(default="", repr=False)
    mail_from: str = "puntari@localhost"
    contact: str = ""  # the address that answers about accessibility and privacy, shown on those two pages
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    max_request_bytes: int = Field(default=1_000_000, ge=10_000)
    minimum_raters: int = Field(default=8, ge=5, le=1000)  # with fewer, nobody is shown a group's figures

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- pydantic passes all by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the caller says, then the environment, then the file."""
        file = instance_folder() / "puntari.toml"
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)

    @field_validator("base_url")
    @classmethod
    def _base_url_is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("must be an address such as https://puntari.example.fi")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _secrets_are_strong(self) -> "Settings":
        for name in ("secret_key", "pseudonym_key"):
            value = getattr(self, name)
            if len(value) < SECRET_LENGTH or len(set(value)) < SECRET_LENGTH // 4:
                raise ValueError(f"{name} is missing or weak: give at least {SECRET_LENGTH} random characters")
        if self.secret_key == self.pseudonym_key:
            raise ValueError("pseudonym_key must differ from secret_key")
        return self

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; SQLite in the instance folder by default."""
        url = self.database_url or f"sqlite:///{self.instance / 'puntari.db'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def is_https(self) -> bool:
        """Whether people reach the site over https."""
        return self.base_url.startswith("https://")


def instance_folder() -> Path:
    """Where the database, the secrets and puntari.toml live."""
    return Path(os.environ.get("PUNTARI_INSTANCE", ROOT / "instance"))


def write_first_settings() -> Path | None:
    """Give a new installation its secret keys, in a puntari.toml that only its owner can read.

    Returns the file, or None when there is one already or the environment gives the keys. Only set-up calls
    this: a running site with a missing key must stop, not make up another.
    """
    path = instance_folder() / "puntari.toml"
    if path.exists() or "PUNTARI_SECRET_KEY" in os.environ:
        return None
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [
        "# Settings of this installation; site/docs/operating.md lists them all.",
        "# secret_key signs sessions and links. pseudonym_key ties answers to people:",
        "# whoever loses it loses everybody's answers, so keep a copy where the backups are not.",
        f'secret_key = "{secrets.token_urlsafe(SECRET_LENGTH)}"',
        f'pseudonym_key = "{secrets.token_urlsafe(SECRET_LENGTH)}"',
    ]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def load_settings() -> Settings:
    """The settings of this installation.

    Raises BadSettings with a line for every setting that is missing or wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"])
            text = problem["msg"].removeprefix("Value error, ")
            lines.append(f"{name}: {text}" if name else text)
        raise BadSettings("\n".join(lines)) from error
