"""Reads a finished Word file again: does it hold together, can everybody read it, is it all there?

An independent witness: it knows the standards and, where there is one, the manuscript; not the writer.

parts     its parts, unpacked and found by their relations
file      the file as it is read: parts, paragraphs, runs, and how each comes to look
package   what Word needs to open it, and what Microsoft's validator does not look at
active    what may fetch, send or start something
schema    the order of elements, and the values of attributes
access    the rules of Microsoft's Accessibility Checker
pictured  the proportions of pictures
printed   the rules of UKAAF and RNIB for print, measured
words     the same words as the leaflet, in the same order and the same languages
spoken    what a screen reader says of it
"""

from __future__ import annotations

from collections.abc import Callable

from press.checks.word import access, active, package, pictured, printed, spoken, words
from press.checks.word.file import Rule, WordFile
from press.checks.word.parts import Unreadable
from press.manuscript import Manuscript
from press.problems import Place, Problem
from press.speech import Speech

RULES = (*package.RULES, *active.RULES, *access.RULES, *pictured.RULES, *printed.RULES, *words.RULES)
"""Every rule, in the order in which problems are reported."""


SMALLEST_KNOWN = 12
"""The least size, in points, of a file that was made for nobody knows which layout: that of clear print."""


def check(data: bytes, manuscript: Manuscript, smallest: float) -> tuple[Problem, ...]:
    """Every problem of a ``.docx`` file; no type in it may be smaller than ``smallest`` points."""
    name = f"{manuscript.topic}/{manuscript.edition} (Word)"
    return _found(name, RULES, lambda: WordFile(data, smallest, manuscript))


def check_alone(data: bytes, name: str) -> tuple[Problem, ...]:
    """Every problem that can be seen in a ``.docx`` file without its manuscript; ``name`` is where it lies."""
    alone = tuple(rule for rule in RULES if not rule.compares)
    return _found(name, alone, lambda: WordFile(data, SMALLEST_KNOWN))


def speech(data: bytes) -> Speech:
    """What a screen reader says of a ``.docx`` file. Raises Unreadable, a ValueError."""
    return spoken.speech(WordFile(data, SMALLEST_KNOWN))


def _found(name: str, rules: tuple[Rule, ...], read: Callable[[], WordFile]) -> tuple[Problem, ...]:
    try:
        file = read()
    except Unreadable as fault:
        return (
            Problem("word-unreadable", Place(name), f"Word cannot open the file: {fault}.", "Make the file again."),
        )
    return tuple(
        Problem(rule.id, Place(name, words=found[:120]), rule.finds, rule.hint, source=rule.source)
        for rule in rules
        for found in rule.broken(file)
    )
