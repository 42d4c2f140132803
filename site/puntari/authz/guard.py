"""Every route says who may: ``@requires(…)`` or ``@public``. One that says nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask_login import current_user

from puntari.authz.policy import Permission, can

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    """Let in those whom the table grants the permission."""

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]  # read by the guard below
        return view

    return mark


def public(view: View) -> View:
    """Let anybody in."""
    view.access = PUBLIC  # type: ignore[attr-defined]  # read by the guard below
    return view


def access_of(app: Flask, endpoint: str) -> Permission | str | None:
    """What the route behind the endpoint declares; None when it says nothing."""
    return getattr(app.view_functions[endpoint], "access", None)


def guard() -> None:
    """Before each request: 401 for nobody in particular, 403 for somebody who may not."""
    if request.endpoint is None:
        return
    access = access_of(current_app, request.endpoint)
    if access == PUBLIC:
        return
    if access is None:
        abort(403)
    if not current_user.is_authenticated:
        abort(401)
    if not can(current_user, Permission(access)):
        abort(403)
