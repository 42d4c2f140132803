"""What must hold in exercise.yml beyond its shape: numbers, balance, matching groups.

Every problem is noted with its line.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from puntari.content.yamlfile import YamlFile
from puntari.practice import one_round, two_rounds
from puntari.practice.domain import GROUPS, CannotDeal, Material, Quality
from puntari.practice.exercise import OWN_SLOTS, Definition, Name
from puntari.practice.measures import weighted_score

APPLICATIONS, TASTER_APPLICATIONS = 12, 3
NAMES, TASTER_NAMES = 6, 1
RESERVED = {*OWN_SLOTS, "name", "sex", "email"} - {"mother_tongue"}
TRIED_DEALS = 60


def check_definition(definition: Definition, yaml: YamlFile) -> None:
    """Note what is wrong in exercise.yml."""
    for check in (_check_id, _check_criteria, _check_groups, _check_applications, _check_served):
        check(definition, yaml)
    if definition.taster:
        _check_taster(definition, yaml)
    else:
        _check_qualities(definition, yaml)


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
        yaml.add_problem(f"groups: {error}; names are needed for {rarest}", "groups")


def _repeated(values: Iterable[str]) -> list[tuple[int, str]]:
    """The places and values of what has come before."""
    seen: set[str] = set()
    found = []
    for number, value in enumerate(values):
        if value in seen:
            found.append((number, value))
        seen.add(value)
    return found


def _check_id(definition: Definition, yaml: YamlFile) -> None:
    if definition.id != yaml.file.parent.name:
        yaml.add_problem(f"id is {definition.id} but the folder is {yaml.file.parent.name}", "id")
    if definition.twice is not None and not definition.taster:
        yaml.add_problem("twice belongs to the taster only", "twice")
    for number, field in _repeated(definition.fields):
        yaml.add_problem(f"fields: {field} is there twice", "fields", number)


def _check_criteria(definition: Definition, yaml: YamlFile) -> None:
    criteria = definition.criteria
    for number, criterion in _repeated(criterion.id for criterion in criteria):
        yaml.add_problem(f"criterion {criterion} is there twice", "criteria", number)
    for number, each in enumerate(criteria):
        if set(each.anchors) != {1, 3, 5}:
            yaml.add_problem(
                f"criterion {each.id}: anchors must say what 1, 3 and 5 mean", "criteria", number, "anchors"
            )
        if (each.weight is None) is not definition.taster:
            words = "has a weight, which the taster doesn't use" if definition.taster else "has no weight"
            yaml.add_problem(f"criterion {each.id} {words}", "criteria", number)
    if definition.taster:
        if len(criteria) != 1:
            yaml.add_problem(f"the taster has one criterion, here are {len(criteria)}", "criteria")
        return
    if not 3 <= len(criteria) <= 5:
        yaml.add_problem(f"an exercise has 3 to 5 criteria, here are {len(criteria)}", "criteria")
    total = sum(criterion.weight or 0 for criterion in criteria)
    if total != 100:
        yaml.add_problem(f"the weights add up to {total}, not to 100", "criteria")


def _check_groups(definition: Definition, yaml: YamlFile) -> None:
    groups = definition.groups
    wanted = TASTER_NAMES if definition.taster else NAMES
    names: list[tuple[tuple[str | int, ...], Name]] = []
    for face in GROUPS:
        group = groups[face]
        names += [(("groups", face.value, "names", number), name) for number, name in enumerate(group.names)]
        if len(group.names) < wanted:
            yaml.add_problem(f"{face}: {wanted} names are needed, here are {len(group.names)}", "groups", face, "names")
        if missing := groups[face.other_group].values.keys() - group.values.keys():
            words = ", ".join(sorted(missing))
            yaml.add_problem(f"{face}: no value for {words}, which the other group has", "groups", face, "values")
        if "mother_tongue" in definition.fields and "mother_tongue" not in group.values:
            yaml.add_problem(f"{face}: the form asks mother_tongue, but there is no value", "groups", face, "values")
        for slot in sorted(RESERVED & group.values.keys()):
            yaml.add_problem(f"{face}: {slot} is the person's own and can't be shared", "groups", face, "values", slot)
    for part in ("first", "family"):
        for number, name in _repeated(getattr(name, part) for _, name in names):
            yaml.add_problem(f"the name {name} is there twice", *names[number][0])
    pairs = zip(groups.reference.names, groups.comparison.names, strict=False)
    for number, (reference, comparison) in enumerate(pairs):
        if reference.kind != comparison.kind:
            words = f"{comparison.first} {comparison.family} isn't of the sex and decade of {reference.first}"
            yaml.add_problem(f"{words} {reference.family}, its pair", "groups", "comparison", "names", number)
    if len(groups.reference.names) != len(groups.comparison.names):
        yaml.add_problem("the two groups need the same number of names, matched pair by pair", "groups")


def _check_applications(definition: Definition, yaml: YamlFile) -> None:
    applications = definition.applications
    wanted = TASTER_APPLICATIONS if definition.taster else APPLICATIONS
    if len(applications) != wanted:
        yaml.add_problem(f"{wanted} applications are needed, here are {len(applications)}", "applications")
    for number, application in _repeated(application.id for application in applications):
        yaml.add_problem(f"application {application} is there twice", "applications", number)


def _check_served(definition: Definition, yaml: YamlFile) -> None:
    for number, application in enumerate(definition.applications):
        for face in GROUPS:
            if application.kind not in {name.kind for name in definition.groups[face].names}:
                kind = f"{application.kind.sex}, {application.kind.decade}s"
                yaml.add_problem(
                    f"application {application.id}: {face} has no name for its sex and decade ({kind})",
                    "applications",
                    number,
                )


def _check_taster(definition: Definition, yaml: YamlFile) -> None:
    ids = [application.id for application in definition.applications]
    if definition.twice not in ids:
        yaml.add_problem("twice must name one of the applications", "twice")
    for number, application in enumerate(definition.applications):
        if application.quality is not None or application.key is not None:
            yaml.add_problem(
                f"application {application.id}: the taster has no quality and no key", "applications", number
            )


def _check_qualities(definition: Definition, yaml: YamlFile) -> None:
    counts = Counter(application.quality for application in definition.applications)
    for quality in Quality:
        if counts[quality.value] != APPLICATIONS // len(Quality):
            yaml.add_problem(f"four applications must be {quality}, here are {counts[quality.value]}", "applications")
    weights = {criterion.id: criterion.weight or 0 for criterion in definition.criteria}
    scores: dict[str, dict[int, float]] = {quality.value: {} for quality in Quality}
    for number, application in enumerate(definition.applications):
        if application.quality is None:
            yaml.add_problem(f"application {application.id} has no quality", "applications", number)
        if application.key is None or application.key.keys() != weights.keys():
            yaml.add_problem(
                f"application {application.id}: the key must have points for each criterion", "applications", number
            )
        elif application.quality and sum(weights.values()):
            scores[application.quality][number] = weighted_score(application.key, weights)
    for better, worse in (("strong", "middle"), ("middle", "weak")):
        best_of_worse = max(scores[worse].values(), default=0.0)
        for number, score in scores[better].items():
            if score <= best_of_worse:
                name = definition.applications[number].id
                words = f"application {name} is {better}, but its key ({score:.2f}) isn't above all {worse} ones"
                yaml.add_problem(f"{words} ({best_of_worse:.2f})", "applications", number, "key")
