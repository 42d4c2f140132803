"""What the database itself refuses, by the name of the constraint that does."""

from collections.abc import Iterable

import pytest
from sqlalchemy.exc import IntegrityError

from puntari.extensions import Model, db

SQLITE_SAYS = {"uq": "UNIQUE constraint failed", "pk": "UNIQUE constraint failed", "fk": "FOREIGN KEY"}


def check_refused(rows: Iterable[Model], name: str) -> None:
    """Fail unless these rows are refused by the constraint of this name; what follows a comma in it tells cases apart.

    SQLite names only checks, of other constraints only the kind.
    """
    name = name.split(",", maxsplit=1)[0]
    for row in rows:
        db.session.add(row)
    with pytest.raises(IntegrityError) as refused:
        db.session.commit()
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        assert refused.value.orig.diag.constraint_name.startswith(name)
    else:
        assert SQLITE_SAYS.get(name[:2], name) in str(refused.value.orig)


def checks_of(*models: type[Model]) -> set[str]:
    """The names of all checks of these tables."""
    names = {str(constraint.name) for model in models for constraint in model.__table__.constraints}
    return {name for name in names if name.startswith("ck_")}


def checks_in(names: Iterable[str]) -> set[str]:
    """Those of these cases that are about a check, without what tells cases apart."""
    return {name.split(",")[0] for name in names if name.startswith("ck_")}
