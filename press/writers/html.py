"""HTML: the web page, and the pages that `press.writers.pdf` lays out.

The templates of a layout walk the blocks; the words within a line are written here, so that no
white space creeps in between them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, assert_never

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from press.layout import POINTS_PER_MILLIMETRE, WHITE, Layout, Ruler, Strings
from press.manuscript import (
    Manuscript,
    credit_line,
    described_link,
    direction,
    explained,
    gathered,
    grouped,
    parted,
    runs_from_right,
)
from press.manuscript.paper import web_address
from press.model import (
    Abbreviation,
    CrossReference,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Link,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    figures,
    plain,
)
from press.quantities import Span, Terms, tight, together
from press.writers import breaking
from press.writers.footer import footer, header_height
from press.writers.illustration import Illustrator
from press.writers.joining import joined
from press.writers.linked import linked_data

_HYPHENATED = re.compile(r"(?<![\w./@-])\w+(?:-\w+)+(?![\w/@-]|\.\w)")

SCREENS = frozenset({"page.html", "book.html"})
"""Templates of what is read on a screen."""
NOTES_LINE = 9
"""The space between two lines for notes, in millimetres."""
_INDENTS = 4
"""What lists and boxes take of a line, in ems."""


def write(manuscript: Manuscript, layout: Layout) -> bytes:
    """The leaflet as one HTML file that loads nothing from outside and runs nothing."""
    style = style_sheet(manuscript, layout, "page.css")
    page = markup(manuscript, layout, "page.html", style=style, linked_data=_linked_data(manuscript))
    return _HEAD.sub(lambda head: f"{head[0]}\n{_POLICY}", page, count=1).encode()


_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; font-src data:; '
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
)
"""Nothing is loaded and nothing runs, whatever a layout's template says (Content Security Policy Level 3)."""


