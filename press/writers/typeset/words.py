"""The words within a line, as marked pieces: what a template of Typst sets, and the structure elements around them.

A piece is a text that has one look and belongs to one structure element. Its mark, a number, is the colour that
Typst paints it in, by which it is found again in the file (`press.writers.typeset.marks`).

    call <strong>us</strong> at …    {"t": "call ", "m": 16}, {"t": "us", "m": 17, "bold": true}, …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from press.layout import Ruler, Strings
from press.manuscript import direction, explained, gathered, grouped, parted, runs_from_right
from press.model import (
    Abbreviation,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Link,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)
from press.quantities import tight
from press.writers import breaking
from press.writers.elements import Node, Run
from press.writers.html import Line, purpose, unbroken
from press.writers.typeset.dividing import divided

FIRST = 16
"""The mark of the first run; those below are of artifacts."""
MOST = 0xFFFF
Piece = dict[str, Any]
_WAYS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
_REPEATING = frozenset({"cs", "es", "hr", "pl", "pt", "sk"})


class TooMany(Exception):
    """Raised where a leaflet has more runs of text than there are marks."""


class Marks:
    """Gives each run of a document its mark."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.links: list[Node] = []
        self.generated: set[Run] = set()
        self.spare: set[Run] = set()
        """Those of them that are not printed on the page that they tell of."""

    def run(self, node: Node, text: str) -> int:
        """The mark of a new run of an element."""
        mark = FIRST + len(self.runs)
        if mark > MOST:
            raise TooMany
        run = Run(node, text)
        node.kids.append(run)
        self.runs.append(run)
        return mark

    def link(self, node: Node) -> int:
        """The number of a link, by which its areas are found again."""
        self.links.append(node)
        return len(self.links) - 1


