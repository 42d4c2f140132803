"""The three languages, and texts that exist in each of them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

LANGUAGES = ("fi", "sv", "en")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Strict(BaseModel):
    """Content values: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Texts(Strict):
    """One text in the three languages; a missing one is a problem, never a gap on a page."""

    fi: Text
    sv: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        """The text in a language."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return str(getattr(self, language))


_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "š": "s", "ž": "z", "é": "e", "ü": "y"})


def sort_key(text: str) -> str:
    """Alphabetical order as in Finnish and Swedish: å, ä and ö come after z, capitals don't matter."""
    return text.casefold().translate(_AFTER_Z)
