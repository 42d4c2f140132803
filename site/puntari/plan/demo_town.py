"""The units of the demo organisation, how many work in them, and how far each sector has got. All of it is made up."""

from datetime import date
from typing import NamedTuple

from puntari.plan.domain import add_months


class UnitOf(NamedTuple):
    """A unit: its names, where it stands now and stood before the reorganisation, and its people.

    ``people`` work there today and ``recruiting`` of them recruit; ``languages`` are weights for Finnish, Swedish
    and others.
    """

    code: str
    fi: str
    sv: str
    en: str
    above: str | None
    people: int
    recruiting: int
    languages: tuple[int, int, int] = (75, 15, 10)
    before: str | None = None
    is_new: bool = False  # founded in the reorganisation


TOWN = (
    UnitOf("town", "Valkonummen kaupunki", "Vitmo stad", "Town of Valkonummi", None, 4, 3),
    UnitOf("central", "Keskushallinto", "Centralförvaltningen", "Central administration", "town", 28, 21),
    UnitOf("education", "Kasvatus ja koulutus", "Fostran och utbildning", "Education", "town", 8, 6),
    UnitOf(
        "ece", "Varhaiskasvatus", "Småbarnspedagogik", "Early childhood education", "education", 48, 32, (60, 24, 16)
    ),
    UnitOf(
        "school-fi",
        "Suomenkielinen perusopetus",
        "Finskspråkig grundläggande utbildning",
        "Finnish-language basic education",
        "education",
        32,
        22,
        (95, 2, 3),
    ),
    UnitOf(
        "school-sv",
        "Ruotsinkielinen perusopetus",
        "Svenskspråkig grundläggande utbildning",
        "Swedish-language basic education",
        "education",
        20,
        12,
        (3, 94, 3),
    ),
    UnitOf("urban", "Kaupunkiympäristö", "Stadsmiljö", "Urban environment", "town", 8, 6),
    UnitOf("parks", "Kadut ja puistot", "Gator och parker", "Streets and parks", "urban", 20, 12),
    UnitOf("premises", "Tilapalvelut", "Lokalservice", "Premises", "urban", 14, 9),
    UnitOf("culture", "Kulttuuri ja vapaa-aika", "Kultur och fritid", "Culture and leisure", "town", 14, 9),
    UnitOf("library", "Kirjasto", "Biblioteket", "Library", "culture", 10, 6, (55, 40, 5)),
    UnitOf("support", "Tukipalvelut", "Stödtjänster", "Support services", "town", 4, 4, is_new=True),
    UnitOf("food", "Ruokapalvelut", "Måltidsservice", "Food services", "support", 22, 15, (60, 15, 25), "education"),
    UnitOf("cleaning", "Puhtauspalvelut", "Städservice", "Cleaning services", "support", 14, 8, (45, 10, 45), "urban"),
)
LEFT = 14  # people who have worked in the town and left


class Growth(NamedTuple):
    """A share of those who recruit has done the course; half of the way was reached at ``middle`` of the time (0–1)."""

    share: float
    middle: float


GROWTH = {
    "town": Growth(1.0, 0.67),
    "central": Growth(0.24, 0.82),
    "education": Growth(0.8, 0.8),
    "urban": Growth(0.61, 0.88),
    "culture": Growth(0.58, 0.77),
    "support": Growth(0.74, 0.82),
}


def sector_of(unit: UnitOf) -> str:
    """The code of the unit's sector today: the unit itself, or what it stands under."""
    return unit.code if unit.above in {None, "town"} else unit.above or unit.code


def reorganised_on(today: date) -> date:
    """The first day of the new organisation: eight months ago, on the first of the month."""
    return add_months(today.replace(day=1), -8)
