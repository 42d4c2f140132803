"""The exercises beside the scoring ones: on the same page and in the ledger, without either knowing them."""

from puntari.certificates.titles import TitleProvider
from puntari.web.embeds import Card, CardProvider

_cards: list[CardProvider] = []
_titles: list[TitleProvider] = []


def register(cards: CardProvider, title: TitleProvider) -> None:
    """From now on the cards stand in the list of exercises, and completions get their title: (id, language) → title."""
    if cards not in _cards:
        _cards.append(cards)
        _titles.append(title)


def cards_of(person_id: int) -> list[Card]:
    """The cards of all providers for a person, in their own order."""
    return [card for provider in _cards for card in provider(person_id)]


def title_of(content_id: str, language: str) -> str | None:
    """The title of what was completed under this id; None when nobody here knows it."""
    return next((title for provider in _titles if (title := provider(content_id, language))), None)
