"""The pages that Typst set, looked at: what is wrong on them, and what to set otherwise the next time.

over what follows, or off     let items go of each other
the page
parted from what follows      break before the first of what belongs together; a smaller picture; let what follows
                              run on over pages
a sentence that says no       keep the paragraph whole; or have it end the page before that sentence
overleaf
lines too long                a narrower paragraph
a list of contents that is    have the text begin below it
longer than a page
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from press.layout import POINTS_PER_MILLIMETRE
from press.pagination import SENTENCE_END, goes_on, says_no
from press.writers import measure
from press.writers.typeset.leaves import Leaf, belong, elsewhere, over_each_other, read
from press.writers.typeset.painted import File
from press.writers.typeset.script import Item, Script
from press.writers.typeset.text import Text
from press.writers.typeset.words import FIRST, Piece, texts

_LONGEST = 0.6
"""The part of a page's lines that a paragraph may have and is still kept whole, so that it surely has room on one."""
_FOOTER = 2
"""The mark of what is printed at the foot of a page."""
_MEASURE = 68
"""So many characters lines have that were too long: two fewer than they may, for they are not all alike."""
_NARROWER = (1.0, 0.88)
"""By how much narrower a paragraph is tried: its narrowest letters may come to stand in whole lines only then."""
_AROUND = 1.5
"""What stands free around a block that belongs to a picture, in sizes of its type."""


@dataclass(frozen=True, eq=False)
class Change:
    """A block gets another value."""

    item: Item
    name: str
    value: object


Way = tuple[Change, ...]
"""What is tried at once."""


@dataclass(frozen=True)
class Flaw:
    """What is not as it should be: where, by its leaf's number; of which kind; what may be done, least hurt first."""

    place: int
    kind: str
    ways: tuple[Way, ...]

    @property
    def key(self) -> tuple[int, str]:
        """What it is known by when pages have been set again."""
        return self.place, self.kind


def flaws(script: Script, file: File, negations: Sequence[str]) -> list[Flaw]:
    """What is wrong on the pages, in reading order. ``negations`` are the words that say no in their language."""
    leaves = read(script, file)
    found = [
        *_contents(script, file),
        *_off(leaves, file),
        *_parted(leaves, script),
        *_torn(leaves, file, negations),
        *_long(leaves, script),
    ]
    return sorted(found, key=lambda flaw: flaw.place)


def helped(flaw: Flaw, before: Sequence[Flaw], after: Sequence[Flaw]) -> bool:
    """Whether a flaw is gone, and none has come in front of it: those behind it are seen to next."""
    known = {each.key for each in before} - {flaw.key}
    return all(each.key in known or each.place > flaw.place for each in after)


def spilled(file: File) -> bool:
    """Whether text of the leaflet runs into the foot of a page, or off it: what is kept whole found no room."""
    feet = _feet(file)
    return any(
        item.y < feet[page.number]
        for page in file.pages
        for item in page.items
        if isinstance(item, Text) and item.mark >= FIRST
    )


def _feet(file: File) -> list[float]:
    """How high the foot of each page reaches."""
    marked = ((page, [item for item in page.items if isinstance(item, Text)]) for page in file.pages)
    return [max((text.y for text in texts if text.mark == _FOOTER), default=page.box[1]) for page, texts in marked]


def changed(way: Way) -> Way:
    """Make some changes; gives back those that undo them."""
    before = tuple(Change(each.item, each.name, each.item.get(each.name, _NONE)) for each in way)
    for each in way:
        if each.value is _NONE:
            each.item.pop(each.name, None)
        else:
            each.item[each.name] = each.value
    return before[::-1]


_NONE: Any = object()


# What is on pages that it has no room on, or leaves empty


def _contents(script: Script, file: File) -> Iterator[Flaw]:
    """A list of contents that is longer than a page, behind which a page would begin: it would be nearly empty."""
    contents = script.data.get("contents")
    if contents and not contents.get("flows"):
        pages = {page.number for page in file.pages for item in page.items if _is_of(item, contents, script)}
        if len(pages) > 1:
            yield Flaw(-1, "contents", ((Change(contents, "flows", True),),))


def _is_of(text: object, contents: Item, script: Script) -> bool:
    """Whether something painted is an entry of the contents."""
    if not isinstance(text, Text) or text.mark < FIRST:
        return False
    runs = script.marks.runs[text.mark - FIRST : text.mark - FIRST + 1]
    return any(script.owners.get(run) is entry for run in runs for entry in contents["entries"])


