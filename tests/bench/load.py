"""A load generator for 127.0.0.1 that costs little beside the server: one process, raw HTTP/1.1, epoll."""

import heapq
import re
import selectors
import socket
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
END = b"\r\n\r\n"


@dataclass
class Result:
    """What came back: seconds each answer took, how many answers of each status, and how long it all lasted."""

    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return sum(count for status, count in self.statuses.items() if status < 400) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that this share of the answers stayed under, in seconds."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    @property
    def refused(self) -> dict[int, int]:
        """How many answers of each status were not good."""
        return {status: count for status, count in self.statuses.items() if status >= 400}


class Connection:
    """One client: sends a request, waits for the whole answer, sends the next."""

    def __init__(self, address: tuple[str, int], requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(address, timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = requests
        self.begun = 0.0
        self._got = b""
        self._wanted = -1

    def send(self) -> bool:
        """Send the next request; False when there is none."""
        request = next(self.requests, None)
        if request is None:
            return False
        self._got, self._wanted, self.begun = b"", -1, time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> int | None:
        """The status when the answer is whole, None while it isn't."""
        chunk = self.socket.recv(1 << 18)
        if not chunk:
            raise ConnectionError("the server hung up")
        self._got += chunk
        if self._wanted < 0:
            end = self._got.find(END)
            if end < 0:
                return None
            found = LENGTH.search(self._got, 0, end + 2)
            self._wanted = end + len(END) + (int(found[1]) if found else 0)
        return int(self._got[9:12]) if len(self._got) >= self._wanted else None


def drive(
    url: str, scripts: Sequence[Iterator[bytes]], *, seconds: float, limit: int = 200_000, pause: float = 0.0
) -> Result:
    """Let each script send its requests one after the other over its own connection.

    Without a ``pause`` each sends its next request at once, and all begin together; with one, they begin spread over
    its length and wait so long after each answer. Ends when all have ended, after ``seconds``, or after ``limit``
    answers.
    """
    parts = urlsplit(url)
    if parts.hostname != "127.0.0.1":
        raise ValueError("load goes to this machine only")
    address = (parts.hostname, parts.port or 80)
    result = Result()
    selector = selectors.DefaultSelector()
    connections = [Connection(address, script) for script in scripts]
    started = time.perf_counter()
    for connection in connections:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
    waiting = [(started + pause * number / len(connections), number) for number in range(len(connections))]
    count = 0
    while selector.get_map() and time.perf_counter() - started < seconds and count < limit:
        while waiting and waiting[0][0] <= time.perf_counter():
            connection = connections[heapq.heappop(waiting)[1]]
            if not connection.send():
                selector.unregister(connection.socket)
        due = max(waiting[0][0] - time.perf_counter(), 0) if waiting else 1
        for key, _ in selector.select(timeout=due):
            connection = key.data
            status = connection.receive()
            if status is None:
                continue
            result.latencies.append(time.perf_counter() - connection.begun)
            result.statuses[status] += 1
            count += 1
            if pause:
                heapq.heappush(waiting, (time.perf_counter() + pause, connections.index(connection)))
            elif not connection.send():
                selector.unregister(connection.socket)
    result.seconds = time.perf_counter() - started
    for connection in connections:
        connection.socket.close()
    selector.close()
    return result


def request(method: str, path: str, body: str = "", **headers: str) -> bytes:
    """The bytes of a request to this machine."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body.encode())}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)
