"""A text of YAML, sound or not, as an editor has it while somebody types: its keys, and what the cursor stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from press.shape import Entries, Form, Items, Shape

_LINE = re.compile(r"([ ]*)((?:-[ ]+|-$)*)(.*)")
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s#:'"\[{][^:#]*?)[ ]*:(?:[ ]+|$)""")
_BLOCK = re.compile(r"[|>][-+0-9]*[ ]*(?:#.*)?")
_OPEN, _CLOSED = "{[", "}]"


@dataclass(frozen=True, slots=True)
class Entry:
    """A key, or an item of a list, that begins on a row (from 0). ``path`` are the keys down to it, items by number.

    ``column`` is where it begins, ``at`` where its value does; ``end`` is the last row that belongs to it.
    """

    path: tuple[str, ...]
    row: int
    column: int
    at: int
    value: str
    end: int = 0

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def block(self) -> bool:
        return bool(_BLOCK.fullmatch(self.value))


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the cursor stands in. ``path`` leads to the mapping whose key is written (``key``), or to the value.

    ``typed`` is what stands before it of the word that is written, which begins in ``column``; ``siblings`` are the
    keys that the mapping has already. ``prose`` is whether it is on a line of a block.
    """

    path: tuple[str, ...]
    typed: str
    column: int
    key: bool = False
    prose: bool = False
    siblings: frozenset[str] = frozenset()


@dataclass
class Outline:
    """The keys of a text."""

    lines: Sequence[str]
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Outline:
        found = cls(text.split("\n"))
        found.entries = list(_Walk(found.lines).entries())
        return found

    def find(self, *path: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.path == path), None)

    def inside(self, *path: str) -> list[Entry]:
        """The entries right below a path."""
        return [entry for entry in self.entries if entry.path[:-1] == path]

    def key_at(self, row: int, column: int) -> Entry | None:
        """The key that a place is on."""
        on = (entry for entry in self.entries if entry.row == row and entry.column <= column < entry.at)
        return max(on, key=lambda entry: entry.column, default=None)

    def at(self, row: int, column: int) -> Cursor:
        """What the cursor stands in; ``column`` counts characters."""
        before = self.lines[row][:column]
        above = [entry for entry in self.entries if entry.row <= row and (entry.row < row or entry.at <= column)]
        holder = next(
            (entry for entry in reversed(above) if row <= entry.end and self._holds(entry, row, before)), None
        )
        if holder and holder.value[:1] in (*_OPEN,):
            return _in_braces(holder, "\n".join((*self._between(holder, row), before))[holder.at :])
        start = _LINE.match(before)
        indent = len(start[1] + start[2]) if start else 0
        typed = before[indent:]
        if holder and holder.block and holder.row < row:
            return Cursor(holder.path, before.lstrip(), len(before) - len(before.lstrip()), prose=True)
        if holder and holder.row == row:
            return Cursor(holder.path, before[holder.at :], holder.at)
        path = self._mapping(row, indent, before)
        siblings = frozenset(entry.name for entry in self.inside(*path) if entry.row != row)
        return Cursor(path, typed, indent, key=True, siblings=siblings)

    def _between(self, holder: Entry, row: int) -> Iterator[str]:
        if holder.row < row:
            yield from self.lines[holder.row : row]

    def _holds(self, entry: Entry, row: int, before: str) -> bool:
        """Whether a row is in the value of an entry, and not below it as a key."""
        if entry.row == row:
            return True
        if entry.value[:1] in (*_OPEN,):
            return not _closed("\n".join(self.lines[entry.row : row])[entry.at :])
        return entry.block and (not before.strip() or _indent(self.lines[row]) > _home(entry, self.lines))

    def _mapping(self, row: int, indent: int, before: str) -> tuple[str, ...]:
        """The mapping, or the item, that a new line of this indent belongs to."""
        own = [entry for entry in self.entries if entry.row == row and entry.column < indent]
        if own:
            return own[-1].path
        found: tuple[str, ...] = ()
        for entry in self.entries:
            if entry.row >= row:
                break
            if entry.column < indent and (entry.end >= row or not before.strip()):
                found = entry.path
            elif entry.column >= indent and len(found) >= len(entry.path):
                found = entry.path[:-1]
        return found


def form_at(form: Form | None, path: Sequence[str]) -> Form | None:
    """What a value is to be, by the keys down to it; None where nobody has said so."""
    for name in path:
        match form:
            case Shape(keys):
                form = keys[name].form if name in keys else None
            case Items(of):
                form = of
            case Entries(_, of):
                form = of
            case _:
                return None
    return form


class _Walk:
    """Goes through the lines, from the first to the last, and keeps what each stands in."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.stack: list[Entry] = []
        self.items: dict[tuple[str, ...], int] = {}

    def entries(self) -> Iterator[Entry]:
        found: list[Entry] = []
        row = 0
        while row < len(self.lines):
            line = self.lines[row]
            if not line.strip() or line.lstrip().startswith("#"):
                row += 1
                continue
            new = list(self._of_line(row, line))
            found += new
            row += 1
            if new:
                row = self._past(new[-1], row)
        ends = self._ends(found)
        for entry, end in zip(found, ends, strict=True):
            yield Entry(entry.path, entry.row, entry.column, entry.at, entry.value, end)

    def _of_line(self, row: int, line: str) -> Iterator[Entry]:
        match = _LINE.match(line)
        if not match:
            return
        column = len(match[1])
        for dash in re.finditer("-", match[2]):
            at = column + dash.start()
            path = self._within(at, item=True)
            number = self.items[path] = self.items.get(path, -1) + 1
            rest = len(match[1] + match[2])
            yield self._push((*path, str(number)), row, at, rest, line[rest:].strip())
        column += len(match[2])
        if key := _KEY.match(match[3]):
            path = (*self._within(column), key[1].strip("\"'"))
            at = column + key.end()
            yield self._push(path, row, column, at, line[at:].strip())

    def _within(self, column: int, *, item: bool = False) -> tuple[str, ...]:
        """What a line that begins in a column stands in; a list may stand right below its key."""
        while self.stack:
            top = self.stack[-1]
            if top.column < column or (item and top.column == column and not top.name.isdecimal()):
                break
            self.stack.pop()
        return self.stack[-1].path if self.stack else ()

    def _push(self, path: tuple[str, ...], row: int, column: int, at: int, value: str) -> Entry:
        entry = Entry(path, row, column, at, value)
        self.stack.append(entry)
        return entry

    def _past(self, entry: Entry, row: int) -> int:
        """The first row behind a value that goes on over lines."""
        home = _home(entry, self.lines)
        if entry.block:
            while row < len(self.lines) and (not self.lines[row].strip() or _indent(self.lines[row]) > home):
                row += 1
        elif entry.value[:1] in (*_OPEN,):
            first = row - 1
            while row < len(self.lines) and not _closed("\n".join(self.lines[first:row])[entry.at :]):
                row += 1
        return row

    def _ends(self, found: Sequence[Entry]) -> Iterator[int]:
        """The last row of each: the one before the next that stands no deeper."""
        for number, entry in enumerate(found):
            later = (other for other in found[number + 1 :] if other.path[: len(entry.path)] != entry.path)
            after = next(later, None)
            yield (after.row if after else len(self.lines)) - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _home(entry: Entry, lines: Sequence[str]) -> int:
    """The indent that a block's lines have to exceed."""
    return entry.column if not entry.name.isdecimal() else _indent(lines[entry.row])