def _off(leaves: Sequence[Leaf], file: File) -> Iterator[Flaw]:
    """What runs off its page, or over what follows: Typst sets items so that keep together in one that goes on
    overleaf, if no page has room for all of them."""
    feet = _feet(file)
    for place, leaf in enumerate(leaves):
        following = leaves[place + 1] if place + 1 < len(leaves) else None
        off = any(fragment.bottom < feet[fragment.page] for fragment in leaf.fragments)
        if off or (following and over_each_other(leaf, following)):
            lists = [holder for holder in leaf.holders if holder.get("type") == "list"]
            way = tuple(change for holder in lists[:1] for change in _let_go(holder))
            yield Flaw(place, "off", (way,) if way else ())


# What is parted


def _parted(leaves: Sequence[Leaf], script: Script) -> Iterator[Flaw]:
    for place, (leaf, following) in enumerate(pairwise(leaves)):
        if belong(leaf, following) and elsewhere(leaf, following):
            first, last = place, place + 1
            while first and belong(*leaves[first - 1 : first + 1]):
                first -= 1
            while last + 1 < len(leaves) and belong(*leaves[last : last + 2]):
                last += 1
            yield Flaw(place, "parted", tuple(filter(None, _joining(leaves, first, place, last, script))))


def _joining(leaves: Sequence[Leaf], first: int, place: int, last: int, script: Script) -> Iterator[Way]:
    """What brings together the leaves from ``first`` to ``last``, of which the one after ``place`` is parted."""
    chain = leaves[first : last + 1]
    broken = _broken_before(leaves, place)
    yield broken
    pictured = next((leaf for leaf in chain if leaf.kind == "picture"), None)
    if pictured and (limit := _smaller(pictured, chain, script)):
        yield (Change(pictured.item, "limit", limit),)
    around = {id(holder) for holder in leaves[place].holders}
    begun = [holder for holder in leaves[place + 1].holders if id(holder) not in around]
    open_ = (Change(holder, "whole", False) for holder in begun if holder.get("whole"))
    let_go = (*open_, *(change for holder in begun[:1] for change in _let_go(holder)))
    yield let_go
    yield (*broken, *let_go) if broken and let_go else ()


def _let_go(item: Item) -> Iterator[Change]:
    """What is in a block stays together only where words announce what follows them."""
    if item.get("type") in ("paragraph", "list"):
        yield Change(item, "loose", True)
    for name in ("items", "entries", "blocks", "sections"):
        for inner in item.get(name, ()):
            yield from _let_go(inner)


def _broken_before(leaves: Sequence[Leaf], place: int) -> Way:
    """A page or column ends before a leaf and what belongs to it there: before the outermost block that begins with
    these; nothing if they begin it already."""
    while place and belong(*leaves[place - 1 : place + 1]) and not elsewhere(*leaves[place - 1 : place + 1]):
        place -= 1
    if not place or elsewhere(*leaves[place - 1 : place + 1]):
        return ()
    leaf, before = leaves[place], leaves[place - 1]
    around = {id(holder) for holder in before.holders}
    begun = next((holder for holder in leaf.holders if id(holder) not in around), leaf.item)
    open_ = (holder for holder in leaf.holders if id(holder) in around and holder.get("whole"))
    return (Change(begun, "break", True), *(Change(holder, "whole", False) for holder in open_))


def _smaller(pictured: Leaf, chain: Sequence[Leaf], script: Script) -> float:
    """How wide a picture may be, in millimetres, so that all that belongs to it has room on its page; 0 if no smaller
    one is of use."""
    page, height = script.data["look"]["page"], script.data["look"]["line_height"]
    room = (page["height"] - script.data["look"]["top"] - script.data["look"]["bottom"]) * POINTS_PER_MILLIMETRE
    others = sum(
        leaf.count * leaf.fragments[0].size * height + _AROUND * leaf.fragments[0].size
        for leaf in chain
        if leaf is not pictured
    )
    wide, high = pictured.item["size"]
    is_high = pictured.fragments[0].top - pictured.fragments[0].bottom
    most = room - others
    if not pictured.item.get("least", 0) * POINTS_PER_MILLIMETRE <= most < is_high:
        return 0
    return float(most * wide / high / POINTS_PER_MILLIMETRE)


