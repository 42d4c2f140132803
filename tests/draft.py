"""`python -m tests.draft 001_spine`: draft a migration on an empty PostgreSQL, which can be asked about all we use.

SQLite can't tell Alembic about indexes on expressions, so a draft made there would miss them.
"""

import subprocess
import sys
from pathlib import Path

from puntari import migrations
from puntari.app import create_app
from puntari.config import Settings
from puntari.extensions import db
from tests.conftest import KEYS, make_postgresql_database
from tests.postgres import server


def main(name: str) -> Path:
    """Bring an empty database to the newest migration, then write what the models have beyond it.

    A draft of the same number is written anew.
    """
    for old in (migrations.FOLDER / "versions").glob(f"{name.partition('_')[0]}_*.py"):
        old.unlink()
    with server() as address:
        url = make_postgresql_database(address, "draft")
        with create_app(Settings(mode="testing", database_url=url, **KEYS)).app_context():
            if migrations.head():
                migrations.migrate(db.engine)
            path = migrations.draft(db.engine, name)
            db.engine.dispose()
    ruff = Path(sys.executable).parent / "ruff"
    subprocess.run([ruff, "check", "--fix", "--quiet", path], check=False)
    subprocess.run([ruff, "format", "--quiet", path], check=True)
    return path


if __name__ == "__main__":
    print(main(sys.argv[1]))
