"""Two processes of the site behind one address, and participants who keep asking until they are answered."""

import html
import itertools
import os
import re
import signal
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from subprocess import Popen
from typing import Any

from tests.postgres import free_port

PATIENCE = 60  # seconds until somebody gives up; nothing waits that long unless the site is broken
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def kill(process: Popen[bytes]) -> None:
    """End a process and its workers as a power cut does: at once, with nothing tidied up."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)


class Door:
    """One address in front of several processes; ``to`` is the port that new connections are led to."""

    def __init__(self, to: int) -> None:
        self.to = to
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return  # the door is closed
            try:
                site = socket.create_connection(("127.0.0.1", self.to))
            except OSError:
                caller.close()  # nobody is there
                continue
            for source, target in ((caller, site), (site, caller)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while part := source.recv(65_536):
                target.sendall(part)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        """Let nobody in any more."""
        self._socket.close()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    """What the site answered."""

    status: int
    text: str
    location: str
    port: int


@dataclass
class Caller:
    """A device that asks the processes by turns, and asks again when one of them is gone."""

    ports: tuple[int, ...]
    turn: int = 0
    failures: int = 0
    token: str = ""
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._open = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(self.jar)).open
        self._turns = itertools.count(self.turn)

    def get(self, path: str) -> Answer:
        """Fetch a page; its form's token is kept for what is sent later."""
        answer = self._ask(path, None)
        found = TOKEN.search(answer.text)
        if found:
            self.token = html.unescape(found.group(1))
        return answer

    def post(self, path: str, **data: str) -> Answer:
        """Send a form."""
        return self._ask(path, {"csrf_token": self.token, **data})

    def _ask(self, path: str, data: dict[str, str] | None) -> Answer:
        body = None if data is None else urllib.parse.urlencode(data).encode()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            port = self.ports[next(self._turns) % len(self.ports)]
            try:
                return self._once(port, path, body)
            except (OSError, HTTPException):
                self.failures += 1
                time.sleep(0.02)  # as a device does before it tries again
        raise AssertionError(f"nobody answered {path}")

    def _once(self, port: int, path: str, body: bytes | None) -> Answer:
        asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body)
        try:
            with self._open(asked, timeout=15) as answer:
                return Answer(answer.status, answer.read().decode(), "", port)
        except urllib.error.HTTPError as answer:  # any answer is one; 303 too, since nothing is followed
            with answer:
                return Answer(answer.code, answer.read().decode(), answer.headers.get("Location", ""), port)


def two_ports() -> tuple[int, int]:
    """Two ports that nobody listens on."""
    first = free_port()
    second = free_port()
    while second == first:
        second = free_port()
    return first, second
