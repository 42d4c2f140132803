"""What completed things are called. The features that own them lend the titles; the ledger keeps only ids."""

from collections.abc import Callable

TitleProvider = Callable[[str, str], str | None]

_providers: dict[str, TitleProvider] = {}


def provide(kind: str, provider: TitleProvider) -> None:
    """From now on things of this kind get their titles here: (content id, language) → title, or None."""
    _providers[kind] = provider


def title_of(kind: str, content_id: str, language: str) -> str:
    """The title in a language; the id when nobody knows it any longer."""
    provider = _providers.get(kind)
    return (provider(content_id, language) if provider else None) or content_id
