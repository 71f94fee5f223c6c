"""What the lines of a Word file say: words, links, pictures, marks of notes; and what of them is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from press import symbols
from press.checks.word.equations import linear, m
from press.checks.word.fields import Field, Fields
from press.checks.word.file import (
    SHOWN,
    Element,
    Paragraph,
    WordFile,
    below,
    local,
    on,
    property_of,
    shown,
    switched,
    value,
    w,
)
from press.checks.word.pictures import A_TEXT, pictures, unread
from press.speech import Node, Role, quoted

_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}
_DRAWN = ("drawing", "pict", "object")
_REMOVED = ("del", "moveFrom")
_SILENT = frozenset(
    {"bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd"}
    | {"moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"}
)
_Kids = tuple[Node | str, ...]


class Words:
    """Reads paragraphs one after the other."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.fields = [Fields(story) for story in (file.document, *file.notes.values())]
        self.hidden_codes = {element for fields in self.fields for element in fields.codes}
        self.links = {element: link for fields in self.fields for element, link in fields.links.items()}
        self.language = next((property_of(run.properties, "lang") for run in file.runs), "")
        self.numbers: dict[str, dict[str, int]] = {kind: {} for kind in _REFERENCES.values()}
        """Notes by id, in the order in which they are referred to, from 1."""
        self._paragraph: Paragraph | None = None
        self._boxes: list[Element] = []
        self._diagrams: set[str] = set()
        self._said: set[Element] = set(self.hidden_codes)
        self._left: dict[str, list[str]] = {}

    def read(self, paragraph: Paragraph) -> tuple[_Kids, list[Element]]:
        """What a paragraph says, and the text boxes that hang on it."""
        self._paragraph, self._boxes = paragraph, []
        return tuple(self.words(paragraph.element)), self._boxes

    # What is left out

    def leave(self, what: str, words: str = "") -> None:
        self._left.setdefault(what, []).append(words)

    def pass_over(self, element: Element) -> None:
        """Say and name nothing of what is below it."""
        self._said.update(element.iter(w("t")))

    def remove(self, element: Element) -> None:
        """What was taken out, or moved away, by a tracked change."""
        pieces = list(below(element, "delText", *SHOWN))
        self._said.update(pieces)
        words = "".join(piece.text or "" if local(piece) == "delText" else shown(piece) for piece in pieces)
        if words.strip():
            moved = local(element) == "moveFrom"
            self.leave(
                "words that a tracked change moved away" if moved else "words that a tracked change took out", words
            )

    def left_out(self) -> Iterator[str]:
        """What was not read, in words, each kind once."""
        for story in (self.file.document, *self.file.notes.values()):
            texts = (each for each in story.iter(w("t"), m("t"), A_TEXT) if each not in self._said)
            if words := "".join(each.text or "" for each in texts).strip():
                self.leave("words in a place that no reader looks at", words)
        for what, quotes in self._left.items():
            worded = [quoted(each) for each in quotes[:_MOST_QUOTED] if each.strip()]
            if len(quotes) > _MOST_QUOTED and worded:
                worded.append(f"and {len(quotes) - _MOST_QUOTED} more")
            times = "" if worded or len(quotes) == 1 else f" ({len(quotes)} times)"
            yield f"{what}{times}{': ' if worded else ''}{'; '.join(worded)}"

    # What is said

    def words(self, holder: Element) -> Iterator[Node | str]:
        """What is below an element; what is the result of one link is one."""
        kids = (kid for kid in holder.iterchildren("*") if local(kid) not in _SILENT)
        for link, group in groupby(kids, key=self._link):
            words = tuple(word for kid in group for word in self._kid(kid))
            if link and words:
                yield Node(Role.LINK, words)
            else:
                yield from words

    def _link(self, element: Element) -> Field | None:
        shows = next(below(element, *SHOWN), None) if local(element) == "r" else None
        return None if shows is None else self.links.get(shows)

    def _kid(self, element: Element) -> Iterator[Node | str]:
        name = local(element)
        if element.tag in (m("oMath"), m("oMathPara")):
            self._said.update(element.iter(m("t"), w("t")))
            yield f" [equation: {linear(element)}] "
        elif element.tag != w(name):
            yield from self.words(element)
        elif name == "r":
            yield from self.run(element)
        elif name == "hyperlink" or (name == "fldSimple" and _is_link(element)):
            if words := tuple(self.words(element)):
                yield Node(Role.LINK, words)
        elif name in _REMOVED:
            self.remove(element)
        elif not name.endswith("Pr"):
            yield from self.words(element)

    def run(self, element: Element) -> Iterator[Node | str]:
        """A run: its words in its language, and between them what is no words."""
        letters = self.file.letters(element, self._paragraph) if self._paragraph else {}
        hidden = on(letters, "vanish")
        right_to_left = on(letters, "rtl")
        language = property_of(letters, "lang", "bidi" if right_to_left else "val")
        for is_text, group in groupby(self._pieces(element), key=lambda piece: isinstance(piece, str)):
            if not is_text:
                yield from group
                continue
            text = "".join(map(str, group))
            if hidden:
                self.leave("hidden words", text)
            elif text:
                plain = language in ("", self.language)
                yield text if plain else Node(Role.WORDS, (text,), language=language)

    def _pieces(self, element: Element) -> Iterator[Node | str]:
        for kid in element.iterchildren("*"):
            name = local(kid)
            if kid.tag != w(name):
                yield from self._kid(kid)
            elif name in SHOWN:
                yield from self._text(kid)
            elif name in _DRAWN:
                yield from self._drawn(kid)
            elif name in _REFERENCES:
                yield self._reference(kid, _REFERENCES[name])
            elif name == "sym":
                yield self._symbol(kid)
            elif name == "ruby":
                yield from self._ruby(kid)
            elif name == "fldChar":
                yield from _form(kid)
            elif name == "delText":
                self.remove(kid)

    def _text(self, element: Element) -> Iterator[str]:
        if element not in self.hidden_codes:
            self._said.add(element)
            yield shown(element)

    def _drawn(self, element: Element) -> Iterator[Node]:
        for what in unread(element):
            self.leave(what)
        boxes = [
            box for box in below(element, "txbxContent") if next(box.iterancestors(w("txbxContent")), None) is None
        ]
        inner = next(element.iterancestors(w("txbxContent")), None)
        self._boxes += (
            boxes if inner is None else [box for box in below(element, "txbxContent") if _nearest(box, inner)]
        )
        self._said.update(element.iter(A_TEXT))
        yield from pictures(self.file, element, self._diagrams)

    def _reference(self, element: Element, kind: str) -> str:
        numbers = self.numbers[kind]
        number = numbers.setdefault(value(element, "id"), len(numbers) + 1)
        return f" [{kind[:-1]} {number}] "

    def _symbol(self, element: Element) -> str:
        font, code = value(element, "font"), value(element, "char")
        try:
            letter = symbols.letter(font, int(code, 16)) if len(code) <= _LONGEST_CODE else ""
        except ValueError:
            letter = ""
        if not letter:
            self.leave("a sign of a font of signs", f"{code[:_LONGEST_CODE]} of {font}")
        return letter or " [sign] "

    def _ruby(self, element: Element) -> Iterator[Node | str]:
        """Letters, and above them how they are said (17.3.3.25)."""
        above = [word for part in element.iterchildren(w("rt")) for word in self.words(part)]
        for part in element.iterchildren(w("rubyBase")):
            yield from self.words(part)
        if above:
            yield from ("(", *above, ")")


_MOST_QUOTED = 20
_LONGEST_CODE = 8


def _nearest(box: Element, holder: Element) -> bool:
    return next(box.iterancestors(w("txbxContent")), None) is holder


def _is_link(element: Element) -> bool:
    return Field(element, [value(element, "instr")]).name == "HYPERLINK"


def _form(mark: Element) -> Iterable[str]:
    """What a field of an old form holds that is no text (17.16.7 and 17.16.12)."""
    for box in below(mark, "checkBox"):
        states = [box.find(w(name)) for name in ("checked", "default")]
        state = next((each for each in states if each is not None), None)
        yield f" [checkbox: {'ticked' if switched(state) else 'not ticked'}] "
    for choice in below(mark, "ddList"):
        entries = [value(entry) for entry in choice.iterchildren(w("listEntry"))]
        result = value(choice.find(w("result")))
        at = int(result) if result.isdecimal() and len(result) < _LONGEST_CODE else 0
        yield f" [choice: {entries[at] if at < len(entries) else ''}, of {', '.join(entries)}] "
