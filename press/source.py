"""YAML files whose every value knows its line, and in which a fault never hides another.

A cut-down YAML: mappings, sequences and scalars. Tags, anchors, aliases and a second document are
refused, and so is a key written twice. Scalars stay as they were typed: ``2016`` and ``no`` are
text until somebody asks for a number or a flag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from press.problems import Grade, Place, Problem, nearest
from press.shape import COLOUR, Choice, Entries, Form, Items, Number, Shape

MAX_BYTES = 500_000
MAX_DEPTH = 20
MOST_SHOWN = 200
"""How many characters of what is wrong a problem shows."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_UNQUOTED = re.compile(r"(?:[\[{,][ \t]*|[:-][ \t]+)(#[0-9A-Fa-f]{6})(?!\w)")
"""A colour without quotes, which YAML takes for a comment."""
_ANY_NUMBER = (float("-inf"), float("inf"))
_WHITE_SPACE = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")


@dataclass(slots=True)
class Value:
    """A value of a YAML file: exactly one of ``scalar``, ``sequence`` and ``mapping`` is not None.

    ``line`` is where it starts, from 1; ``form`` is what it is to be, as the shape has it that it was read by. Each
    accessor adds a problem to ``problems``, shared by
    the whole file, where the value is not what was asked for, and returns an empty one.
    """

    file: str
    line: int
    problems: list[Problem]
    scalar: str | None = None
    sequence: list[Value] | None = None
    mapping: dict[str, Value] | None = None
    literal: bool = False
    """Whether it is a block scalar written with ``|``: its text starts on the next line."""
    null: bool = False
    keys: dict[str, int] = field(default_factory=dict)
    """The line of each key of a mapping."""
    form: Form | None = None
    unquoted: str = ""
    """The colour that was meant where nothing stands but one without quotes, which YAML takes for a comment."""

    def fault(
        self,
        rule: str,
        message: str,
        hint: str,
        *,
        words: str = "",
        line: int = 0,
        grade: Grade = Grade.ERROR,
    ) -> None:
        """Report a problem at this value, or at ``line`` of its file."""
        shown = words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN - 1]}…"
        place = Place(self.file, line or self.line, shown)
        self.problems.append(Problem(rule, place, message, hint, grade))

    def text(self) -> str:
        """The scalar with its white space folded; a problem where there is none."""
        return folded(self.scalar or "") if self.filled() else ""

    def filled(self) -> bool:
        """Whether it is a text with words in it; a problem where it is not."""
        if self.scalar is None:
            self.fault("text", "Text is wanted here.", "Write words, in quotes if they hold a colon.")
            return False
        if self.null or not self.scalar.strip(" \t\r\n"):
            self.fault("empty", "There is nothing here.", "Write the words, or take the key out.")
            return False
        return True

    def flag(self) -> bool:
        if self.scalar not in ("true", "false"):
            self.fault("flag", "This is neither true nor false.", "Write `true` or `false`.")
        return self.scalar == "true"

    def number(self) -> float:
        """A decimal number within the limits of its form; the lowest where it is not one."""
        low, high = (self.form.low, self.form.high) if isinstance(self.form, Number) else _ANY_NUMBER
        try:
            number = float(self.scalar or "")
        except ValueError:
            number = float("nan")
        if low <= number <= high:
            return number
        self.fault(
            "number",
            f"A number from {low:g} to {high:g} is wanted here.",
            "Write it in digits.",
            words=self.scalar or "",
        )
        return low

    def colour(self) -> str:
        """A colour as ``#RRGGBB``; empty where it is not one."""
        if self.scalar is not None and _COLOUR.fullmatch(self.scalar):
            return self.scalar.upper()
        if self.unquoted:
            self.fault("colour", *_takes_for_comment(self.unquoted), words=self.unquoted)
            return self.unquoted.upper()
        self.fault(
            "colour",
            "This is not a colour.",
            'Write six hexadecimal digits in quotes, as in "#005EB8".',
            words=self.scalar or "",
        )
        return ""

    def choice(self, words: Iterable[str] | None = None) -> str:
        """One of ``words``, or of those of its form; empty where it is not one."""
        known = tuple(words) if words is not None else self.form.words if isinstance(self.form, Choice) else ()
        word = self.text()
        if not word or word in known:
            return word
        self.fault("choice", f"`{word}` is not known here.", nearest(word, known), words=word)
        return ""

    def items(self) -> list[Value]:
        if self.sequence is None:
            self.fault("list", "A list is wanted here.", "Put each item on a line that starts with `- `.")
            return []
        if isinstance(self.form, Items):
            for item in self.sequence:
                item.form = self.form.of
        return self.sequence

    def entries(self) -> Iterator[tuple[str, Value]]:
        """The keys of a mapping with their values, in the order of the file."""
        if self.mapping is None:
            self.fault("mapping", "Keys with values are wanted here.", "Write `key: value` lines.")
            return
        if isinstance(self.form, Entries):
            for value in self.mapping.values():
                value.form = self.form.of
        yield from self.mapping.items()

    def record(self, shape: Shape | None = None) -> dict[str, Value]:
        """A mapping with the keys of a shape, or of its own form; null values count as left out."""
        self.form = shape or self.form
        known = self.form.keys if isinstance(self.form, Shape) else {}
        found: dict[str, Value] = {}
        for key, value in self.entries():
            if key not in known:
                hint = nearest(key, known)
                self.fault("unknown-key", f"There is no key `{key}` here.", hint, words=key, line=self.keys[key])
                continue
            value.form = known[key].form
            if not value.null or (value.unquoted and value.form == COLOUR):
                found[key] = value
        if self.mapping is not None and isinstance(self.form, Shape):
            for key in self.form.missing(found, self.mapping):
                self.fault("missing-key", f"The key `{key}` is missing.", f"Add a line `{key}: …`.", words=key)
        return found


def _takes_for_comment(colour: str) -> tuple[str, str]:
    """What is wrong with a colour that has no quotes, and how to mend it."""
    return "YAML takes this for a comment, because it has no quotes.", f'Write "{colour}", with the quotes.'


def folded(text: str) -> str:
    """A text on one line; no-break and other special spaces stay as they are."""
    return _WHITE_SPACE.sub(" ", text).strip(" ")


def read(data: bytes, file: str, problems: list[Problem]) -> Value | None:
    """Read one YAML file; ``file`` is the name that problems give. None where it cannot be read."""
    if len(data) > MAX_BYTES:
        hint = f"Keep it under {MAX_BYTES // 1000} kB."
        problems.append(Problem("file-size", Place(file), "The file is too large.", hint))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "The file is not UTF-8 from here on."
        problems.append(Problem("encoding", Place(file, line), message, "Save it as UTF-8."))
        return None
    try:
        return _Builder(file, problems).build(text)
    except yaml.YAMLError as error:
        problems.append(_translated(error, text, file))
        return None


def _translated(error: yaml.YAMLError, text: str, file: str) -> Problem:
    hint = "Check the indentation and the quotes; a text with `: ` or ` #` in it needs quotes."
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        message = "The file holds a character that no leaflet can print."
        return Problem("character", Place(file, line, f"U+{error.character:04X}"), message, "Take it out.")
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        lines = text.splitlines() or [""]
        line = min(error.problem_mark.line + 1, len(lines))
        if "\t" in lines[line - 1]:
            hint = "Use spaces in place of tabs."
        for number in range(line, 0, -1):  # in braces, the comment takes what closes them, and the fault comes later
            if match := _UNQUOTED.search(lines[number - 1]):
                return Problem("colour", Place(file, number, match[1]), *_takes_for_comment(match[1]))
        return Problem("yaml", Place(file, line), f"This is not YAML: {error.problem}.", hint)
    return Problem("yaml", Place(file), "This is not YAML.", hint)


class _Builder:
    """Builds values from the parser's events; a stack, so that depth costs nothing."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.stack: list[Value] = []
        self.pending: list[tuple[str, int] | None] = []
        self.root: Value | None = None
        self.lines: list[str] = []

    def build(self, text: str) -> Value | None:
        self.lines = text.split("\n")
        documents = 0
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault(event, "documents", "The file holds a second document.", "Take `---` out.")
                    break
            if isinstance(event, MappingEndEvent | SequenceEndEvent):
                self.stack.pop()
                self.pending.pop()
            elif isinstance(event, AliasEvent):
                self._fault(event, "alias", "Anchors and aliases are not allowed.", "Write the value out.")
                self._add(self._value(event, scalar=""), event)
            elif isinstance(event, ScalarEvent | CollectionStartEvent) and not self._node(event):
                return self.root
        if self.root is None:
            self.problems.append(Problem("empty", Place(self.file), "The file is empty.", "Write its keys."))
        return self.root

    def _node(self, event: ScalarEvent | CollectionStartEvent) -> bool:
        if event.anchor:
            self._fault(event, "alias", "Anchors and aliases are not allowed.", f"Take `&{event.anchor}` out.")
        if event.tag:
            self._fault(event, "tag", "Tags are not allowed.", f"Take `{event.tag}` out.")
        if isinstance(event, ScalarEvent):
            value = self._value(event, scalar=event.value)
            value.literal = event.style == "|"
            value.null = not event.style and event.value in _NULLS
            self._add(value, event)
            return True
        mapping = isinstance(event, MappingStartEvent)
        value = self._value(event, mapping={}) if mapping else self._value(event, sequence=[])
        self._add(value, event)
        self.stack.append(value)
        self.pending.append(None)
        if len(self.stack) <= MAX_DEPTH:
            return True
        self._fault(event, "depth", f"This is nested more than {MAX_DEPTH} deep.", "Make it flatter.")
        return False

    def _unquoted(self, key: str, line: int) -> str:
        """The colour behind a key that has no value; empty where there is none."""
        text = "".join(self.lines[line - 1 : line])  # none, where the lines end as on a typewriter
        match = re.search(rf"{re.escape(key)}[\"']?[ \t]*{_UNQUOTED.pattern}", text)
        return match[1] if match else ""

    def _add(self, value: Value, event: Event) -> None:
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1]
        if parent.sequence is not None:
            parent.sequence.append(value)
            return
        key = self.pending[-1]
        if key is None:
            if value.scalar is None:
                self._fault(event, "key", "A key has to be a word.", "Write `key: value`.")
            self.pending[-1] = (value.scalar or "", value.line)
            return
        self.pending[-1] = None
        name, line = key
        if value.null and not value.scalar:
            value.unquoted = self._unquoted(name, line)
            value.line = line if value.unquoted else value.line
        mapping = parent.mapping if parent.mapping is not None else {}
        if name in mapping:
            message = f"The key `{name}` stands here a second time."
            parent.fault("duplicate-key", message, "Take one of the two out.", words=name, line=line)
            return
        mapping[name] = value
        parent.keys[name] = line

    def _value(
        self,
        event: Event,
        *,
        scalar: str | None = None,
        sequence: list[Value] | None = None,
        mapping: dict[str, Value] | None = None,
    ) -> Value:
        return Value(self.file, _line(event), self.problems, scalar, sequence, mapping)

    def _fault(self, event: Event, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(rule, Place(self.file, _line(event)), message, hint))


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
