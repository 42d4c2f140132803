"""One round: nobody meets a text twice, and a third of the texts stands in each face.

Twelve texts (or six) are divided into three sets of even quality. Three forms rotate the three faces over the sets (a
Latin square: Fisher 1935, The Design of Experiments), and each form comes in two orders: the anonymous texts first,
or those with a person first. The six sequences are dealt in permuted blocks of six seats as people join. In a seat's
place in the order, forms come three by three and orders two by two, so that at every moment of filling a block the
counts of every text in every face, and of both orders, differ by at most one. A seat whose holder rated nothing is
free again.
"""

from dataclasses import dataclass
from functools import cache
from itertools import permutations, product

from puntari.practice.chance import Chance
from puntari.practice.domain import GROUPS, SIZES, CannotDeal, Dealt, Design, Face, Material, Quality, Text
from puntari.practice.names import can_be_named, draw_names

FACES = tuple(Face)
TRIES = 1_000


@dataclass(frozen=True)
class Sequence:
    """One of the six: a form (0, 1 or 2) and an order of the two blocks."""

    form: int
    anonymous_first: bool

    @property
    def code(self) -> str:
        """How the sequence is written in tables: A1, A2, B1 …"""
        return f"{'ABC'[self.form]}{1 if self.anonymous_first else 2}"

    def face_of(self, set_number: int) -> Face:
        """The face of a set of texts in this form."""
        return FACES[(set_number + self.form) % len(FACES)]


SEQUENCES = tuple(Sequence(form, order) for form, order in product(range(3), (True, False)))
SEATS = len(SEQUENCES)


@cache
def even_orders() -> tuple[tuple[Sequence, ...], ...]:
    """The orders of the six sequences in which every three have all forms and every two have both orders."""
    return tuple(
        order
        for order in permutations(SEQUENCES)
        if len({s.form for s in order[:3]}) == 3
        and all(order[i].anonymous_first != order[i + 1].anonymous_first for i in (0, 2, 4))
    )


def sequence_of(stream: str, block: int, seat: int) -> Sequence:
    """The sequence that waits at a seat (0 to 5) of a block (from 0)."""
    return Chance(stream, "block", block).one_of(even_orders())[seat]


def _draw_sets(material: Material, stream: str, block: int, size: int) -> tuple[list[Text], ...]:
    chance = Chance(stream, "sets", size, block)
    for _ in range(TRIES):
        texts = [
            text
            for quality in chance.shuffled(tuple(Quality))
            for text in chance.shuffled([t for t in material.texts if t.quality is quality])[: size // 3]
        ]
        sets = tuple(texts[number::3] for number in range(3))
        if all(can_be_named(texts, group, material) for texts in sets for group in GROUPS):
            return sets
    raise CannotDeal("too few names for one round")


def deal(material: Material, *, stream: str, block: int, seat: int, seed: str, size: int = 12) -> tuple[Dealt, ...]:
    """The cards of the trainee who holds a seat.

    ``stream`` is the stored seed of the group or exercise, ``seed`` the trainee's own; ``size`` is 12 or 6 texts.
    Raises CannotDeal when the names don't suffice, ValueError for another size.
    """
    if size not in SIZES[Design.ONE_ROUND]:
        raise ValueError("one round has 12 or 6 applications")
    sequence, chance = sequence_of(stream, block, seat), Chance(seed, "one-round")
    faces = {
        text: sequence.face_of(number)
        for number, texts in enumerate(_draw_sets(material, stream, block, size))
        for text in texts
    }
    names = {
        group: draw_names([text for text, face in faces.items() if face is group], group, material, chance)
        for group in GROUPS
    }
    anonymous = chance.shuffled([text for text, face in faces.items() if not face.is_identified])
    identified = chance.shuffled([text for text, face in faces.items() if face.is_identified])
    order = anonymous + identified if sequence.anonymous_first else identified + anonymous
    return tuple(
        Dealt(1, position, text.id, faces[text], names[faces[text]][text.id] if faces[text].is_identified else None)
        for position, text in enumerate(order, start=1)
    )
