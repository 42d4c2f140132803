"""Leak hunt: applications with their people in, in which the trainee marks what gives the person away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from puntari.practice.application import ApplicationText, Mark, Plain
from puntari.practice.chance import Chance
from puntari.practice.domain import GROUPS, Face
from puntari.practice.exercise import Exercise
from puntari.practice.faces import FacePage, Identifier
from puntari.practice.spotting.domain import FormRow, Piece, Place, Reading, Section, key
from puntari.practice.spotting.splitting import Stretch, cut

SIZE = 3  # applications in a run
POST = "post"  # the one row of the form that tells nothing about the person


@dataclass(frozen=True)
class Dealt:
    """An application and the person it is shown with: a group, and the name's place in the group's list."""

    application: str
    face: Face
    name: int


def deal(exercise: Exercise, *, seed: str, met: Iterable[str] = ()) -> list[Dealt]:
    """A few applications, those not met before first; the groups take turns and nobody's name comes twice."""
    chance, before = Chance(seed), set(met)
    ids = chance.shuffled([application.id for application in exercise.definition.applications])
    ids.sort(key=lambda one: one in before)
    turn = chance.below(len(GROUPS))
    used: set[tuple[Face, int]] = set()
    table = []
    for number, application in enumerate(ids[:SIZE]):
        face = GROUPS[(turn + number) % len(GROUPS)]
        kind = exercise.application(application).kind
        fitting = [place for place, name in enumerate(exercise.definition.groups[face].names) if name.kind == kind]
        fresh = [place for place in fitting if (face, place) not in used]
        name = chance.one_of(fresh or fitting)
        used.add((face, name))
        table.append(Dealt(application, face, name))
    return table


def read(exercise: Exercise, dealt: Dealt, language: str, *, fields: Mapping[str, str], with_form: bool) -> Reading:
    """An application as it is worked on.

    ``fields`` says why each field of the form gives away. Without the form its rows are hidden already, as the
    recruiting system does it.
    """
    text = exercise.texts[dealt.application, language]
    page = exercise.face(dealt.application, dealt.face, language, dealt.name)
    own = {row.value for row in page.rows if row.value}
    shared = {texts[language] for texts in exercise.definition.groups[dealt.face].values.values()}
    name = exercise.definition.groups[dealt.face].names[dealt.name]
    telling = tuple(sorted(own | shared | {name.first, name.family}))
    places = {mark: Place(mark, reason.why, reason.better) for mark, reason in text.reasons.items()}
    rows = _rows(page, exercise.definition.title[language], with_form=with_form)
    if with_form:
        places |= {_field_place(row.field): Place(_field_place(row.field), fields[row.field]) for row in page.rows}
    return Reading(_sections(text, page, telling), places, rows=rows)


def _field_place(field: str) -> str:
    return f"field.{field}"


def _rows(page: FacePage, post: str, *, with_form: bool) -> tuple[FormRow, ...]:
    stretches = [(POST, Stretch(post, f"f-{POST}"))]
    stretches += [
        (row.field, Stretch(row.value or "", f"f-{row.field}", place=_field_place(row.field))) for row in page.rows
    ]
    return tuple(
        FormRow(field, _whole(stretch) if with_form or field == POST else None) for field, stretch in stretches
    )


def _whole(stretch: Stretch) -> Piece:
    """One piece, however long the words are."""
    return Piece(key(stretch.scope, 0, 1), stretch.text, "", stretch.place, stretch.place is not None)


def _sections(text: ApplicationText, page: FacePage, telling: Sequence[str]) -> tuple[Section, ...]:
    number = 0
    sections = []
    for section, shown in zip(text.sections, page.sections, strict=True):
        paragraphs = []
        for paragraph, words in zip(section.paragraphs, shown.paragraphs, strict=True):
            number += 1
            stretches = []
            for piece, word in zip(paragraph.pieces, words, strict=True):
                if isinstance(piece, Plain):
                    stretches.append(Stretch(piece.text, f"p{number}"))
                elif isinstance(piece, Mark) and isinstance(word, Identifier):
                    values = tuple(telling) if piece.slots else ()
                    stretches.append(Stretch(word.text, f"m-{piece.id}", place=piece.id, telling=values))
            paragraphs.append(cut(stretches))
        sections.append(Section(section.heading, tuple(paragraphs)))
    return tuple(sections)
