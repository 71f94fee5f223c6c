"""What is heard of a book that is read aloud, beside what is read (EPUB 3.3, 9; SMIL 3.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import html as parser

from press.checks.epub import archive
from press.checks.epub.archive import Unreadable, resolved
from press.checks.epub.book import Book, elements
from press.manuscript import Manuscript
from press.problems import Grade, Rule
from press.programs import ffmpeg

_MAKE = "Please report it, with this leaflet's file."
RULES = (
    Rule("epub-overlay", "EPUB 3.3, 9", "What is heard is not tied to what is read.", "Make the file again."),
    Rule("epub-read-aloud", "DAPB1605 (2025)", "Words are not read aloud, or not in their order.", _MAKE),
    Rule("epub-sound", "EBU R 128", "It is silent, cut off, or not as loud as speech is.", _MAKE),
    Rule(
        "epub-script",
        "DAPB1605 (2025)",
        "Nobody has agreed yet to how it says the words.",
        "Read what is said for what with `transcript --speak FILE`, listen, then: sign TOPIC --script.",
        grade=Grade.WARNING,
    ),
)
MEDIA_TYPE = "application/smil+xml"
_SMIL = "{http://www.w3.org/ns/SMIL}"
_CLOCK = re.compile(r"(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d+)?)(h|min|s|ms)?")
_IN = {"h": 3600.0, "min": 60.0, "ms": 0.001}
_NEAR = 0.5
"""Seconds that the sound may be longer or shorter than is said of it."""
_SILENT = 200
"""Of 32,767: what is never above it is silence."""
QUIETEST, LOUDEST, HIGHEST = -24.0, -16.0, -1.0
"""LUFS of all of it, and dBTP (EBU R 128, and its supplement s2)."""
Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and its sound: the page and the id of what is read, the file of what is heard, from when to when."""

    page: str
    target: str
    sound: str
    start: float
    end: float


def pairs(book: Book) -> list[Pair]:
    """The pairs of all overlays, in their order. What cannot be read is left out, and `faults` tells it."""
    found: list[Pair] = []
    for name, media_type, _ in book.items.values():
        if media_type == MEDIA_TYPE and name in book.files:
            try:
                root = archive.xml(name, book.files[name])
            except Unreadable:
                continue
            found += (_pair(name, each) for each in root.iter(f"{_SMIL}par"))
    return found


def _pair(name: str, par: parser.HtmlElement) -> Pair:
    text, audio = par.find(f"{_SMIL}text"), par.find(f"{_SMIL}audio")
    page, _, target = ("" if text is None else text.get("src", "")).partition("#")
    sound = "" if audio is None else resolved(name, audio.get("src", ""))
    start, end = (seconds("" if audio is None else audio.get(key, "")) for key in ("clipBegin", "clipEnd"))
    return Pair(resolved(name, page), target, sound, start, end)


def seconds(clock: str) -> float:
    """A moment of SMIL in seconds (SMIL 3.0, clock values); 0 for what is none."""
    match = _CLOCK.fullmatch(clock.strip())
    if not match:
        return 0.0
    hours, minutes, rest, unit = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest) * _IN.get(unit or "", 1.0)


def lasts(book: Book) -> float:
    """How long a book says that it is heard: the last of its durations, which refines nothing; 0 where it says none."""
    found = [each for each in book.package.iter("{*}meta") if each.get("property") == "media:duration"]
    return next((seconds(each.text or "") for each in found if not each.get("refines")), 0.0)


def faults(book: Book) -> Found:
    """What is wrong with the overlays of any book."""
    found = pairs(book)
    for pair in found:
        page = book.pages.get(pair.page)
        if page is None or not any(each.get("id") == pair.target for each in elements(page)):
            yield "epub-overlay", f"{pair.page}#{pair.target} is not there"
        if pair.sound not in book.files:
            yield "epub-overlay", f"{pair.sound} is not there"
        if pair.end <= pair.start:
            yield "epub-overlay", f"{pair.target}: from {pair.start:g} to {pair.end:g} s"
    for one, other in pairwise(found):
        if one.sound == other.sound and other.start < one.end - 0.001:
            yield "epub-overlay", f"{other.target} is heard before {one.target} ends"
    if found and abs(sum(pair.end - pair.start for pair in found) - lasts(book)) > _NEAR:
        yield "epub-overlay", f"it says that it is heard for {lasts(book):g} s"


def of_ours(book: Book, manuscript: Manuscript) -> Found:
    """What is wrong with the overlay of one of our own books: all words are read, once, in their order, and heard."""
    found = pairs(book)
    if not found:
        yield "epub-overlay", "nothing is read aloud"
        return
    yield from _words(book, found)
    if not manuscript.script_read:
        yield "epub-script", ""
    yield from _sound(book, found)


def _words(book: Book, found: list[Pair]) -> Found:
    (page, *_) = book.pages.values()
    by_id = {each.get("id"): each for each in elements(page) if each.get("id")}
    read = [word for pair in found if pair.target in by_id for word in _said(by_id[pair.target]).split()]
    wanted = [word for body in page.iter("body") for word in _said(body).split()]
    if read != wanted:
        end = min(len(read), len(wanted))
        at = next((n for n in range(end) if read[n] != wanted[n]), end)
        yield "epub-read-aloud", f"{' '.join(read[at : at + 6])} (page: {' '.join(wanted[at : at + 6])})"


def _said(element: parser.HtmlElement) -> str:
    """The words of an element, with those for pictures; pieces are parted, as no word goes over elements but inline."""
    own = element.get("alt", "") if element.tag == "img" else element.text or ""
    inner = "".join(_said(each) + (each.tail or "") for each in element if isinstance(each.tag, str))
    inline = element.tag in ("a", "abbr", "em", "span", "strong")
    return own + inner if inline else f" {own}{inner} "


def _sound(book: Book, found: list[Pair]) -> Found:
    data = book.files.get(found[0].sound, b"")
    heard = ffmpeg.samples(data)
    if abs(len(heard) / ffmpeg.RATE - found[-1].end) > _NEAR:
        yield "epub-sound", f"it is {len(heard) / ffmpeg.RATE:.1f} s long, and is to be heard for {found[-1].end:.1f} s"
    for pair in found:
        clip = heard[round(pair.start * ffmpeg.RATE) : round(pair.end * ffmpeg.RATE)]
        if max(clip, default=0) < _SILENT:
            yield "epub-sound", f"{pair.target} is silent"
    loud = ffmpeg.loudness(data)
    if not QUIETEST <= loud.integrated <= LOUDEST or loud.peak > HIGHEST:
        yield "epub-sound", f"{loud.integrated:.1f} LUFS, {loud.peak:.1f} dBTP"
