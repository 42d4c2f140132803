"""A PostgreSQL of one's own: in a temporary folder, on a free port, gone afterwards whatever happens."""

import itertools
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PORTS = itertools.count(os.getpid() * 97)


def binaries() -> Path:
    """The folder of the newest installed PostgreSQL. Raises SystemExit when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
    return Path(on_path).resolve().parent


def as_somebody() -> tuple[list[str], int | None]:
    """PostgreSQL refuses to run as root: the words that change the user, and who then must own the folder."""
    if os.getuid() != 0:
        return [], None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"], user.pw_uid
    raise SystemExit("PostgreSQL needs a user other than root, and neither postgres nor nobody exists")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, and that nobody is given before it's used.

    It is below those that the system gives to outgoing connections, and each process counts from another place.
    """
    for number in PORTS:
        port = 20_000 + number % 12_000
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that was closed just now is free
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("they never end")


@contextmanager
def server(*, is_durable: bool = False) -> Iterator[str]:
    """Run one; gives its address without a database, as postgresql://user:password@127.0.0.1:port.

    Only a durable one waits for the disk, as a city's would; tests don't need that.
    """
    folder = Path(tempfile.mkdtemp(prefix="puntari-postgresql-"))
    change_user, owner = as_somebody()
    password, port = secrets.token_hex(16), free_port()
    (folder / "password").write_text(password)
    if owner is not None:
        os.chown(folder, owner, -1)
        os.chown(folder / "password", owner, -1)
    data, log = folder / "data", folder / "log"
    tool = binaries()
    careless = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "wal_level=minimal")
    settings = () if is_durable else (*careless, "max_wal_senders=0")

    def run(program: str, *words: str) -> None:
        done = subprocess.run(
            [*change_user, str(tool / program), *words],
            cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        if done.returncode:
            said = log.read_text() if log.exists() else ""
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}{said}")

    try:
        words = ["--no-sync", "--username=puntari", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
        run("initdb", *words, f"--pwfile={folder / 'password'}", f"--pgdata={data}")
        given = " ".join(f"-c {one}" for one in ("listen_addresses=127.0.0.1", "max_connections=200", *settings))
        options = f"-p {port} -k {folder} {given}"
        run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={log}", f"--options={options}")
        try:
            yield f"postgresql://puntari:{password}@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={data}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
