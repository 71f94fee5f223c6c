"""The fields of a Word file (ISO/IEC 29500-1, 17.16): what each asks for, and which words are its code or its result.

    begin  instrText " HYPERLINK "  instrText "https://…"  separate  t "our page"  end

A code may be cut into any number of runs, and stand in other fields' codes and results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from press.checks.word.file import SHOWN, Element, below, local, shown, value

_NAME = re.compile(r"[\s\"'“”]*([A-Za-z]+)")
_ARGUMENT = re.compile(r"""[“"]([^"”]*)["”]|(\S+)""")
_SWITCH = re.compile(r"\\[A-Za-z*#@!]")


@dataclass(eq=False)
class Field:
    """A field: its code as it was put together, in what it stands (``mark``), and what its code holds of words."""

    mark: Element
    pieces: list[str] = field(default_factory=list)
    words: list[Element] = field(default_factory=list)
    shows: bool = False
    """Whether its result has begun."""

    @property
    def code(self) -> str:
        return "".join(self.pieces)

    @property
    def name(self) -> str:
        """What it does, in capitals: ``HYPERLINK``."""
        found = _NAME.match(self.code)
        return found[1].upper() if found else ""

    @property
    def arguments(self) -> list[str]:
        """What it is given, switches apart."""
        name = _NAME.match(self.code)
        found = _ARGUMENT.finditer(self.code, name.end() if name else 0)
        said = [each[1] if each[1] is not None else each[2] for each in found]
        return [each for each in said if not _SWITCH.fullmatch(each)]


class Fields:
    """The fields of a story (the body, a header, a note), in the order in which they begin."""

    def __init__(self, story: Element) -> None:
        self.all: list[Field] = []
        self.codes: set[Element] = set()
        """What stands in the codes of fields that are whole, and is not shown."""
        self.links: dict[Element, Field] = {}
        """What is shown of fields that are links."""
        self._open: list[Field] = []
        self._coding: list[Field] = []
        self._linking: list[Field] = []
        for element in below(story, "fldSimple", "fldChar", "instrText", "delInstrText", *SHOWN):
            self._read(element)

    def _read(self, element: Element) -> None:
        match local(element):
            case "fldSimple":
                self.all.append(Field(element, [value(element, "instr")]))
            case "fldChar":
                self._mark(element)
            case "instrText" | "delInstrText" if self._open:
                self._open[-1].pieces.append(element.text or "")
            case "instrText" | "delInstrText":
                self.all.append(Field(element, [element.text or ""]))
            case _ if self._coding:
                self._coding[0].words.append(element)
                self._coding[-1].pieces.append(shown(element))
            case _ if self._linking:
                self.links[element] = self._linking[-1]

    def _mark(self, element: Element) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            begun = Field(element)
            self.all.append(begun)
            self._open.append(begun)
            self._coding.append(begun)
        elif self._open and kind == "separate" and not self._open[-1].shows:
            self._open[-1].shows = True
            self._coding.pop()
            if self._open[-1].name == "HYPERLINK":
                self._linking.append(self._open[-1])
        elif self._open and kind == "end":
            self._end(self._open.pop())

    def _end(self, ended: Field) -> None:
        self.codes.update(ended.words)
        if self._coding and self._coding[-1] is ended:
            self._coding.pop()
        if self._linking and self._linking[-1] is ended:
            self._linking.pop()
