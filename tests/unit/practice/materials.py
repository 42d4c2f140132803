"""Material to deal, and strategies that make more of it."""

from hypothesis import strategies as st

from puntari.practice.domain import GROUPS, Kind, Material, Quality, Text

KINDS = [Kind(sex, decade) for sex in ("f", "m") for decade in (1970, 1980, 1990)]


def material(kinds: list[Kind] | None = None, names: list[Kind] | None = None) -> Material:
    """Twelve texts, four of each quality; by default everybody is of one kind, with six names in each group."""
    kinds = kinds or [KINDS[1]] * 12
    names = names or [KINDS[1]] * 6
    qualities = [quality for _ in range(4) for quality in Quality]
    texts = tuple(
        Text(f"{n:02}", quality, kind) for n, (quality, kind) in enumerate(zip(qualities, kinds, strict=True), 1)
    )
    return Material(texts, {group: tuple(names) for group in GROUPS})


seeds = st.text("0123456789abcdef", min_size=4, max_size=8)

# Two kinds with three names each, as a real exercise has, in any mixture that leaves enough names.
materials = st.one_of(
    st.just(material()),
    st.permutations([KINDS[0]] * 6 + [KINDS[1]] * 6).map(
        lambda kinds: material(list(kinds), [KINDS[0]] * 3 + [KINDS[1]] * 3)
    ),
    st.permutations([KINDS[0], KINDS[1], KINDS[2]] * 4).map(
        lambda kinds: material(list(kinds), [KINDS[0], KINDS[1], KINDS[2]] * 2)
    ),
)
