"""The pages of a picture: what was released of each part, cut so that a page can be read from ten metres."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil

from puntari.live.activities import Part, Question
from puntari.live.disclosure_shares import ReleasedShares

MANY = 3  # of the wordings that many marked: what a group can talk about, and what one page holds
Given = Mapping[str, Mapping[str, float | None]]  # by question: the share of each answer


def shown_of(released: ReleasedShares) -> Given:
    """The shares of each question of which anything may be seen."""
    return {one.id: one.shares for one in released.questions if one.is_shown}


def whole_parts(parts: Sequence[Part], shown: Given) -> list[Part]:
    """The same without a cut, for paper and files."""
    return pages_of([replace(part, most=len(part.questions) or 1) for part in parts], shown)


def pages_of(parts: Sequence[Part], shown: Given) -> list[Part]:
    """The parts as pages. What may not be seen is named on the last page of its part, if there is one."""
    found = []
    for part in parts:
        seen = [*_plain(part, shown), *_largest(part, shown)]
        hidden = tuple(one for one in part.questions if not one.is_one_of_many and one.id not in shown)
        pages = _cut(seen, part.most)
        found += [
            replace(part, questions=page, hidden=hidden if number == len(pages) else ())
            for number, page in enumerate(pages, start=1)
        ]
    return found


def _cut(questions: Sequence[Question], most: int) -> list[tuple[Question, ...]]:
    """As few pages as will do, about as full as one another."""
    pages = ceil(len(questions) / most)
    size = ceil(len(questions) / pages) if pages else most
    return [tuple(questions[at : at + size]) for at in range(0, len(questions), size)]


def _plain(part: Part, shown: Given) -> list[Question]:
    return [one for one in part.questions if not one.is_one_of_many and one.id in shown]


def _largest(part: Part, shown: Given) -> list[Question]:
    """Of many alike those with the largest shares, in the order of the text, and no words twice."""
    many: dict[str, Question] = {}
    for question in part.questions:
        if question.is_one_of_many and question.id in shown:
            before = many.get(question.words)
            if before is None or _share(question, shown) > _share(before, shown):
                many[question.words] = question
    largest = sorted(many.values(), key=lambda one: -_share(one, shown))[:MANY]
    return [one for one in part.questions if one in largest]


def _share(question: Question, shown: Given) -> float:
    """The share of the answer that matters; of one that isn't shown, less than any."""
    share = shown[question.id].get(next(iter(question.answers)))
    return -1.0 if share is None else share
