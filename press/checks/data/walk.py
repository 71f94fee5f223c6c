"""Walks through a leaflet as data: its words in reading order, its places, what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press.interchange import (
    Abbreviation,
    Block,
    Blocks,
    Box,
    Description,
    Figure,
    Foreign,
    Inline,
    Leaflet,
    Link,
    List,
    Paragraph,
    Reference,
    Section,
    Table,
    Term,
    Text,
    Topic,
    Words,
)
from press.speech import Node, Role, Speech


def plain(words: Words) -> str:
    """The bare text of words."""
    return "".join(each.text if isinstance(each, Text | Abbreviation) else plain(each.words) for each in words)


def texts(leaflet: Leaflet) -> Iterator[str]:
    """The text of each run of words, alternative texts among them, in reading order."""
    yield from filter(None, (leaflet.publisher, leaflet.publisher_logo_alt))
    if leaflet.clinic:
        yield from (leaflet.clinic.logo_alt, leaflet.clinic.name)
    yield leaflet.notice
    yield from map(plain, (leaflet.title, leaflet.subtitle, leaflet.summary))
    for node in _nodes(leaflet):
        yield _flat(node)


def speech(leaflet: Leaflet) -> Speech:
    """What is read of a leaflet."""
    front = [leaflet.publisher, leaflet.clinic.name if leaflet.clinic else "", leaflet.notice]
    nodes = [Node(Role.PARAGRAPH, (words,)) for words in front if words]
    nodes.append(Node(Role.HEADING, tuple(_inlines(leaflet.title)), level=1))
    nodes += [Node(Role.PARAGRAPH, tuple(_inlines(words))) for words in (leaflet.subtitle, leaflet.summary) if words]
    return Speech(plain(leaflet.title), leaflet.language, (*nodes, *_nodes(leaflet)))


def figures(leaflet: Leaflet) -> Iterator[Figure]:
    for section in _sections(part.section for part in leaflet.parts):
        yield from (block for block in _all(section.blocks) if isinstance(block, Figure))


def places(leaflet: Leaflet) -> Iterator[str]:
    """The ids of what can be referred to."""
    for section in _sections(part.section for part in leaflet.parts):
        yield section.id
        for block in _all(section.blocks):
            if isinstance(block, Figure):
                yield block.id
            elif isinstance(block, Description):
                yield from (entry.id for entry in block.entries if entry.id)


def targets(leaflet: Leaflet) -> Iterator[str]:
    """What is referred to."""
    for section in _sections(part.section for part in leaflet.parts):
        for words in (section.heading, *(words for block in _all(section.blocks) for words in _words(block))):
            yield from _targets(words)
    yield from (figure.described for figure in figures(leaflet) if figure.described)


def _targets(words: Words) -> Iterator[str]:
    for each in words:
        if isinstance(each, Reference):
            yield each.target
        elif isinstance(each, Term):
            yield each.entry
        if not isinstance(each, Text | Abbreviation):
            yield from _targets(each.words)


def _words(block: Block) -> Iterator[Words]:
    """The words that stand in a block itself."""
    match block:
        case Paragraph(words):
            yield words
        case Table(caption, head, rows):
            yield from (caption, *head, *(cell for row in rows for cell in row))
        case Figure():
            yield from (block.caption, block.credit)
        case Box():
            yield from (block.heading, block.attribution)
        case Description(entries):
            yield from (entry.name for entry in entries)
        case List():
            return


def _sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _all(blocks: Blocks) -> Iterator[Block]:
    """Blocks, and those within them."""
    for block in blocks:
        yield block
        match block:
            case List(items):
                yield from (inner for item in items for inner in _all(item))
            case Description(entries):
                yield from (inner for entry in entries for inner in _all(entry.blocks))
            case Box():
                yield from _all(block.blocks)


# What is said


def _nodes(leaflet: Leaflet) -> Iterator[Node]:
    for part in leaflet.parts:
        yield from _section(part.section, 2)


def _section(section: Section, level: int) -> Iterator[Node]:
    yield Node(Role.HEADING, tuple(_inlines(section.heading)), level=level)
    yield from _blocks(section.blocks, level + 1)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _blocks(blocks: Blocks, level: int) -> Iterator[Node]:
    for block in blocks:
        yield from _block(block, level)


def _block(block: Block, level: int) -> Iterator[Node]:
    match block:
        case Paragraph(words):
            yield _paragraph(words)
        case List(items, numbered, start):
            labels = (f"{number}." if numbered else "•" for number in range(start, start + len(items)))
            inner = zip(items, labels, strict=True)
            yield Node(
                Role.LIST, tuple(Node(Role.ITEM, tuple(_blocks(item, level)), label=label) for item, label in inner)
            )
        case Description(entries):
            for entry in entries:
                yield _paragraph(entry.name)
                yield from _blocks(entry.blocks, level)
        case Table(caption, head, rows):
            yield _paragraph(caption)
            yield Node(Role.TABLE, (_row(head, len(head)), *(_row(row, 1) for row in rows)))
        case Figure():
            yield from _figure(block)
        case Box():
            yield Node(Role.HEADING, tuple(_inlines(block.heading)), level=level)
            yield from _blocks(block.blocks, level + 1)
            yield from (_paragraph(words) for words in [block.attribution] if words)


def _figure(figure: Figure) -> Iterator[Node]:
    if not figure.alt:
        return
    yield Node(Role.PARAGRAPH, (Node(Role.PICTURE, label=figure.alt),))
    yield from (_paragraph(words) for words in (figure.caption, figure.credit) if words)
    if figure.link:
        yield Node(Role.PARAGRAPH, (Node(Role.LINK, (figure.link,)),))


def _row(cells: tuple[Words, ...], heads: int) -> Node:
    """A row, whose first cells are headings."""
    roles = [Role.HEAD] * heads + [Role.CELL] * (len(cells) - heads)
    return Node(Role.ROW, tuple(Node(role, tuple(_inlines(cell))) for role, cell in zip(roles, cells, strict=True)))


def _paragraph(words: Words) -> Node:
    return Node(Role.PARAGRAPH, tuple(_inlines(words)))


def _inlines(words: Words) -> Iterator[Node | str]:
    for each in words:
        yield from _inline(each)


def _inline(each: Inline) -> Iterator[Node | str]:
    match each:
        case Text(text) | Abbreviation(text):
            yield text
        case Link() | Reference() | Term():
            yield Node(Role.LINK, tuple(_inlines(each.words)))
        case Topic() if each.online:
            yield Node(Role.LINK, tuple(_inlines(each.words)))
        case Foreign():
            yield Node(Role.WORDS, tuple(_inlines(each.words)), language=each.language)
        case _:
            yield from _inlines(each.words)


def _flat(node: Node) -> str:
    """The words of a node, those of pictures among them."""
    inner = ("".join(_bare(kid) for kid in node.kids),) if _holds_words(node) else map(_flat, _kids(node))
    return " ".join(inner)


def _holds_words(node: Node) -> bool:
    return node.role in (Role.PARAGRAPH, Role.HEADING, Role.CELL, Role.HEAD)


def _kids(node: Node) -> Iterator[Node]:
    return (kid for kid in node.kids if isinstance(kid, Node))


def _bare(kid: Node | str) -> str:
    if isinstance(kid, str):
        return kid
    return kid.label if kid.role is Role.PICTURE else "".join(map(_bare, kid.kids))
