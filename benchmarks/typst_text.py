"""The words of a manuscript as a Typst document: what a hand that knows Typst would write."""

import re
from collections.abc import Iterator
from typing import assert_never

from press.layout import Layout
from press.manuscript import Manuscript
from press.model import Block, Box, Description, Figure, Link, List, Paragraph, Section, Strong, Table, Words, plain

_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~=+\-/])")


def source(script: Manuscript, look: Layout) -> str:
    """The document, with numbered pages and a contents list, on the layout's paper in its type size."""
    page = look.page
    sides = f"top: {page.top}mm, right: {page.right}mm, bottom: {page.bottom}mm, left: {page.left}mm"
    paper = f"width: {page.width}mm, height: {page.height}mm, margin: ({sides}), columns: {look.columns}"
    lines = [
        f'#set document(title: "{plain(script.title)}", author: "{script.publisher}")',
        f'#set page({paper}, numbering: "1")',
        f'#set text(font: "Inter", size: {look.type.body:g}pt, lang: "en", region: "GB")',
        f"= {_words(script.title)}",
        _words(script.summary),
        "#outline()",
    ]
    for section in script.sections:
        lines += _section(section, 2)
    return "\n\n".join(lines) + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'=' * level} {_words(section.heading)}"
    for block in section.blocks:
        yield from _block(block)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(words):
            yield _words(words)
        case List(items):
            yield "\n".join(f"- {' '.join(text for inner in item.blocks for text in _block(inner))}" for item in items)
        case Description(entries):
            for entry in entries:
                yield f"/ {_words(entry.name)}: {' '.join(text for inner in entry.blocks for text in _block(inner))}"
        case Table(caption, head, rows):
            header = f"table.header{''.join(f'[{_words(cell)}]' for cell in head)}"
            cells = "".join(f"[{_words(cell)}]," for row in rows for cell in row)
            yield f"#figure(table(columns: {len(head)}, {header}, {cells}), caption: [{_words(caption)}])"
        case Figure():
            picture = f'image("{block.picture.name}", alt: "{block.alt}", width: 60%)'
            yield f"#figure({picture}, caption: [{_words(block.caption)}])"
        case Box():
            inner = "\n\n".join(text for each in block.blocks for text in _block(each))
            yield f"#block(stroke: 1pt, inset: 8pt)[*{_words(block.heading)}*\n\n{inner}]"
        case _:
            assert_never(block)


def _words(words: Words) -> str:
    return "".join(
        f"*{_escaped(plain(inline.words))}*"
        if isinstance(inline, Strong)
        else f'#link("{inline.address}")[{_escaped(plain(inline.words))}]'
        if isinstance(inline, Link)
        else _escaped(plain((inline,)))
        for inline in words
    )


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
