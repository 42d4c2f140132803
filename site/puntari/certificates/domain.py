"""Verification codes as people read and type them."""

import re

GROUP = 4
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread or spell words
LENGTH = 16  # 80 bits
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def in_groups(code: str) -> str:
    """The code as it is printed: 7F3K-9QXW-2M4T-B8ND."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """The code somebody typed, with any spaces, hyphens, small letters and misread signs; None when it can't be one."""
    code = re.sub(r"[\s\u2010-\u2015-]", "", typed).upper().translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else None
