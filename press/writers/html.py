"""HTML: the web page, and the pages that `press.writers.pdf` lays out.

The templates of a layout walk the blocks; the words within a line are written here, so that no
white space creeps in between them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import assert_never

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from press.layout import POINTS_PER_MILLIMETRE, Layout, Strings
from press.manuscript import Manuscript, credit_line, described, explained
from press.model import (
    Abbreviation,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Link,
    Picture,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    figures,
    plain,
)

_HYPHENATED = re.compile(r"(?<![\w./@-])\w+(?:-\w+)+(?![\w/@-]|\.\w)")

NOTES_LINE = 9
"""The space between two lines for notes, in millimetres."""
_FOOTER_TITLE = 0.6
"""The part of a footer's width that its running title has; the page number has the rest."""
_MARGIN_LEADING = 1.3
_FOOTER_CLEARANCE = 12
_HEADER_CLEARANCE = 10
"""What footers and headers keep free above and below them, in millimetres."""


def write(manuscript: Manuscript, layout: Layout) -> bytes:
    """The leaflet as one HTML file that loads nothing from outside."""
    return markup(manuscript, layout, "page.html", style=style_sheet(manuscript, layout, "page.css")).encode()


def markup(manuscript: Manuscript, layout: Layout, template: str, **more: object) -> str:
    """The leaflet set in one of the layout's templates."""
    environment = _environment(layout, manuscript.strings)
    return environment.get_template(template).render(manuscript=manuscript, **_look(manuscript, layout), **more)


def style_sheet(manuscript: Manuscript, layout: Layout, name: str, **more: object) -> str:
    """One of the layout's style sheets, with the layout's values filled in."""
    environment = _environment(layout, manuscript.strings)
    return environment.get_template(name).render(manuscript=manuscript, **_look(manuscript, layout), **more)


def _look(manuscript: Manuscript, layout: Layout) -> dict[str, object]:
    sizes = {name: layout.type.points(name) for name in ("body", *layout.type.ratios)}
    return {
        "page": layout.page,
        "top": max(layout.page.top, _header_height(manuscript, layout)),
        "bottom": max(layout.page.bottom, _footer_height(manuscript, layout)),
        "footer_title": _FOOTER_TITLE,
        "points": sizes,
        "line_height": layout.type.line_height,
        "gap": layout.type.gap * layout.type.line_height,
        "fonts": layout.fonts,
        "weight": 700 if layout.reading.bold else 400,
        "colours": layout.colours,
        "columns": layout.columns,
        "column_gap": layout.column_gap,
        "fold": layout.fold,
        "bleed": layout.bleed,
        "slug": layout.slug,
        "line": NOTES_LINE,
        "strings": manuscript.strings,
    }


def _footer_height(manuscript: Manuscript, layout: Layout) -> float:
    """The millimetres that the foot of a page needs for a running title of some lines, and for the
    number of the page with the code below it."""
    return max(_height(manuscript.name, 400, _FOOTER_TITLE, layout), _lines(2, layout)) + _FOOTER_CLEARANCE


def _header_height(manuscript: Manuscript, layout: Layout) -> float:
    """The millimetres that the head of a page needs for the notice of an edition that is not current."""
    return _height(manuscript.notice, 700, 1, layout) + _HEADER_CLEARANCE if manuscript.notice else 0


def _lines(count: int, layout: Layout) -> float:
    """How many millimetres high so many lines are, in the type of margins."""
    return count * layout.type.points("small") * _MARGIN_LEADING / POINTS_PER_MILLIMETRE


def _height(text: str, weight: int, part: float, layout: Layout) -> float:
    """How many millimetres high a text is in a part of the page's width, in the type of margins."""
    size = layout.type.points("small")
    face = next(face for face in layout.faces if (face.family, face.weight) == (layout.fonts.body, weight))
    width = (layout.page.width - layout.page.left - layout.page.right) * part * POINTS_PER_MILLIMETRE / size
    lines, room = 1, width
    for word in text.split():
        if face.width(word) > room:
            lines, room = lines + 1, width
        room -= face.width(f"{word} ")
    return _lines(lines, layout)


@lru_cache(maxsize=64)
def _environment(layout: Layout, strings: Strings) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(layout.templates),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        inline=lambda words: _inline(words, strings),
        bare=lambda words: escape(plain(words)),
        kind=lambda block: type(block).__name__,
        image=_image,
        pictured=lambda section: not all(figure.decorative for figure in figures([section])),
        credit_line=lambda figure: credit_line(figure, strings),
        description_link=lambda figure: (CrossReference((Text(strings["picture_in_words"]),), described(figure)),),
        css=_css,
    )
    return environment


def _inline(words: Words, strings: Strings) -> Markup:
    return Markup("").join(_element(inline, strings) for inline in words)


def _element(inline: Inline, strings: Strings) -> Markup:
    match inline:
        case Text(text):
            return _whole(text)
        case Abbreviation(text, expansion):
            return Markup('<abbr title="{}">{}</abbr>').format(expansion, text)
        case Strong(words):
            return Markup("<strong>{}</strong>").format(_inline(words, strings))
        case Emphasis(words):
            return Markup("<em>{}</em>").format(_inline(words, strings))
        case Foreign(words, language):
            return Markup('<span lang="{}">{}</span>').format(language, _inline(words, strings))
        case Link(words, address):
            return _anchor(words, address, strings[_purpose(address)], strings)
        case TopicReference(words, _, online):
            return _anchor(words, online, strings["opens_website"], strings) if online else _inline(words, strings)
        case CrossReference(words, target):
            return _anchor(words, f"#{target}", strings["opens_section"], strings, "reference")
        case Term(words, entry):
            return _anchor(words, f"#{explained(entry)}", strings["opens_term"], strings, "term")
        case _:
            assert_never(inline)


def _whole(text: str) -> Markup:
    """Text in which no word breaks at its hyphens, addresses apart (UKAAF G003)."""
    return Markup(_HYPHENATED.sub(r'<span class="whole">\g<0></span>', str(escape(text))))  # noqa: S704  # escaped


def _anchor(words: Words, address: str, title: str, strings: Strings, kind: str = "") -> Markup:
    return Markup('<a href="{}"{} title="{}">{}</a>').format(
        address,
        Markup(' class="{}"').format(kind) if kind else "",
        title.format(words=plain(words)),
        _inline(words, strings),
    )


def _purpose(address: str) -> str:
    """The key of the string that says what a link opens."""
    scheme = address.partition(":")[0]
    return {"mailto": "opens_email", "tel": "opens_phone"}.get(scheme, "opens_website")


def _image(picture: Picture, alt: str) -> Markup:
    data = b64encode(picture.data).decode()
    return Markup('<img src="data:{};base64,{}" alt="{}" width="{}" height="{}">').format(
        picture.media_type, data, alt, round(picture.width), round(picture.height)
    )


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