def _linked_data(manuscript: Manuscript) -> Markup:
    """What search engines read, as JSON-LD."""
    text = json.dumps(linked_data(manuscript), ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  # JSON in which no element can end


def markup(manuscript: Manuscript, layout: Layout, template: str, **more: object) -> str:
    """The leaflet set in one of the layout's templates."""
    look = look_of(manuscript, layout)
    room = 0 if template in SCREENS else layout.page.height - look["top"] - look["bottom"]
    environment = _environment(layout, manuscript.strings, room)
    return _told_apart(environment.get_template(template).render(manuscript=manuscript, **look, **more))


def _told_apart(page: str) -> str:
    """The page with a number behind the name of a region that another one has before it: they are landmarks, which
    people choose from by their names (ARIA landmarks, as axe's `landmark-unique` asks)."""
    met: Counter[str] = Counter()

    def named(region: re.Match[str]) -> str:
        met[region["name"]] += 1
        count = met[region["name"]]
        return region[0] if count == 1 else f'{region["begins"]}{region["name"]} ({count})"'

    return _REGION.sub(named, page)


_REGION = re.compile(r'(?P<begins> role="region" aria-label=")(?P<name>[^"]*)"')


def style_sheet(manuscript: Manuscript, layout: Layout, name: str, **more: object) -> str:
    """One of the layout's style sheets, with the layout's values filled in."""
    environment = _environment(layout, manuscript.strings, 0)
    return environment.get_template(name).render(manuscript=manuscript, **{**look_of(manuscript, layout), **more})


def points(layout: Layout, most: Mapping[str, float]) -> dict[str, float]:
    """The type sizes by their names, in points; ``most`` are those that some may have at most."""
    sizes = {name: layout.type.points(name) for name in ("body", *layout.type.ratios)}
    return {name: min(size, most.get(name, size)) for name, size in sizes.items()}


def look_of(manuscript: Manuscript, layout: Layout) -> dict[str, Any]:
    """What templates and style sheets know of a layout, by the names that they call it."""
    foot = footer(manuscript, layout)
    return {
        "page": layout.page,
        "top": max(layout.page.top, header_height(manuscript.notice, layout) if manuscript.notice else 0),
        "bottom": max(layout.page.bottom, foot.height),
        "footer": foot,
        "points": points(layout, {}),
        "line_height": layout.type.line_height,
        "gap": layout.type.apart,
        "fonts": layout.fonts,
        "other_fonts": ", ".join(f'"{family}"' for family in layout.fonts.others),
        "weight": 700 if layout.reading.bold else 400,
        "colours": layout.coloured(manuscript.clinic.accent if manuscript.clinic else ""),
        "band": layout.band,
        "dark": layout.darkened(manuscript.clinic.accent if manuscript.clinic else ""),
        "grounded": layout.colours["paper"] != WHITE,
        "columns": layout.columns,
        "sections_apart": layout.sections_apart,
        "column_gap": layout.column_gap,
        "fold": layout.fold,
        "bleed": layout.bleed,
        "slug": layout.slug,
        "line": NOTES_LINE,
        "direction": manuscript.direction,
        "start": "right" if manuscript.direction == "rtl" else "left",
        "end": "left" if manuscript.direction == "rtl" else "right",
        "strings": manuscript.strings,
    }


@lru_cache(maxsize=64)
def _environment(layout: Layout, strings: Strings, room: float) -> ImmutableSandboxedEnvironment:
    """``room`` is the height of a page's text in millimetres, 0 on a screen."""
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(layout.templates),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    illustrator = Illustrator(layout, room)
    environment.filters.update(
        inline=_Scribe(strings, direction(strings.language) == "rtl", Line.of(layout) if room else None).inline,
        bare=lambda words: escape(plain(words)),
        label=lambda words: escape(_label(plain(words))),
        kind=lambda block: type(block).__name__,
        image=lambda figure: illustrator.figure(figure, below(figure, strings)),
        logo=lambda owner: illustrator.logo(owner.logo, owner.logo_alt),
        cover=illustrator.cover,
        pictured=lambda section: not all(figure.decorative for figure in figures([section])),
        credit_line=lambda figure: credit_line(figure, strings),
        description_link=lambda figure: described_link(figure, strings),
        direction=direction,
        css=_css,
    )
    return environment


def _label(text: str) -> str:
    """A column's name before what stands in it."""
    return text if text.endswith(("?", ":", ".", "!")) else f"{text}:"


def below(figure: Figure, strings: Strings) -> tuple[Words, ...]:
    """What stands below a picture, a paragraph each."""
    return figure.caption, credit_line(figure, strings), described_link(figure, strings)


@dataclass(frozen=True, slots=True)
class Line:
    """The narrowest line of a layout, in ems, and what measures what stands in it."""

    width: float
    ruler: Ruler

    @classmethod
    def of(cls, layout: Layout) -> Line:
        ems = layout.column * POINTS_PER_MILLIMETRE / layout.type.body
        return cls(ems - _INDENTS, layout.ruler(layout.fonts.body, bold=True) or Ruler(()))

    def fits(self, text: str) -> bool:
        return self.ruler.width(text) <= self.width


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Sets words. ``rtl`` says how the words around run; ``line`` is a line on paper, None on a screen, where a
    term can show its meaning; ``linked`` says that the words are those of a link out of the leaflet."""

    strings: Strings
    rtl: bool
    line: Line | None
    linked: bool = False

    def inline(self, words: Words) -> Markup:
        return Markup("").join(self._group(*group) for group in gathered(words, rtl=self.rtl))

    def _group(self, words: Words, left: bool) -> Markup:
        turned, hand = self._running(rtl=self.rtl and not left)
        inner = Markup("").join(hand._unbroken(words))
        return Markup("<span{}>{}</span>").format(turned, inner) if turned else inner

    def _unbroken(self, words: Words) -> Iterator[Markup]:
        """Words in which no quantity breaks, also where a part of it is stressed."""
        spans = tuple(tight(plain(words), self.strings.terms)) if len(words) > 1 else ()
        for group, whole in grouped(words, spans) if spans else [(words, False)]:
            inner = Markup("").join(self._beside_terms(group))
            yield Markup('<span class="whole">{}</span>').format(inner) if whole else inner

    def _beside_terms(self, words: Words) -> Iterator[Markup]:
        """Words in which no line ends between a term's button and the punctuation beside it."""
        for group in ((each,) for each in words) if self.line else joined(words):
            inner = Markup("").join(map(self._element, group))
            yield Markup('<span class="joined">{}</span>').format(inner) if len(group) > 1 else inner

    def _element(self, inline: Inline) -> Markup:
        match inline:
            case Text(text):
                return Markup("").join(self._piece(piece, rtl=rtl) for piece, rtl in parted(text, rtl=self.rtl))
            case Abbreviation(text, expansion):
                return Markup('<abbr title="{}">{}</abbr>').format(expansion, text)
            case Strong(words):
                return Markup("<strong>{}</strong>").format(self.inline(words))
            case Emphasis(words):
                return Markup("<em>{}</em>").format(self.inline(words))
            case Foreign(words, language):
                turned, hand = self._running(rtl=direction(language) == "rtl")
                return Markup('<span lang="{}"{}>{}</span>').format(language, turned, hand.inline(words))
            case Link(words, address):
                return self._anchor(words, address, purpose(address))
            case TopicReference(words, _, online):
                return self._anchor(words, online, "opens_website") if online else self.inline(words)
            case CrossReference(words, target, within):
                kind = "reference within" if within and self.line else "reference"
                return self._anchor(words, f"#{target}", "opens_section", kind)
            case Term(words, entry) if not self.line:
                return self._button(words, explained(entry))
            case Term(words, entry):
                return self._anchor(words, f"#{explained(entry)}", "opens_term", "term")
            case _:
                assert_never(inline)

    def _running(self, *, rtl: bool) -> tuple[Markup, _Scribe]:
        """The attribute for words that run another way than those around them, and who sets them."""
        if rtl == self.rtl:
            return Markup(""), self
        return Markup(' dir="{}"').format("rtl" if rtl else "ltr"), replace(self, rtl=rtl)

    def _piece(self, text: str, *, rtl: bool) -> Markup:
        turned, _ = self._running(rtl=rtl)
        whole = partial(_whole, terms=self.strings.terms)
        words = breaking.breakable(text, self.line.fits, whole) if self.line and self.linked else whole(text)
        return Markup("<span{}>{}</span>").format(turned, words) if turned else words

    def _button(self, words: Words, term: str) -> Markup:
        """A word that shows its meaning; without scripts, and Escape closes it (WCAG 2.2, 1.4.13)."""
        return Markup('<button type="button" class="term" popovertarget="{}--meaning" title="{}">{}</button>').format(
            term, self.strings["opens_term"].format(words=plain(words)), self.inline(words)
        )

    def _anchor(self, words: Words, address: str, purpose: str, kind: str = "") -> Markup:
        text = plain(words)
        turned, hand = self._running(rtl=self.rtl and runs_from_right(text))
        hand = replace(hand, linked=not address.startswith("#"))
        if not kind and not self.line and text == web_address(address):
            kind = "shown"  # what is printed of a page needs no address behind it
        return Markup('<a href="{}"{}{} title="{}">{}</a>').format(
            address,
            Markup(' class="{}"').format(kind) if kind else "",
            turned,
            self.strings[purpose].format(words=text),
            hand.inline(words),
        )


def _whole(text: str, terms: Terms) -> Markup:
    out, end = Markup(""), 0
    for start, stop in unbroken(text, terms):
        out += escape(text[end:start]) + Markup('<span class="whole">{}</span>').format(text[start:stop])
        end = stop
    return out + escape(text[end:])


def unbroken(text: str, terms: Terms) -> Iterator[Span]:
    """Where no word breaks at its hyphens (addresses apart) and no quantity at its dash (UKAAF G003)."""
    return together([*(match.span() for match in _HYPHENATED.finditer(text)), *tight(text, terms)])


def purpose(address: str) -> str:
    """The key of the string that says what a link opens."""
    scheme = address.partition(":")[0]
    return {"mailto": "opens_email", "tel": "opens_phone"}.get(scheme, "opens_website")


def _css(text: str, values: Mapping[str, str] | None = None) -> str:
    """A text as the value of CSS's ``content``; ``values`` are CSS functions for its braces."""
    parts = []
    for part in re.split(r"(\{\w+\})", text):
        name = part[1:-1]
        if part.startswith("{") and values and name in values:
            parts.append(values[name])
        elif part:
            quoted = part.replace("\\", r"\5c ").replace('"', r"\22 ").replace("<", r"\3c ")
            parts.append(f'"{quoted}"')
    return " ".join(parts)
