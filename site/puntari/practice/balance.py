"""Whether quality goes with nothing but the content: not with age or sex, nor with length, difficulty or marks."""

from collections import Counter
from collections.abc import Mapping
from statistics import fmean

from puntari.content.languages import LANGUAGES
from puntari.content.yamlfile import YamlFile
from puntari.practice.application import ApplicationText
from puntari.practice.domain import Quality
from puntari.practice.exercise import Definition
from puntari.practice.measures import weighted_score
from puntari.practice.reading import level_of
from puntari.practice.rules import tell

A_THIRD = 4
LONGER = 1.15  # how much longer, and how much harder, one third may be than another on average
HARDER = 1.25
MARKS_APART = 4

Texts = Mapping[tuple[str, str], ApplicationText]


def check_qualities(definition: Definition, yaml: YamlFile) -> None:
    """Note where thirds aren't thirds, where key and quality disagree, and where age or sex tell the quality."""
    counts = Counter(application.quality for application in definition.applications)
    missing = [number for number, each in enumerate(definition.applications) if each.quality is None]
    for number in missing:
        application = definition.applications[number].id
        tell(yaml, "quality-missing", "applications", number, application=application)
    for quality in Quality:
        if counts[quality.value] != A_THIRD and not missing:
            tell(yaml, "quality-thirds", "applications", quality=quality.value, count=counts[quality.value])
    _check_keys(definition, yaml)
    if not missing and all(counts[quality.value] == A_THIRD for quality in Quality):
        _check_identity(definition, yaml)


def _check_keys(definition: Definition, yaml: YamlFile) -> None:
    weights = {criterion.id: criterion.weight or 0 for criterion in definition.criteria}
    scores: dict[str, dict[int, float]] = {quality.value: {} for quality in Quality}
    for number, application in enumerate(definition.applications):
        if application.key is None or application.key.keys() != weights.keys():
            tell(yaml, "key-incomplete", "applications", number, application=application.id)
        elif application.quality and sum(weights.values()):
            scores[application.quality][number] = weighted_score(application.key, weights)
    for better, worse in (("strong", "middle"), ("middle", "weak")):
        best_of_worse = max(scores[worse].values(), default=0.0)
        for number, score in scores[better].items():
            if score <= best_of_worse:
                told = {"better": better, "worse": worse, "score": f"{score:.2f}", "other": f"{best_of_worse:.2f}"}
                place = ("applications", number, "key")
                tell(yaml, "key-order", *place, application=definition.applications[number].id, **told)


def _check_identity(definition: Definition, yaml: YamlFile) -> None:
    """Each sex and decade is spread over the thirds, so that strong texts don't come from the young or from women."""
    kinds: dict[str, Counter[str]] = {}
    for application in definition.applications:
        kind = f"{application.kind.sex}, {application.kind.decade}s"
        kinds.setdefault(kind, Counter())[application.quality or ""] += 1
    for kind, counts in kinds.items():
        spread = [counts[quality.value] for quality in Quality]
        if max(spread) - min(spread) > 1:
            told = {quality.value: str(counts[quality.value]) for quality in Quality}
            tell(yaml, "quality-identity", "applications", kind=kind, **told)


def check_thirds(definition: Definition, yaml: YamlFile, texts: Texts) -> None:
    """Advise where one third is longer, harder to read or more marked than another; for texts that are in order."""
    thirds = {
        quality.value: [each.id for each in definition.applications if each.quality == quality.value]
        for quality in Quality
    }
    for language in LANGUAGES:
        words = {third: fmean(texts[each, language].words for each in ids) for third, ids in thirds.items()}
        low, high = min(words, key=words.__getitem__), max(words, key=words.__getitem__)
        if words[high] > LONGER * words[low]:
            told = {"longer": high, "shorter": low, "high": f"{words[high]:.0f}", "low": f"{words[low]:.0f}"}
            tell(yaml, "quality-length", "applications", language=language, **told)
        levels = {
            third: fmean(level_of(texts[each, language], language) for each in ids) for third, ids in thirds.items()
        }
        low, high = min(levels, key=levels.__getitem__), max(levels, key=levels.__getitem__)
        if levels[high] > HARDER * levels[low]:
            told = {"harder": high, "easier": low, "high": f"{levels[high]:.0f}", "low": f"{levels[low]:.0f}"}
            tell(yaml, "quality-reading", "applications", language=language, **told)
    source = definition.source_language
    marks = {third: sum(1 for each in ids for _ in texts[each, source].marks()) for third, ids in thirds.items()}
    low, high = min(marks, key=marks.__getitem__), max(marks, key=marks.__getitem__)
    if marks[high] - marks[low] > MARKS_APART:
        told = {"more": high, "fewer": low, "high": str(marks[high]), "low": str(marks[low])}
        tell(yaml, "quality-marks", "applications", **told)
