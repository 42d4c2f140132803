"""What would give a person away outside the marks of an application.

Looked for: every name of both groups, every municipality of the exercise, the application's own date of birth, the
values of both groups; and, whoever the person is, words about one's own sex and family, age, mother tongue and home
municipality, addresses and numbers. A value that the job itself mentions, such as a language of the work, is no leak.
"""

import re
from collections.abc import Iterator
from datetime import date

from puntari.content.languages import LANGUAGES
from puntari.practice.domain import GROUPS
from puntari.practice.exercise import Application, Definition

ENDINGS = {"fi": r"\w{0,5}", "sv": r"\w{0,2}", "en": r"(?:'s)?"}  # what inflection may add to a name or a word

# Words that speak of the writer's own sex or family. Other people in a text, such as a child's mother, are no leak.
GENDERED = {
    "fi": r"äitinä|isänä|naisena|miehenä|vaimo(?:ni|lleni|stani)|(?:avio)?miehe(?:ni|lleni|stäni)|äitiys\w*|isyys\w*"
    r"|perhevapaa\w*|rouva|tyttönimi\w*|siviilisääty\w*|raskau\w+|poikani|tyttäreni|lapseni|lasteni",
    "sv": r"som (?:mamma|pappa|mor|far|kvinna|man)\b|min (?:fru|make|maka|man)\b|mamma\w*ledig\w*|pappa\w*ledig\w*"
    r"|moderskap\w*|faderskap\w*|föräldraledig\w*|familjeledig\w*|fru|flicknamn\w*|civilstånd\w*|gravid\w*"
    r"|min son|min dotter|mina barn",
    "en": r"as a (?:mother|father|mum|dad|woman|man)|my (?:husband|wife|son|daughter|children|pregnancy)|maternity"
    r"|paternity|parental leave|family leave|mrs|mr|ms|maiden name|marital status",
}
AGE = {
    "fi": r"(?:(?:1[6-9]|[2-9]\d)[- ]?vuotias\w*|olen (?:1[6-9]|[2-9]\d) vuotta|ikäni|eläkeikä\w*|syntynyt\w*)",
    "sv": r"(?:(?:1[6-9]|[2-9]\d) år gammal|(?:1[6-9]|[2-9]\d)-åring\w*|min ålder|pensionsålder\w*|född\b)",
    "en": r"(?:(?:1[6-9]|[2-9]\d)[- ]years?[- ]old|aged (?:1[6-9]|[2-9]\d)|my age|retirement age|(?:i was|i am) born)",
}
TONGUE = {
    "fi": r"äidinkiel\w*|kotikiele\w*|kotonani? puhu\w*",
    "sv": r"modersmål\w*|hemspråk\w*|hemma talar (?:jag|vi)",
    "en": r"mother tongue|native (?:language|speaker)|first language|(?:speak|speaking) at home",
}
PLACE = {
    "fi": r"kotikun\w+|kotikaupun\w+|asun\b|asumme\b|muutin suomeen|kotoisin",
    "sv": r"hemkommun\w*|hemstad\w*|jag bor\b|vi bor\b|flyttade till finland|hemma ifrån",
    "en": r"home (?:municipality|town)|i live in|we live in|moved to finland",
}
CONTACT = (
    r"[\w.+-]+@[\w-]+\.\w+",  # an e-mail address
    r"(?<![\d.,–-])(?:\+\d{1,3}[ -]?|0)\d{1,3}[ -]?\d{3}[ -]?\d{2,5}(?!\d)",  # a telephone number
    r"\b\d{6}[-+ABCDEFYXWVU]\d{3}[0-9A-Y]\b",  # a personal identity code
    r"(?:https?://|www\.)\S+",
    r"\b[A-ZÅÄÖ][\wåäö]+(?:katu|tie|polku|kuja|gatan|vägen|stigen|gränden) \d+\b",  # a street address
)
YEAR = r"\b(?:19[3-9]\d|20[0-4]\d)\b"
BY_LANGUAGE = {"leak-gender": GENDERED, "leak-age": AGE, "leak-tongue": TONGUE, "leak-place": PLACE}


class LeakFinder:
    """Finds what is left in the anonymous face of one application."""

    def __init__(self, definition: Definition, application: Application) -> None:
        """Prepare the patterns of the three languages."""
        names = [
            part for face in GROUPS for name in definition.groups[face].names for part in (name.first, name.family)
        ]
        towns = {each.municipality[language] for each in definition.applications for language in LANGUAGES}
        self._patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for language in LANGUAGES:
            known = sorted({*names, *towns, *application.municipality.model_dump().values()})
            stems = "|".join(_stem(word, language) for word in known)
            found = [re.compile(rf"\b(?:{stems}){ENDINGS[language]}\b")]
            found += [re.compile(pattern) for pattern in _dates(application.born)]
            job = _words_of_job(definition, language)
            for value in sorted({v[language] for face in GROUPS for v in definition.groups[face].values.values()}):
                pattern = re.compile(rf"\b{_stem(value, language)}{ENDINGS[language]}\b", re.IGNORECASE)
                if not pattern.search(job):
                    found.append(pattern)
            patterns = [("leak", pattern) for pattern in found]
            patterns += [
                (rule, re.compile(rf"\b(?:{words[language]})(?!\w)", re.IGNORECASE))
                for rule, words in BY_LANGUAGE.items()
            ]
            patterns += [("leak-contact", re.compile(pattern)) for pattern in CONTACT]
            self._patterns[language] = [*patterns, ("leak-year", re.compile(YEAR))]

    def left_in(self, text: str, language: str) -> Iterator[tuple[str, str]]:
        """The rules broken by a text that nothing hides, each with the words that break it; no word twice."""
        told: set[str] = set()
        for rule, pattern in self._patterns[language]:
            for found in sorted({match.group().strip() for match in pattern.finditer(text)}):
                if not any(found in earlier for earlier in told):
                    told.add(found)
                    yield rule, found


def _dates(born: date) -> tuple[str, ...]:
    return (
        rf"\b0?{born.day}\.\s?0?{born.month}\.(?:\s?(?:{born.year}|{born.year % 100:02}))?(?!\d)",
        rf"\b{born.isoformat()}\b",
        rf"\b{born.year}\b",
    )


def _stem(word: str, language: str) -> str:
    """The part of a word that inflection leaves alone: in Finnish the last sounds of a longer word may change."""
    kept = len(word) - (2 if len(word) > 6 else 1 if len(word) > 4 else 0) if language == "fi" else len(word)
    return re.escape(word[:kept])


def _words_of_job(definition: Definition, language: str) -> str:
    job = definition.job
    return "\n".join(texts[language] for texts in (job.advertisement, *job.duties, *job.requirements))
