"""Password hashing with argon2id. Slow by design, so only a few at once and never inside an open transaction."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from puntari.people.domain import LONGEST_PASSWORD, prepared

# RFC 9106 leaves memory to the machine: 32 MiB three times over takes some 60 ms here, and two at once leave
# a thread and the memory of a small server to everybody else.
HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
AT_ONCE = 2

_turns = threading.BoundedSemaphore(AT_ONCE)
# What is verified when there's no such account, so that the answer takes as long as for one that exists. It is written
# down since making it takes as long too; a test sees to it that its parameters are those above.
NOBODYS = "$argon2id$v=19$m=32768,t=3,p=1$DI0zvkrfSIPmd3HbAUAkpw$FOL3m5V+fWJ939zLpdvUBjdW7lrMos6EImlz+3nxrQA"


def hash_of(password: str) -> str:
    """The argon2id hash to keep. Takes tens of milliseconds: call it with no transaction open."""
    with _turns:
        return HASHER.hash(prepared(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether the password is the one kept; takes as long when nothing is kept. Call it with no transaction open."""
    if len(password) > LONGEST_PASSWORD:
        password, kept = "", None
    with _turns:
        try:
            return HASHER.verify(kept or NOBODYS, prepared(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def needs_rehash(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(kept)
