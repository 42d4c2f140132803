"""The accounts that the demo organisation shows on its sign-in page. The demo builder makes them."""

from typing import NamedTuple

from puntari.authz.policy import Role
from puntari.web import site


class DemoAccount(NamedTuple):
    """One account to try a role with."""

    role: Role
    email: str
    password: str


PASSWORD = "puntaroi-rauhassa"  # noqa: S105 -- shown to everybody on the demo's sign-in page
DEMO_ACCOUNTS = tuple(DemoAccount(role, f"{role}@demo.example", PASSWORD) for role in Role)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts to show on the sign-in page; none where people are real."""
    return DEMO_ACCOUNTS if site.current().is_demo else ()
