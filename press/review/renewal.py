"""The next edition of a topic: the same text as a draft, with new dates and nobody's sign-off.

The text is edited where it stands, by the positions that the parser gives, so that comments, quotes
and the breaks of lines stay as the author left them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from press.model import Edition, PartialDate, Review, Standing
from press.reader import sources
from press.review.choosing import NotPossible
from press.standing import first_day, last_day
from press.store.editing import Editing

_GONE = ("approved_by", "changes")
"""What is said of the edition before, and has to be said anew."""


class _Edit(NamedTuple):
    """From where to where in the text, counted in characters, and what stands there afterwards."""

    start: int
    end: int
    text: str


def renewed(text: str, last: PartialDate, due: PartialDate) -> str:
    """The text of an edition that the reader has found whole, as the draft of its next one.

    Its status is ``draft``, its dates are ``last`` and ``due``; ``approved_by`` and ``changes`` are
    taken out of ``review``.
    """
    mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")  # which the parser does not count
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # as the reader has it: the other one takes no tabs
    review = _mapping(yaml.compose(text, Loader=loader))["review"][1]
    wanted = {"status": "draft", "last": str(last), "next": str(due)}
    edits: list[_Edit] = []
    for key, (name, value) in _mapping(review).items():
        if key in wanted:
            edits.append(_replaced(text, value, wanted[key]))
        elif key in _GONE:
            flow = isinstance(review, MappingNode) and review.flow_style
            edits.append(_without_item(text, name, value) if flow else _without_lines(text, name, value))
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return mark + text


def approved(text: str) -> str:
    """The text of an edition that the reader has found whole, with the status ``approved``."""
    mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    review = _mapping(yaml.compose(text, Loader=loader))["review"][1]
    edit = _replaced(text, _mapping(review)["status"][1], "approved")
    return mark + text[: edit.start] + edit.text + text[edit.end :]


def begun(library: Editing, newest: Edition, last: PartialDate, due: PartialDate) -> dict[Path, bytes]:
    """The files of the edition after the newest, by where they go in the library; its own comes first.

    Raises NotPossible where there is one already, and OSError where a file cannot be read.
    """
    source = library.folder / f"{newest.file}.yaml"
    target = source.with_name(source.name.replace(newest.name, str(last), 1))
    if library.holds(target):
        raise NotPossible(f"{target.parent.name}/{target.name} is there already. Take it away, or give another --last.")
    files = {target: renewed(library.read(source).decode(), last, due).encode()}
    if newest.source:  # its words are still those of a translation of the same
        of_source = library.read(library.folder / (newest.file + sources.SUFFIX))
        files[target.with_name(target.stem + sources.SUFFIX)] = of_source
    return files


def dates(
    newest: Edition, last: PartialDate | None, due: PartialDate | None, today: datetime.date
) -> tuple[PartialDate, PartialDate]:
    """When the edition after the newest is reviewed, and when it is due.

    What is not given is this month, and as long after it as the newest edition holds. Raises NotPossible
    where a draft is open, or where the dates do not follow each other.
    """
    if newest.standing is Standing.DRAFT:
        raise NotPossible(f"A draft is open already: {newest.file}.yaml. Finish it, or take it away.")
    given, last = last, last or PartialDate(today.year, today.month)
    due = due or _later(last, _months(newest.review))
    if due.year > datetime.MAXYEAR:
        raise NotPossible(f"The next review would be in the year {due.year}. Give --next.")
    if not _follows(last, newest.review.last):
        day = PartialDate(today.year, today.month, today.day)
        hint = "Give --last, or set the clock."
        if not given and _follows(day, newest.review.last):
            hint = f"For a second one in a month give the day: --last {day}."
        raise NotPossible(f"{last} is not later than {newest.name}, the newest edition. {hint}")
    if first_day(due) <= last_day(last):
        raise NotPossible(f"The next review, {due}, is not later than the last, {last}. Give a later --next.")
    return last, due


def _follows(last: PartialDate, newest: PartialDate) -> bool:
    """Whether an edition may come after the newest: it is of a later day, or names the day where the newest has the
    same month alone."""
    same_month = (last.year, last.month) == (newest.year, newest.month)
    return last_day(last) > last_day(newest) or bool(same_month and last.day and newest.month and not newest.day)


def _months(review: Review) -> int:
    """How long an edition holds; a year counts from its January."""
    return (review.next.year - review.last.year) * 12 + (review.next.month or 1) - (review.last.month or 1)


def _later(date: PartialDate, months: int) -> PartialDate:
    years, month = divmod((date.month or 1) - 1 + months, 12)
    return PartialDate(date.year + years, month + 1)


def _mapping(node: Node | None) -> dict[str, tuple[Node, Node]]:
    """The keys of a mapping, each with its node and that of its value."""
    pairs = node.value if isinstance(node, MappingNode) else []
    return {name.value: (name, value) for name, value in pairs if isinstance(name, ScalarNode)}


def _replaced(text: str, value: Node, new: str) -> _Edit:
    """A value in the quotes that it stands in."""
    start, end = value.start_mark.index, value.end_mark.index
    quote = text[start] if text[start] in "'\"" else ""
    tail = "\n" if text[start:end].endswith("\n") else ""
    return _Edit(start, end, f"{quote}{new}{quote}{tail}")


def _without_item(text: str, name: Node, value: Node) -> _Edit:
    """A key of a mapping in braces, with its comma."""
    start, end = name.start_mark.index, value.end_mark.index
    after = re.match(r"\s*,\s*", text[end:])
    if after:
        return _Edit(start, end + after.end(), "")
    before = re.search(r"\s*,\s*$", text[:start])
    return _Edit(before.start() if before else start, end, "")


def _without_lines(text: str, name: Node, value: Node) -> _Edit:
    """The lines of a key; the comments and blank lines behind it belong to what follows."""
    lines = text.splitlines(keepends=True)
    first = name.start_mark.line
    last = max(number for number in _spoken(lines, first, value.end_mark.line))
    start = sum(map(len, lines[:first]))
    return _Edit(start, start + sum(map(len, lines[first : last + 1])), "")


def _spoken(lines: list[str], first: int, end: int) -> Iterator[int]:
    """The key's own line, and those up to the next key that hold more than a comment."""
    indent = len(lines[first]) - len(lines[first].lstrip())
    yield first
    for number in range(first + 1, min(end + 1, len(lines))):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent and not line.lstrip().startswith("- "):
            return
        if line.strip() and not line.lstrip().startswith("#"):
            yield number