# What is torn


def _torn(leaves: Sequence[Leaf], file: File, negations: Sequence[str]) -> Iterator[Flaw]:
    """The paragraphs in which a sentence goes on overleaf and says no there."""
    longest = _LONGEST * max(len({item.y for item in page.items if isinstance(item, Text)}) for page in file.pages)
    for place, leaf in enumerate(leaves):
        if leaf.kind == "paragraph" and len(leaf.pages) > 1 and _says_no_overleaf(leaf, negations):
            short = leaf.item.get("whole") is False and leaf.count < longest
            whole = (Change(leaf.item, "whole", True),) if short else ()
            ways = whole, _before_sentence(leaf), _broken_before(leaves, place)
            yield Flaw(place, "torn", tuple(filter(None, ways)))


def _says_no_overleaf(leaf: Leaf, negations: Sequence[str]) -> bool:
    texts = [fragment.text for fragment in leaf.fragments]
    ends = (end for end in range(1, len(texts)) if leaf.fragments[end - 1].page < leaf.fragments[end].page)
    return any(goes_on(texts[end - 1]) and says_no(" ".join(texts[end:]), negations) for end in ends)


def _before_sentence(leaf: Leaf) -> Way:
    """A paragraph ends its page before the sentence that would go on overleaf; nothing where no sentence ends there."""
    if "rest" in leaf.item:
        return ()
    many = len("".join(leaf.fragments[0].lines.values()))
    text = leaf.text
    ends = [match.end() for match in SENTENCE_END.finditer(text[:many]) if text[match.end() : match.end() + 1] == " "]
    parted = divided(leaf.item["words"], ends[-1] + 1) if ends else None
    return (Change(leaf.item, "words", parted[0]), Change(leaf.item, "rest", [parted[1]])) if parted else ()


def divided(pieces: Sequence[Piece], length: int) -> tuple[list[Piece], list[Piece]] | None:
    """The pieces with so many letters, and the others; None where that is within what is one."""
    for number, piece in enumerate(pieces):
        many = len(texts((piece,)))
        if many == length:
            return list(pieces[: number + 1]), list(pieces[number + 1 :])
        if many > length:
            if "in" in piece:  # both halves of a link lead to the same place
                inner = divided(piece["in"], length)
                halves = [{**piece, "in": half} for half in inner] if inner else []
                return ([*pieces[:number], halves[0]], [halves[1], *pieces[number + 1 :]]) if halves else None
            if "t" not in piece or "page" in piece:
                return None
            before, after = piece["t"][:length], piece["t"][length:]
            return [*pieces[:number], {**piece, "t": before}], [{**piece, "t": after}, *pieces[number + 1 :]]
        length -= many
    return None


# What is too long


def _long(leaves: Sequence[Leaf], script: Script) -> Iterator[Flaw]:
    body = script.data["look"]["points"]["body"]
    pages: dict[int, list[tuple[int, list[str]]]] = {}
    for place, leaf in enumerate(leaves):
        for fragment in leaf.fragments if leaf.kind == "paragraph" else ():
            if fragment.size >= body:
                pages.setdefault(fragment.page, []).append((place, list(fragment.lines.values())))
    for found in pages.values():
        shares = {place: _MEASURE / characters for place, characters in measure.too_long(found)}
        if shares:
            yield Flaw(min(shares), "long", tuple(_narrower(leaves, shares, factor) for factor in _NARROWER))


def _narrower(leaves: Sequence[Leaf], shares: Mapping[int, float], factor: float) -> Way:
    """The paragraphs narrower; all that stand in sections of one part as narrow as the narrowest, for one that is
    wider than its neighbours looks like a mistake."""
    alike: dict[int, float] = {}
    for place, share in shares.items():
        if _in_section(leaves[place]):
            part = id(leaves[place].holders[0])
            alike[part] = min(share, alike.get(part, share))
    found = {
        place: alike.get(id(leaf.holders[0])) if _in_section(leaf) else shares.get(place)
        for place, leaf in enumerate(leaves)
        if leaf.kind == "paragraph"
    }
    return tuple(Change(leaves[place].item, "share", share * factor) for place, share in found.items() if share)


def _in_section(leaf: Leaf) -> bool:
    """Whether a leaf stands in a section, and in no list or box of it."""
    return "type" not in leaf.holders[-1]