def _closed(text: str) -> bool:
    """Whether as many brackets are closed in a text as are opened; what is in quotes does not count."""
    depth = 0
    for sign in re.sub(r""""(?:[^"\\]|\\.)*"|'[^']*'|(?<=\s)#[^\n]*""", "", text):
        depth += (sign in _OPEN) - (sign in _CLOSED)
    return depth <= 0


def _in_braces(holder: Entry, text: str) -> Cursor:
    """What the end of a text stands in that begins with a bracket."""
    frames: list[list[str]] = []
    keys: list[set[str]] = []
    token, quote, start = "", "", 0
    for place, sign in enumerate(text):
        if quote or sign in "\"'":
            quote = "" if sign == quote else quote or sign
            token += sign
        elif sign in _OPEN:
            frames.append([""] if sign == "{" else ["0"])
            keys.append(set())
            token, start = "", place + 1
        elif sign in _CLOSED and frames:
            frames.pop()
            keys.pop()
            token = ""
        elif sign == "," and frames:
            frames[-1] = [str(int(frames[-1][0]) + 1)] if frames[-1][0].isdecimal() else [""]
            token, start = "", place + 1
        elif sign == ":" and frames and frames[-1] == [""] and text[place + 1 : place + 2] in ("", " "):
            frames[-1] = [token.strip().strip("\"'")]
            keys[-1].add(frames[-1][0])
            token, start = "", place + 1
        else:
            token += sign
    key = bool(frames) and frames[-1] == [""]
    path = (*holder.path, *(frame[0] for frame in frames if frame != [""]))
    last = text.rsplit("\n", 1)[-1]
    width = len(text[start:].lstrip())
    column = (len(last) if "\n" in text else holder.at + len(last)) - width
    return Cursor(path, text[start:].lstrip(), column, key=key, siblings=frozenset(keys[-1]) if keys else frozenset())
