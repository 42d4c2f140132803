"""The main menu: of the items that the app is given, those that a person may use."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_login import current_user

from puntari.authz.policy import Permission, can


@dataclass(frozen=True)
class Item:
    """One link; ``blueprint`` decides whether it is the current one.

    With a hint (what one does there) it also stands on the own page of those who may use it. No permission
    means: for those who aren't signed in.
    """

    endpoint: str
    label: Any
    permission: Permission | None
    hint: Any = ""

    @property
    def blueprint(self) -> str:
        """The feature the link leads to."""
        return self.endpoint.split(".")[0]


def init_app(app: Flask, items: list[Item]) -> None:
    """Let the header show the items that this person may use."""

    def is_shown(item: Item) -> bool:
        if item.permission is None:
            return not current_user.is_authenticated
        return bool(current_user.is_authenticated and can(current_user, item.permission))

    def menu() -> list[dict[str, Any]]:
        shown = [item for item in items if is_shown(item)]
        here = request.endpoint
        current = next((item for item in shown if item.endpoint == here), None) or next(
            (item for item in shown if here and item.blueprint != "pages" and here.startswith(f"{item.blueprint}.")),
            None,
        )
        return [
            {"url": url_for(item.endpoint), "label": item.label, "hint": item.hint, "is_current": item is current}
            for item in shown
        ]

    app.jinja_env.globals["menu"] = menu
