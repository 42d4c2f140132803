"""Whether the two groups differ in the facet and in nothing else that their names tell: age, sex, class, length."""

from collections import Counter
from collections.abc import Iterable
from statistics import fmean

from puntari.content.languages import LANGUAGES
from puntari.content.yamlfile import YamlFile
from puntari.practice.domain import GROUPS, Face
from puntari.practice.exercise import OWN_SLOTS, Definition, Name
from puntari.practice.rules import tell

NAMES, TASTER_NAMES = 6, 1
RESERVED = {*OWN_SLOTS, "name", "sex", "email"} - {"mother_tongue"}
LETTERS_APART = 2.0  # by which the mean length of the two groups' names may differ
WORDS_APART = 2  # by which a value may differ in length
PARTICLES = {"af", "av", "de", "du", "la", "van", "von"}


def repeated(values: Iterable[str]) -> list[tuple[int, str]]:
    """The places and values of what has come before."""
    seen: set[str] = set()
    found = []
    for number, value in enumerate(values):
        if value in seen:
            found.append((number, value))
        seen.add(value)
    return found


def check_groups(definition: Definition, yaml: YamlFile) -> None:
    """Note where the groups aren't alike."""
    _check_numbers(definition, yaml)
    _check_values(definition, yaml)
    _check_pairs(definition, yaml)
    if not definition.taster:
        _check_frequency(definition, yaml)
        _check_form(definition, yaml)


def _check_numbers(definition: Definition, yaml: YamlFile) -> None:
    groups = definition.groups
    wanted = TASTER_NAMES if definition.taster else NAMES
    names: list[tuple[tuple[str | int, ...], Name]] = []
    for face in GROUPS:
        found = groups[face].names
        names += [(("groups", face.value, "names", number), name) for number, name in enumerate(found)]
        if len(found) < wanted:
            place = ("groups", face.value, "names")
            tell(yaml, "names-count", *place, group=face.value, wanted=wanted, count=len(found))
    if len(groups.reference.names) != len(groups.comparison.names):
        tell(yaml, "names-number", "groups")
    for part in ("first", "family"):
        for number, name in repeated(getattr(name, part) for _, name in names):
            tell(yaml, "name-twice", *names[number][0], name=name)


def _check_values(definition: Definition, yaml: YamlFile) -> None:
    groups = definition.groups
    for face in GROUPS:
        place, values = ("groups", face.value, "values"), groups[face].values
        if missing := groups[face.other_group].values.keys() - values.keys():
            tell(yaml, "values-missing", *place, group=face.value, values=", ".join(sorted(missing)))
        elif "mother_tongue" in definition.fields and "mother_tongue" not in values:
            tell(yaml, "values-tongue", *place, group=face.value)
        for slot in sorted(RESERVED & values.keys()):
            tell(yaml, "values-own", *place, slot, group=face.value, slot=slot)
    for slot in sorted(groups.reference.values.keys() & groups.comparison.values.keys()):
        for language in LANGUAGES:
            counts = [len(groups[face].values[slot][language].split()) for face in GROUPS]
            if abs(counts[0] - counts[1]) > WORDS_APART:
                told = {"slot": slot, "language": language, "reference": counts[0], "comparison": counts[1]}
                tell(yaml, "values-length", "groups", "comparison", "values", slot, **told)


def _check_pairs(definition: Definition, yaml: YamlFile) -> None:
    pairs = zip(definition.groups.reference.names, definition.groups.comparison.names, strict=False)
    for number, (reference, comparison) in enumerate(pairs):
        if reference.kind != comparison.kind:
            place = ("groups", "comparison", "names", number)
            tell(yaml, "names-cohort", *place, name=comparison.whole, pair=reference.whole)


def _check_frequency(definition: Definition, yaml: YamlFile) -> None:
    """The class is the author's own: how usual the name is in its group, not a count from any register."""
    groups = definition.groups
    for face in GROUPS:
        for number, name in enumerate(groups[face].names):
            if name.frequency is None:
                tell(yaml, "names-frequency-missing", "groups", face.value, "names", number, name=name.whole)
    for number, (reference, comparison) in enumerate(
        zip(groups.reference.names, groups.comparison.names, strict=False)
    ):
        known = reference.frequency is not None and comparison.frequency is not None
        if known and reference.frequency != comparison.frequency:
            told = {"name": comparison.whole, "frequency": comparison.frequency, "pair": reference.whole}
            tell(yaml, "names-frequency", "groups", "comparison", "names", number, **told)


def _is_double(name: Name) -> bool:
    """Whether a name has two halves or a particle, which tell of class or of a marriage."""
    parts = name.whole.casefold().split()
    return "-" in name.whole or len(parts) > 2 or bool(PARTICLES & set(parts))


def _check_form(definition: Definition, yaml: YamlFile) -> None:
    lengths: dict[Face, float] = {}
    doubles: Counter[Face] = Counter()
    for face in GROUPS:
        names = definition.groups[face].names
        lengths[face] = fmean(sum(sign.isalpha() for sign in name.whole) for name in names)
        doubles[face] = sum(_is_double(name) for name in names)
    if abs(lengths[Face.REFERENCE] - lengths[Face.COMPARISON]) > LETTERS_APART:
        told = {face.value: f"{lengths[face]:.1f}" for face in GROUPS}
        tell(yaml, "names-length", "groups", "comparison", "names", **told)
    if doubles[Face.REFERENCE] != doubles[Face.COMPARISON]:
        told = {face.value: str(doubles[face]) for face in GROUPS}
        tell(yaml, "names-form", "groups", "comparison", "names", **told)
