"""Made-up content for the gallery: as much of what features show as their templates ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from puntari.web.embeds import Card

CARDS = [
    Card(1, "course", "Anonym rekrytering steg för steg", "Sida 3 av 8: Vad som döljs", "Fortsätt", "#", 3, 8),
    Card(2, "exercise", "Varhaiskasvatuksen opettaja", "Kierros 1, hakemus 5 / 8", "Jatka", "#", 20, 40),
    Card(3, "course", "Easy language in advertisements", "12 October 2026", "Open", "#", 6, 6, is_done=True),
]
PAIRS = [
    {"label": "1", "first": 3.9, "first_kind": "anon", "second": 3.6, "second_kind": "named"},
    {"label": "2", "first": 2.8, "first_kind": "named", "second": 3.1, "second_kind": "anon"},
    {"label": "3", "first": 3.1, "first_kind": "anon", "second": 3.4, "second_kind": "anon"},
    {"label": "4", "first": 4.5, "first_kind": "named", "second": 4.1, "second_kind": "named"},
    {"label": "5", "first": None, "first_kind": "anon", "second": 4.0, "second_kind": "named"},
]
WORDS = ["Perhevapaani jälkeen", " palasin työhön osa-aikaisesti ja ohjasin samalla kahta harjoittelijaa."]


class Bar:
    """A hidden place in a text, as the sheet's template knows it."""


@dataclass(frozen=True)
class Identifier:
    """A shown identifier in a text."""

    text: str


@dataclass(frozen=True)
class Words:
    """Plain words in a text."""

    text: str


def sheet_page(*, is_identified: bool) -> Any:
    """An application in one face."""
    values = [("name", "Natalia Rybina"), ("born", "14.3.1986"), ("municipality", "Kerava")]
    rows = [SimpleNamespace(field=name, value=value if is_identified else None) for name, value in values]
    start = Identifier(WORDS[0]) if is_identified else Bar()
    section = SimpleNamespace(heading="Hakemus", paragraphs=[[start, Words(WORDS[1])]])
    return SimpleNamespace(face=SimpleNamespace(is_identified=is_identified), rows=rows, sections=[section])


@dataclass(frozen=True)
class Question:
    """A question as the course templates look at it."""

    id: str
    kind: str
    prompt: str
    is_answered: bool = False
    is_right: bool | None = None
    error: str = ""
    feedback: str = ""
    text: str = ""
    unit: str = ""
    number: int = 0
    in_place: int = 0
    options: list[tuple[int, str, str, bool, bool | None]] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)

    @property
    def part(self) -> Any:
        """What the compiled page would hold."""
        texts = [line.html for line in self.lines]
        return SimpleNamespace(
            prompt=f"<p>{self.prompt} ({self.id})</p>",
            feedback=self.feedback,
            items=texts,
            lefts=texts,
            rights=self.offered,
        )

    @property
    def is_private(self) -> bool:
        """Whether only its owner reads it."""
        return self.kind == "reflection"

    def name(self) -> str:
        """The field's name."""
        return self.id

    def text_in(self, _language: str) -> str:
        """What is filled in."""
        return self.text


def line(question: str, place: int, html: str, chosen: str, is_right: bool | None) -> Any:
    """A line to put in order, or the left part of a pair."""
    return SimpleNamespace(name=f"{question}.{place}", html=html, words=html, chosen=chosen, is_right=is_right)


def questions(scheme: str) -> Iterator[Question]:
    """Each kind of question, between them in each state."""
    options = ["Kun hakemuksia on tullut paljon", "Ennen ilmoituksen julkaisemista", "Haastattelun jälkeen"]
    because = "Silloin se on myöhäistä: hakijoiden nimet on jo nähty."

    def offered(chosen: set[int], right: bool | None = None) -> list[tuple[int, str, str, bool, bool | None]]:
        return [
            (n, text, because if right is not None and n in chosen else "", n in chosen, right if n in chosen else None)
            for n, text in enumerate(options)
        ]

    when = "Milloin anonyymiydestä päätetään?"
    yield Question(f"{scheme}-new", "choice", when, options=offered(set()))
    yield Question(f"{scheme}-wrong", "choice", when, True, False, options=offered({0}, right=False))
    yield Question(f"{scheme}-right", "choice", when, True, True, options=offered({1}, right=True))
    yield Question(f"{scheme}-many", "choices", "Mitkä näistä piilotetaan?", True, False, options=offered({0, 1}))
    steps = ["Kriteerit päätetään", "Ilmoitus julkaistaan", "Anonyymiys puretaan"]
    order = f"{scheme}-order"
    lines = [line(order, n, text, str(n + 1), n == 0) for n, text in enumerate(steps)]
    yield Question(order, "order", "Laita vaiheet järjestykseen.", True, False, in_place=1, lines=lines)
    estimate = "Kirjoita luku, esimerkiksi 4."
    yield Question(f"{scheme}-estimate", "estimate", "Kuinka moni?", error=estimate, text="neljä", unit="sadasta")
    match = f"{scheme}-match"
    pairs = [line(match, n, text, str(n), n == 1) for n, text in enumerate(["Kersantti", "Äitiysloma"])]
    parts = ["Johdin ryhmää", "Olin poissa vuoden"]
    yield Question(match, "match", "Yhdistä.", True, False, in_place=1, lines=pairs, offered=parts)
    yield Question(f"{scheme}-own", "reflection", "Mitä teet toisin?", True, text="Sovin kriteerit ensin.")


def case(scheme: str) -> Any:
    """A branching case, one choice in."""
    ways = [("1:a", "Julkaise heti", True), ("1:b", "Päätä ensin kriteerit", False)]
    then = [("2:a", "Vastaa itse", False), ("2:b", "Pyydä toista vastaamaan", False)]
    story = [("<p>Ilmoitus pitäisi saada ulos tänään.</p>", ways), ("<p>Hakija soittaa.</p>", then)]
    part = SimpleNamespace(intro="<p>Haet varhaiskasvatuksen opettajaa.</p>")
    return SimpleNamespace(id=f"{scheme}-case", part=part, story=story, has_ended=False, is_done=False)


def callouts() -> list[Any]:
    """One of each kind."""
    kinds = ["note", "law", "practice", "tip"]
    html = "<p>Ansiovertailu tehdään nimillä.</p>"
    return [SimpleNamespace(kind=kind, heading="Päätös on perusteltava.", html=html) for kind in kinds]


def shown(scheme: str) -> Any:
    """The foot of a course page: words and sources."""
    source = SimpleNamespace(
        reference="Kanninen, O., Kiviholma, S. & Virkola, T. (2023). Anatomy of an Anonymous Hiring Pilot.",
        url="https://labore.fi/",
        kind="study",
        country="FI",
        review_by=date(2027, 11, 1),
    )
    one = SimpleNamespace(anchor=f"{scheme}-source", source=source, size="44 ilmoitusta", caveat="Pieni aineisto.")
    term = SimpleNamespace(term="tunnistetieto", meaning="Tieto, josta hakijan voi tunnistaa.")
    return SimpleNamespace(terms=[term], sources=[one])
