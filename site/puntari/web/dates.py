"""Short dates and times as they are written in Finland.

Babel's Swedish of Finland is Sweden's (2026-11-02, 14:05); here people write 2.11.2026 and 14.05. British English
gets the month as a word, since 02/11 is read two ways. The full forms say when something happens: "maanantaina",
"måndagen den".
"""

from flask_babel import Babel, get_locale

SWEDISH = {
    "date.short": "d.M.y",
    "date.medium": "d.M.y",
    "date.full": "cccc'en' 'den' d MMMM y",
    "time.short": "H.mm",
    "datetime.short": "d.M.y 'kl.' H.mm",
}
FINNISH = {"date.full": "cccc'na' d. MMMM y", "datetime.short": "d.M.y 'klo' H.mm"}
ENGLISH = {"date.short": "d MMM y", "datetime.short": "d MMM y, HH:mm"}
OWN = {"fi": FINNISH, "sv": SWEDISH, "en": ENGLISH}


class DateFormats(dict[str, str | None]):
    """What Flask-Babel looks patterns up in: its own table, with ours in front for the language in force."""

    def __init__(self) -> None:
        super().__init__(Babel.default_date_formats)

    def __getitem__(self, key: str) -> str | None:
        """The pattern for a kind and length of date, such as "date.short"; None for the language's usual one."""
        locale = get_locale()
        own = OWN.get(locale.language, {}) if locale else {}
        return own.get(key) or super().__getitem__(key)
