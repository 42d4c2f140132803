"""Which name stands on which application: of the same sex and decade, and none twice for a trainee."""

from collections.abc import Sequence

from puntari.practice.chance import Chance
from puntari.practice.domain import Face, Material, Text, kinds_of


def can_be_named(texts: Sequence[Text], group: Face, material: Material) -> bool:
    """Whether the group has a name of its own for each of the texts."""
    names = material.names[group]
    return all(names.count(kind) >= count for kind, count in kinds_of(texts).items())


def draw_names(texts: Sequence[Text], group: Face, material: Material, chance: Chance) -> dict[str, int]:
    """A name for each text, by the text's id: the place of the name in the group's list. None comes twice.

    Raises LookupError when the group has too few names of a kind.
    """
    names = material.names[group]
    free = chance.shuffled(range(len(names)))
    drawn: dict[str, int] = {}
    for text in texts:
        name = next((name for name in free if names[name] == text.kind), None)
        if name is None:
            raise LookupError(f"{group} has too few names for {text.kind.sex} {text.kind.decade}")
        free.remove(name)
        drawn[text.id] = name
    return drawn
