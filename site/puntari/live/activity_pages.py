"""The pages of a picture: what was released of each part, cut so that a page can be read from ten metres."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from puntari.live.activities import Part, Question
from puntari.live.disclosure_shares import ReleasedShares

MANY = 4  # of the wordings that many marked: what a group can talk about
Given = Mapping[str, Mapping[str, float | None]]  # by question: the share of each answer


def shown_of(released: ReleasedShares) -> Given:
    """The shares of each question of which anything may be seen."""
    return {one.id: one.shares for one in released.questions if one.is_shown}


def pages_of(parts: Sequence[Part], shown: Given) -> list[Part]:
    """The parts as pages. A page on which nothing could be seen is left out."""
    found = []
    for part in parts:
        kept = _kept(part.questions, shown)
        for at in range(0, len(kept), part.most):
            page = kept[at : at + part.most]
            if any(question.id in shown for question in page):
                found.append(replace(part, questions=tuple(page)))
    return found


def _kept(questions: Sequence[Question], shown: Given) -> list[Question]:
    """The questions in their order; of many alike, those with the largest shares, and no words twice."""
    many: dict[str, Question] = {}
    for question in questions:
        before = many.get(question.words)
        if question.is_one_of_many and (before is None or _share(question, shown) > _share(before, shown)):
            many[question.words] = question
    largest = sorted(many.values(), key=lambda one: -_share(one, shown))[:MANY]
    return [one for one in questions if not one.is_one_of_many or (one in largest and one.id in shown)]


def _share(question: Question, shown: Given) -> float:
    """The share of the answer that matters; of what isn't shown, less than any."""
    share = shown.get(question.id, {}).get(next(iter(question.answers)))
    return -1.0 if share is None else share
