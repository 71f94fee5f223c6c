"""What people have written at the desk and not put into the library yet: kept for each of them, until they do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from press.desk.visit import Visit

FOLDER = "drafts"
Draft = TypeVar("Draft")


def stamp(text: str) -> str:
    """What stands for a text as somebody has seen it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def place(visit: Visit, of: str) -> str:
    """Where a person's draft is kept: no part of its name is anybody's words. ``of`` says what it is a draft of."""
    whose = f"{visit.person.name}\n{of}"
    return f"{FOLDER}/{hashlib.sha256(whose.encode()).hexdigest()}.json"


def kept(visit: Visit, of: str, read: Callable[[Mapping[str, object]], Draft]) -> Draft | None:
    """A person's draft, made by ``read`` of what was kept; None where there is none that can be read."""
    data = visit.desk.office.keep.read(place(visit, of))
    with suppress(ValueError, KeyError, TypeError):
        return read(json.loads(data)) if data else None
    return None


def keep(visit: Visit, of: str, said: Mapping[str, object]) -> None:
    visit.desk.office.keep.put(place(visit, of), json.dumps(said, ensure_ascii=False).encode())


def drop(visit: Visit, of: str) -> None:
    visit.desk.office.keep.take(place(visit, of))
