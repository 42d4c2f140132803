"""Hashing: who isn't there costs as much as who is, and never gets in."""

from puntari.people import passwords


def test_nobodys_hash_takes_as_long_as_anybodys():
    assert passwords.needs_rehash(passwords.NOBODYS) is False


def test_nobodys_password_opens_nothing():
    assert passwords.HASHER.verify(passwords.NOBODYS, "nobody's password")
    assert passwords.is_right("nobody's password", None) is False
