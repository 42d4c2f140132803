"""What must hold in exercise.yml beyond its shape: numbers, ids, and names enough for every deal.

How the two groups are matched is in ``matching``, how qualities are balanced in ``balance``.
"""

from collections import Counter
from collections.abc import Callable

from puntari.content.yamlfile import YamlFile
from puntari.practice import one_round, two_rounds
from puntari.practice.balance import check_qualities
from puntari.practice.domain import GROUPS, CannotDeal, Material
from puntari.practice.exercise import Definition
from puntari.practice.matching import check_groups, repeated
from puntari.practice.rules import tell

APPLICATIONS, TASTER_APPLICATIONS = 12, 3
TRIED_DEALS = 60


def check_definition(definition: Definition, yaml: YamlFile) -> None:
    """Note what is wrong in exercise.yml."""
    for check in (_check_id, _check_criteria, check_groups, _check_applications, _check_served):
        check(definition, yaml)
    if definition.taster:
        _check_taster(definition, yaml)
    else:
        check_qualities(definition, yaml)


def check_deals(definition: Definition, yaml: YamlFile, material: Material) -> None:
    """Note when names of a kind are too few for a deal; for an exercise in which all else is in order."""
    deals: list[Callable[[int], object]] = [
        lambda turn: two_rounds.deal(material, stream="check", arrival=turn, seed=f"check {turn}"),
        lambda turn: one_round.deal(material, stream="check", block=turn, seat=0, seed=f"check {turn}"),
        lambda turn: one_round.deal(material, stream="check", block=turn, seat=0, seed=f"check {turn}", size=6),
    ]
    try:
        for deal in deals:
            for turn in range(TRIED_DEALS):
                deal(turn)
    except CannotDeal as error:
        kinds = Counter(application.kind for application in definition.applications)
        rarest = ", ".join(f"{kind.sex} {kind.decade} ({count} applications)" for kind, count in kinds.most_common())
        tell(yaml, "names-deal", "groups", reason=error, kinds=rarest)


def _check_id(definition: Definition, yaml: YamlFile) -> None:
    if definition.id != yaml.file.parent.name:
        tell(yaml, "folder", "id", id=definition.id, folder=yaml.file.parent.name)
    if definition.twice is not None and not definition.taster:
        tell(yaml, "taster-only", "twice")
    for number, field in repeated(definition.fields):
        tell(yaml, "field-twice", "fields", number, field=field)


def _check_criteria(definition: Definition, yaml: YamlFile) -> None:
    criteria = definition.criteria
    for number, criterion in repeated(criterion.id for criterion in criteria):
        tell(yaml, "criterion-twice", "criteria", number, criterion=criterion)
    for number, each in enumerate(criteria):
        if set(each.anchors) != {1, 3, 5}:
            tell(yaml, "criterion-anchors", "criteria", number, "anchors", criterion=each.id)
        if (each.weight is None) is not definition.taster:
            rule = "taster-weight" if definition.taster else "criterion-weight"
            tell(yaml, rule, "criteria", number, criterion=each.id)
    if definition.taster:
        if len(criteria) != 1:
            tell(yaml, "taster-criterion", "criteria", count=len(criteria))
        return
    if not 3 <= len(criteria) <= 5:
        tell(yaml, "criteria-count", "criteria", count=len(criteria))
    total = sum(criterion.weight or 0 for criterion in criteria)
    if total != 100 and all(criterion.weight for criterion in criteria):
        tell(yaml, "weights", "criteria", total=total)


def _check_applications(definition: Definition, yaml: YamlFile) -> None:
    applications = definition.applications
    wanted = TASTER_APPLICATIONS if definition.taster else APPLICATIONS
    if len(applications) != wanted:
        tell(yaml, "applications-count", "applications", wanted=wanted, count=len(applications))
    for number, application in repeated(application.id for application in applications):
        tell(yaml, "application-twice", "applications", number, application=application)


def _check_served(definition: Definition, yaml: YamlFile) -> None:
    for number, application in enumerate(definition.applications):
        for face in GROUPS:
            if application.kind not in {name.kind for name in definition.groups[face].names}:
                kind = f"{application.kind.sex}, {application.kind.decade}s"
                place = ("applications", number)
                tell(yaml, "application-nobody", *place, application=application.id, group=face.value, kind=kind)


def _check_taster(definition: Definition, yaml: YamlFile) -> None:
    ids = [application.id for application in definition.applications]
    if definition.twice not in ids:
        tell(yaml, "taster-twice", "twice")
    for number, application in enumerate(definition.applications):
        if application.quality is not None or application.key is not None:
            tell(yaml, "taster-quality", "applications", number, application=application.id)
