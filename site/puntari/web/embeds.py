"""What one feature shows on another's pages, without the two knowing each other.

A provider is registered under a kind ("exercise"); a course page asks for it by kind and id.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Embed:
    """How far a person is with the embedded thing, in words ready to show."""

    title: str
    state: str
    action: str
    url: str
    is_done: bool
    is_under_way: bool = False
    minutes: int | None = None


@dataclass(frozen=True)
class Card:
    """One thing on a person's own page: what it is, how far it is, and the way on. Smaller ``order`` stands first.

    An offer is something more that nobody has asked for: it has no place there until the person begins it.
    """

    order: int
    kind: str
    title: str
    text: str
    action: str
    url: str
    done: int = 0
    of: int = 0
    is_done: bool = False
    is_offer: bool = False


EmbedProvider = Callable[[int, str, dict[str, str]], Embed | None]
CardProvider = Callable[[int], Sequence[Card]]

_embeds: dict[str, EmbedProvider] = {}
_cards: list[CardProvider] = []


def completed_as(kind: str, thing_id: str) -> str:
    """The id under which the ledger knows that a thing was finished; a leak hunt shares its own with the exercise."""
    return f"leak-hunt-{thing_id}" if kind == "leak-hunt" else thing_id


def register(kind: str, provider: EmbedProvider) -> None:
    """From now on things of this kind are shown by the provider: (person id, id, options) → Embed."""
    _embeds[kind] = provider


def find(kind: str, person_id: int, thing_id: str, options: dict[str, str]) -> Embed | None:
    """The embedded thing as it stands for a person; None when there's no such thing."""
    provider = _embeds.get(kind)
    return provider(person_id, thing_id, options) if provider else None


def register_cards(provider: CardProvider) -> None:
    """Add cards to everybody's own page."""
    if provider not in _cards:
        _cards.append(provider)


def cards_of(person_id: int) -> list[Card]:
    """All cards of a person, unfinished ones first, without offers."""
    cards = [card for provider in _cards for card in provider(person_id) if not card.is_offer]
    return sorted(cards, key=lambda card: (card.is_done, card.order, card.title))
