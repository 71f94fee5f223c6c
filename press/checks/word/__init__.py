"""Reads a finished Word file again: does it hold together, can everybody read it, is it all there?

An independent witness: it knows the standards and the manuscript, not the writer.

file      the file as it is read: parts, paragraphs, runs, and how each comes to look
package   what Word needs to open it, and what Microsoft's validator does not look at
access    the rules of Microsoft's Accessibility Checker
printed   the rules of UKAAF and RNIB for print, measured
words     the same words as the leaflet, in the same order and the same languages
"""

from __future__ import annotations

from press.checks.word import access, package, printed, words
from press.checks.word.file import Unreadable, WordFile
from press.manuscript import Manuscript
from press.problems import Place, Problem

RULES = (*package.RULES, *access.RULES, *printed.RULES, *words.RULES)
"""Every rule, in the order in which problems are reported."""


def check(data: bytes, manuscript: Manuscript, smallest: float) -> tuple[Problem, ...]:
    """Every problem of a ``.docx`` file; no type in it may be smaller than ``smallest`` points."""
    name = f"{manuscript.topic}/{manuscript.edition} (Word)"
    try:
        file = WordFile(data, manuscript, smallest)
    except Unreadable as fault:
        return (
            Problem("word-unreadable", Place(name), f"Word cannot open the file: {fault}.", "Make the file again."),
        )
    return tuple(
        Problem(rule.id, Place(name, words=found[:120]), f"{rule.message} ({rule.source})", rule.hint)
        for rule in RULES
        for found in rule.broken(file)
    )
