"""Links on paper: where they lead is printed after their words, unless the words show it already.

    call [our ward](tel:01632960000)              ->  our ward (01632 960 000)
    [Knee pain](https://www.example.org/knee)     ->  Knee pain (www.example.org/knee)
    [help@example.org](mailto:help@example.org)   ->  as it is

A phone number is printed as it is written anywhere else in the leaflet. What is printed so is a `Target`:
no words of the leaflet, which are the same on paper and on screens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from press import phones
from press.layout import Strings
from press.manuscript.rewriting import Rewriter
from press.manuscript.script import Manuscript
from press.model import (
    Abbreviation,
    CrossReference,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Link,
    Strong,
    Target,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)

_SCHEME = re.compile(r"^(?:https?://|mailto:)")


def on_paper(manuscript: Manuscript, *, in_full: bool = False) -> Manuscript:
    """The manuscript with the target of each link after its words; ``in_full``: web addresses as programs open them."""
    heard = _Numbers()
    heard.rewritten(manuscript)
    return _Printer(heard.written, manuscript.strings, in_full=in_full).rewritten(manuscript)


def without_targets(manuscript: Manuscript) -> Manuscript:
    """The words of the leaflet alone, as they were before `on_paper`."""
    return _Eraser().rewritten(manuscript)


def with_pages(manuscript: Manuscript, pages: Mapping[str, int]) -> Manuscript:
    """The manuscript with the page, by the anchors of ``pages``, after each reference to a place in it."""
    return _Pager(pages, manuscript.strings).rewritten(manuscript)


def pages_named(manuscript: Manuscript) -> tuple[tuple[str, int], ...]:
    """The anchors that are referred to with a page, each with the page that is named."""
    hand = _Pages()
    hand.rewritten(manuscript)
    return tuple(hand.found)


def web_address(url: str) -> str:
    """A web address as it is printed and typed: as its author has it, without ``https://`` and a last stroke."""
    return re.sub(r"^https?://|/$", "", url)


class _Walker(Rewriter):
    """Goes through every link of a manuscript."""

    def rewritten(self, manuscript: Manuscript) -> Manuscript:
        parts = tuple(replace(part, section=self.section(part.section)) for part in manuscript.parts)
        return replace(
            manuscript,
            title=self.heading(manuscript.title),
            subtitle=self.heading(manuscript.subtitle),
            summary=self.words(manuscript.summary),
            parts=parts,
        )

    def words(self, words: Words) -> Words:
        return tuple(self.inline(inline) for inline in words)

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Text() | Abbreviation():
                return inline
            case Link(words, address):
                return self.link(inline, words, address)
            case TopicReference(words, _, online):
                return self.link(inline, words, online) if online else inline
            case Strong() | Emphasis() | CrossReference() | Term() | Foreign():
                return replace(inline, words=self.words(inline.words))
            case _:
                assert_never(inline)

    def link(self, link: Link | TopicReference, words: Words, address: str) -> Inline:
        """What stands for a link: the same, with its words gone through."""
        return replace(link, words=self.words(words))


class _Numbers(_Walker):
    """Learns how phone numbers are written, by the addresses that dial them."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}

    def link(self, link: Link | TopicReference, words: Words, address: str) -> Inline:
        text = plain(words)
        for number in phones.numbers(text) if address.startswith("tel:") else ():
            self.written.setdefault(number.address, text[number.start : number.end])
        return link


class _Printer(_Walker):
    """Puts targets after words. ``written`` is how numbers are written, by their addresses; ``in_full`` whether web
    addresses keep their ``https://``."""

    def __init__(self, written: dict[str, str], strings: Strings, *, in_full: bool = False) -> None:
        self.written = written
        self.strings = strings
        self.in_full = in_full

    def link(self, link: Link | TopicReference, words: Words, address: str) -> Inline:
        if _shows(plain(words), address):
            return link
        return replace(link, words=(*words, Target(f" ({self.printed(address)})")))

    def printed(self, address: str) -> str:
        scheme, _, target = address.partition(":")
        match scheme:
            case "mailto":
                return target
            case "tel":
                return phones.unbroken(self.number(address))
            case _:
                return address if self.in_full else web_address(address)

    def number(self, address: str) -> str:
        digits, _, extension = address.removeprefix("tel:").partition(";ext=")
        if written := self.written.get(phones.without_grouping(address)):
            return written
        number = self.written.get(phones.without_grouping(f"tel:{digits}"), digits)
        if not extension:
            return number
        return self.strings["extension"].format(number=number, extension=extension)

    def figure(self, figure: Figure) -> Figure:
        """The licence of a credit is a link as well."""
        figure = super().figure(figure)
        credit = figure.credit
        if not credit or not credit.url or not credit.licence or _shows(credit.licence, credit.url):
            return figure
        return replace(figure, credit=replace(credit, licence=f"{credit.licence} ({self.printed(credit.url)})"))


class _Pager(_Walker):
    """Puts pages after references."""

    def __init__(self, pages: Mapping[str, int], strings: Strings) -> None:
        self.pages = pages
        self.strings = strings

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, CrossReference) and inline.target in self.pages:
            see = "".join(self.strings.see_page(within=inline.within)).format(page=self.pages[inline.target])
            return replace(inline, words=(*self.words(inline.words), Target(see)))
        return super().inline(inline)


class _Pages(_Walker):
    """Collects the pages that are named after references."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int]] = []

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, CrossReference) and inline.words and isinstance(inline.words[-1], Target):
            digits = "".join(sign for sign in inline.words[-1].text if sign.isdecimal())
            self.found.append((inline.target, int(digits or "0")))
        return super().inline(inline)


class _Eraser(_Walker):
    """Takes targets out."""

    def words(self, words: Words) -> Words:
        return super().words(tuple(inline for inline in words if not isinstance(inline, Target)))

    def figure(self, figure: Figure) -> Figure:
        figure = super().figure(figure)
        credit = figure.credit
        if not credit or not credit.url:
            return figure
        for shown in (web_address(credit.url), credit.url):
            credit = replace(credit, licence=credit.licence.removesuffix(f" ({shown})"))
        return replace(figure, credit=credit)


def _shows(words: str, address: str) -> bool:
    """Whether words say where a link leads."""
    if address.startswith("tel:"):
        return phones.shows(words, address)
    return _bare(address) in _bare(words).split() or _bare(words) == _bare(address)


def _bare(text: str) -> str:
    """An address, or words that may hold one, without what people leave out when they write it."""
    pieces = (_SCHEME.sub("", piece.strip("().,;:“”'\"")).removeprefix("www.").rstrip("/") for piece in text.split())
    return " ".join(pieces).casefold()