@dataclass(frozen=True)
class Scribe:
    """Sets words. ``base`` says how paragraphs run, ``rtl`` how the words around do; ``look`` is what pieces have in
    common; ``linked`` says that the words are those of a link out of the leaflet; ``numbered`` that references say
    the page; ``room`` is how wide their line is, in ems of their type; ``light`` measures what is not
    bold."""

    strings: Strings
    base: bool
    rtl: bool
    line: Line
    marks: Marks
    numbered: bool
    language: str
    room: float
    light: Ruler
    phone: str = ""
    """What type phone numbers are set in, by its name; ``phone_size`` is its size in ems."""
    phone_size: float = 1
    linked: bool = False
    look: Mapping[str, Any] = field(default_factory=dict)

    def words(self, words: Words, node: Node) -> list[Piece]:
        """The pieces of words that belong to an element."""
        return [piece for group in gathered(words, rtl=self.rtl) for piece in self._group(*group, node)]

    def text(self, text: str, node: Node) -> list[Piece]:
        """A text that no author marked up."""
        return self.words((Text(text),), node)

    def _group(self, words: Words, left: bool, node: Node) -> Iterator[Piece]:
        hand = self._running(rtl=self.rtl and not left)
        inner = hand._unbroken(words, node)
        if hand is self:
            yield from inner
        else:
            yield {"whole": list(inner), **hand.look}

    def _unbroken(self, words: Words, node: Node) -> Iterator[Piece]:
        """Words in which no quantity breaks, also where a part of it is stressed."""
        spans = tuple(tight(plain(words), self.strings.terms)) if len(words) > 1 else ()
        for group, whole in grouped(words, spans) if spans else [(words, False)]:
            inner = [piece for inline in group for piece in self._inline(inline, node)]
            yield from [{"whole": inner}] if whole else inner

    def _inline(self, inline: Inline, node: Node) -> Iterator[Piece]:
        match inline:
            case Text(text):
                for piece, rtl in parted(text, rtl=self.rtl):
                    hand = self._running(rtl=rtl)
                    if rtl != self.base:
                        yield from hand._turned(piece, node)
                    else:
                        yield from self._among(list(hand._pieces(piece, node)), hand, piece)
            case Abbreviation(text, expansion):
                span = node.add("Span")
                span.expansion = expansion
                yield self._piece(text, span)
            case Strong(words):
                yield from self._with(bold=True).words(words, node.add("Strong"))
            case Emphasis(words):
                yield from self._with(bold=True).words(words, node.add("Em"))
            case Foreign(words, language):
                span = node.add("Span")
                span.language = language
                hand = self._running(rtl=direction(language) == "rtl")._with(lang=spoken(language))
                hand = replace(hand, language=language)
                yield from hand.words(words, span)
            case Link(words, address):
                text = plain(words)
                link = self._link(words, address, purpose(address), node)
                turned = self.rtl and runs_from_right(text)
                yield from [link] if turned else self._among([link], self._running(rtl=False), text)
            case TopicReference(words, _, online):
                if online:
                    yield self._link(words, online, "opens_website", node)
                else:
                    yield from self.words(words, node)
            case CrossReference(words, target, within):
                yield self._link(words, f"#{target}", "opens_section", node, page=target, within=within)
            case Term(words, entry):
                yield self._link(words, f"#{explained(entry)}", "opens_term", node)
            case _:
                assert_never(inline)

    def _link(
        self, words: Words, address: str, purpose: str, node: Node, page: str = "", *, within: bool = False
    ) -> Piece:
        text = plain(words)
        link = node.add("Link")
        link.address, link.says = address, self.strings[purpose].format(words=text)
        hand = self._running(rtl=self.rtl and runs_from_right(text))
        hand = replace(hand, linked=not address.startswith("#"))
        large = {"size": self.phone} if self.phone and purpose == "opens_phone" else {}
        inner = (replace(hand, room=hand.room / self.phone_size) if large else hand).words(words, link)
        if page and self.numbered:
            joint, said = self.strings.see_page(within=within)
            of_page = self._running(rtl=runs_from_right(said))
            between = {} if of_page.rtl == hand.rtl else {"between": hand._piece(joint, link)}
            joint = "" if between else joint
            if between:
                self.marks.spare.add(self.marks.runs[-1])
            inner.append({**of_page.page_number(f"{joint}{said}", page, link), **between, "elsewhere": True})
            self.marks.spare.add(self.marks.runs[-1])
        return {"link": self.marks.link(link), "kind": purpose, "in": inner, **large}

    def page_number(self, text: str, anchor: str, node: Node) -> Piece:
        """A text in which ``{page}`` becomes the page that an anchor stands on."""
        mark = self.marks.run(node, text)
        self.marks.generated.add(self.marks.runs[-1])
        return {"t": text, "m": mark, "page": anchor, **self.look}

    def _among(self, pieces: list[Piece], hand: Scribe, text: str) -> list[Piece]:
        """Pieces that run as the paragraph does, among words that run the other way: boxed, they have no direction, and
        have that of the marks beside them (UAX #9, N1)."""
        if self.rtl == self.base or not text.strip() or not self._has_room(text):
            return pieces
        way = {"t": _WAYS[self.rtl], "m": FIRST + len(self.marks.runs) - 1, **self.look}
        return [way, {"whole": pieces, **hand.look}, way]

    def _with(self, **look: Any) -> Scribe:
        return replace(self, look={**self.look, **look})

    def _running(self, *, rtl: bool) -> Scribe:
        """Who sets words that run another way than those around them."""
        if rtl == self.rtl:
            return self
        return replace(self, rtl=rtl, look={**self.look, "dir": "rtl" if rtl else "ltr"})

    def _turned(self, text: str, node: Node) -> Iterator[Piece]:
        """A text that runs another way than the words around it, among which what is boxed has no direction: it is
        boxed as one, or nothing of it is."""
        words = [(word, pieces or [word]) for word, pieces in breaking.in_pieces(text)] if self.linked else []
        addressed = any(pieces[1:] for _, pieces in words)
        piece = self._piece(text, node)
        if (addressed or any(unbroken(text, self.strings.terms))) and self._has_room(text):
            yield {"whole": [piece], **self.look}
            return
        if addressed:  # it may break where an address may, and within a piece only if that is too wide for a line
            parts = ("\N{ZERO WIDTH SPACE}".join(map(self._divided, pieces)) for _, pieces in words)
            piece["t"] = "".join(parts)
        yield piece

    def _pieces(self, text: str, node: Node) -> Iterator[Piece]:
        if not self.linked:
            yield from self._whole(text, node)
            return
        for word, pieces in breaking.in_pieces(text):
            if not pieces:
                yield from self._whole(word, node)
                continue
            parts = [self._bound(piece, node) for piece in pieces]
            stays = breaking.is_email(word) and self._has_room(word)
            yield from [{"whole": parts}] if stays else parts

    def _bound(self, text: str, node: Node) -> Piece:
        piece = self._piece(text, node)
        return {"whole": [piece]} if self._has_room(text) else piece

    def _has_room(self, text: str) -> bool:
        return len(text) * 0.4 <= self.room and self.line.ruler.width(text) <= self.room

    def _whole(self, text: str, node: Node) -> Iterator[Piece]:
        """Text in which no word breaks at its hyphens and no quantity at its dash."""
        end = 0
        for start, stop in unbroken(text, self.strings.terms):
            yield from self._some(text[end:start], node)
            piece = self._piece(text[start:stop], node)
            yield {"whole": [piece]} if self._has_room(text[start:stop]) else piece
            end = stop
        yield from self._some(text[end:], node)

    def _some(self, text: str, node: Node) -> Iterator[Piece]:
        if text:
            yield self._piece(text, node)

    def _piece(self, text: str, node: Node) -> Piece:
        return {"t": self._divided(text), "m": self.marks.run(node, text), **self.look}

    def _divided(self, text: str) -> str:
        ruler = self.line.ruler if "bold" in self.look else self.light
        return divided(text, self.room, ruler, self.language)


def spoken(language: str) -> str:
    """What Typst is told of a BCP 47 tag; nothing of languages in which it prints a hyphen again on the next line."""
    first = language.partition("-")[0]
    return "" if first in _REPEATING or not 2 <= len(first) <= 3 else first


def texts(pieces: Sequence[Piece]) -> str:
    """The bare text of pieces."""
    return "".join(piece["t"] if "t" in piece else texts(piece.get("in") or piece["whole"]) for piece in pieces)
