"""Who may do what at the desk.

Without a file of users, whoever sits at this machine may do what its command line lets them do. With one, each person
signs in, or a reverse proxy says who asks:

    users:
      - name: asmith
        who: Dr A. Smith
        role: approver
        password: scrypt$16384$8$1$...
"""

from __future__ import annotations

import enum
import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.problems import Place, Problem, Refused, errors
from press.shape import TEXT, Choice, Items, Key, Shape, needed
from press.source import Value
from press.source import read as read_yaml

_COST, _BLOCK, _LANES = 16384, 8, 5
"""16 MB and some 0.2 s for each try (OWASP, Password Storage Cheat Sheet: scrypt with N=2^14, r=8, p=5)."""
LEAST = 12
"""The fewest characters of a password."""


class Right(enum.Enum):
    """What a person may do."""

    READ = "read"
    """Find leaflets, have documents made, have files checked."""
    EDIT = "edit"
    """Change what the library says, of leaflets and of clinics; start builds."""
    COMMENT = "comment"
    """Say what is to be settled in a leaflet before it is signed."""
    SIGN = "sign"
    """Answer questions, and sign."""


class Role(enum.Enum):
    """What a person is at the desk."""

    READER = "reader"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"

    def may(self, right: Right) -> bool:
        return right in _RIGHTS[self]


_USERS = Shape(
    {
        "users": needed(
            Items(
                Shape(
                    {
                        "name": needed(TEXT, "What somebody signs in with."),
                        "role": needed(Choice(tuple(role.value for role in Role)), "What they may do."),
                        "password": needed(TEXT, "The hash of their password. `desk --add-user` writes it."),
                        "who": Key(TEXT, "What a signature says."),
                    }
                )
            ),
            "Who may use the desk.",
        )
    }
)
_RIGHTS = {
    Role.READER: {Right.READ},
    Role.EDITOR: {Right.READ, Right.EDIT, Right.COMMENT},
    Role.APPROVER: {Right.READ, Right.COMMENT, Right.SIGN},
    Role.ADMINISTRATOR: set(Right),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk. ``name`` is what they sign in with, ``who`` what a signature says; both are empty for
    whoever sits at this machine."""

    name: str = ""
    who: str = ""
    role: Role = Role.ADMINISTRATOR
    password: str = ""


SOMEBODY = Person()
"""Who sits at this machine."""
GUEST = Person(role=Role.READER)
"""Who has not signed in yet, and may do no more than that."""


def read(file: Path) -> Mapping[str, Person]:
    """The users in a file, by their names. Raises Refused where it cannot be relied on, OSError where not read."""
    problems: list[Problem] = []
    value = read_yaml(file.read_bytes(), file.name, problems)
    found: dict[str, Person] = {}
    users = value.record(_USERS).get("users") if value else None
    for item in users.items() if users else ():
        person = _person(item)
        if person.name in found:
            item.fault("user-twice", "Two users have this name.", "Give each a name of their own.", words=person.name)
        found[person.name] = person
    if not errors(problems) and not found:
        problems.append(Problem("users", Place(file.name), "It names no user.", "Add one: desk --add-user NAME."))
    if errors(problems):
        raise Refused(problems)
    return found


def _person(item: Value) -> Person:
    keys = item.record()
    said = {key: keys[key].text() for key in ("name", "who", "password") if key in keys}
    role = keys["role"].choice() if "role" in keys else ""
    if "password" in keys and not _parts(said["password"]):
        keys["password"].fault("user-password", "This is no password's hash.", "Let desk --add-user write it.")
    return Person(**said, role=Role(role) if role else Role.READER)


def hashed(password: str) -> str:
    """A password as it is kept."""
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, _COST, _BLOCK, _LANES)
    return "$".join(("scrypt", str(_COST), str(_BLOCK), str(_LANES), _text(salt), _text(digest)))


def fits(person: Person | None, password: str) -> bool:
    """Whether a password is a person's; takes as long where there is no such person."""
    parts = _parts(person.password) if person else None
    cost, block, lanes, salt, digest = parts or (_COST, _BLOCK, _LANES, b"\0" * 16, b"")
    return hmac.compare_digest(_scrypt(password, salt, cost, block, lanes), digest) and parts is not None


def _parts(kept: str) -> tuple[int, int, int, bytes, bytes] | None:
    """What a kept password consists of; None where it is none, or asks for more work than any was made with."""
    try:
        kind, cost, block, lanes, salt, digest = kept.split("$")
        numbers = int(cost), int(block), int(lanes)
        whole = urlsafe_b64decode(salt), urlsafe_b64decode(digest)
    except ValueError:
        return None
    usual = kind == "scrypt" and _COST <= numbers[0] <= 2**17 and numbers[1] == _BLOCK and 1 <= numbers[2] <= _LANES
    return (*numbers, *whole) if usual and len(whole[1]) == 32 else None


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    memory = 256 * cost * block
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=memory, dklen=32)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode()
