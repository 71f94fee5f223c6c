"""Reads a finished EPUB again: does it hold together, can everybody read it, is it all there?

An independent witness: it knows the standards and, where there is one, the manuscript; not the writer.

archive   its files, unpacked within limits
book      its package, and its pages in the order of reading
faults    what can be seen of any book
access    how accessible it says it is, beside what is counted
words     the same words as the leaflet, its contents, its language
overlay   whether what is heard is what is read, where it is read aloud
spoken    what a screen reader says of it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from press.checks.epub import faults, overlay, spoken, words
from press.checks.epub.archive import Unreadable
from press.checks.epub.book import Book
from press.manuscript import Manuscript
from press.problems import Place, Problem, Rule
from press.speech import Speech

RULES: dict[str, Rule] = {rule.id: rule for rule in (*faults.RULES, *overlay.RULES, *words.RULES)}
Found = Iterable[tuple[str, str]]


def check(data: bytes, manuscript: Manuscript, *, heard: bool = False) -> tuple[Problem, ...]:
    """Every problem of an EPUB, beside the manuscript that it was written from; ``heard``: it has to be read aloud.

    Raises Refused where it has, and ffmpeg, which listens, is not installed.
    """
    name = f"{manuscript.topic}/{manuscript.edition} (EPUB)"

    def look(book: Book) -> Found:
        ours = overlay.of_ours(book, manuscript) if heard else ()
        return (*faults.found(book), *faults.of_ours(book), *words.found(book, manuscript), *ours)

    return _found(data, name, look)


def check_alone(data: bytes) -> tuple[Problem, ...]:
    """Every problem that can be seen in an EPUB without its manuscript."""
    return _found(data, "the EPUB", faults.found)


def speech(data: bytes) -> Speech:
    """What a screen reader says of an EPUB. Raises Unreadable, a ValueError."""
    return spoken.speech(Book(data))


def seconds(data: bytes) -> float:
    """How long a book says that it is heard; 0 where it is not."""
    try:
        return overlay.lasts(Book(data))
    except Unreadable:
        return 0


def _found(data: bytes, name: str, look: Callable[[Book], Found]) -> tuple[Problem, ...]:
    try:
        seen = tuple(look(Book(data)))
    except Unreadable as fault:
        message = f"No program can be sure to open the EPUB: {fault}."
        return (Problem("epub-unreadable", Place(name), message, "Make the file again."),)
    return tuple(
        Problem(rule.id, Place(name, words=what[:120]), rule.finds, rule.hint, rule.grade, source=rule.source)
        for rule, what in ((RULES[name], what) for name, what in seen)
    )
