"""The blocks of prose: paragraphs, lists, tables, figures, boxes, and the sections they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from press import risks
from press.model import Block, Blocks, Box, BoxKind, Figure, Item, List, Paragraph, Section, Table, Words
from press.problems import Grade, nearest
from press.prose.inlines import Inlines, References
from press.prose.markdown import Node, blocks
from press.prose.passage import Passage

FIGURE = re.compile(r"!\[\]\(figure:([^\s()]*)\)")
PASSAGE = re.compile(r"!\[\]\(passage:([^\s()]*)\)")
DEEPEST = 4
CAPTION = re.compile(r"Table:(?:\s+|$)")
_CELL_END = re.compile(r"(?<!\\)\|")
SAID_BY = re.compile(r"(.*\n|) *-- +(\S.*)", re.DOTALL)
_BOX_HINT = "Write `::: note Heading` (or important, urgent, quote, risk, side-effect), then the text, then `:::`."
_REFUSED = {
    "blockquote_open": (
        "block-quote",
        "Block quotes are not allowed.",
        "Use a `::: quote Heading` box.",
    ),
    "code_block": ("code", "Lines indented by four spaces are code, which is not allowed.", "Indent them less."),
    "fence": ("code", "Code is not allowed.", "Take the lines that start with ``` or ~~~ out."),
    "hr": ("rule", "Horizontal rules and underlined headings are not allowed.", "Write `### Heading`, or take it out."),
}
_LISTS = ("bullet_list_open", "ordered_list_open")
_ITEM = {"paragraph_open": 0, "bullet_list_open": 1, "ordered_list_open": 1, "table_open": -1}
"""Where in a list item a block stands; what is not named here is refused wherever it stands."""


def is_section(node: Node) -> bool:
    """Whether it is a heading that starts a section of its own."""
    return node.kind == "heading_open" and node.token.markup in ("###", "####") and node.token.level == 0


def content(node: Node) -> str:
    """The inline Markdown of a paragraph, a heading or a cell."""
    return node.inside[0].token.content if node.inside else ""


class Builder:
    """Makes the blocks of one passage.

    ``ids`` maps the row of each heading to the id of its section. ``figures`` are those that may
    be placed, None for one that is itself refused. In a ``flat`` text neither has a place.
    """

    def __init__(
        self,
        passage: Passage,
        references: References,
        ids: Mapping[int, str],
        figures: Mapping[str, Figure | None],
        *,
        flat: bool = False,
    ) -> None:
        self.passage = passage
        self.rows = re.split(r"\r\n?|\n", passage.text)
        self.inlines = Inlines(passage, references)
        self.ids = ids
        self.figures = figures
        self.flat = flat

    def body(self, nodes: Sequence[Node], level: int = 3) -> tuple[Blocks, tuple[Section, ...]]:
        """What stands before the first heading of ``level``, and the sections from there on."""
        starts = [at for at, node in enumerate(nodes) if is_section(node) and len(node.token.markup) == level]
        blocks = self.blocks(nodes[: starts[0]] if starts else nodes)
        ends = [*starts[1:], len(nodes)]
        return blocks, tuple(
            self._section(nodes[a], nodes[a + 1 : b], level) for a, b in zip(starts, ends, strict=False)
        )

    def blocks(self, nodes: Iterable[Node]) -> Blocks:
        return tuple(self._blocks(nodes))

    def _blocks(self, nodes: Iterable[Node]) -> Iterator[Block]:
        caption: Node | None = None
        for node in nodes:
            if node.kind == "table_open":
                yield self._table(node, caption)
                caption = None
                continue
            self._check_followed(caption)
            caption = node if node.kind == "paragraph_open" and CAPTION.match(content(node)) else None
            name = PASSAGE.fullmatch(content(node)) if node.kind == "paragraph_open" else None
            if name:
                yield from self._shared(node, name[1])
            elif not caption:
                yield from filter(None, [self._block(node)])
        self._check_followed(caption)

    def _block(self, node: Node) -> Block | None:
        match node.kind:
            case "paragraph_open":
                return self._paragraph(node)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(node)
            case "box_open":
                return self._box(node)
            case "box_fault":
                self._broken_box(node)
            case "heading_open":
                self._misplaced_heading(node)
            case _:
                self._fault(node, *_REFUSED[node.kind])
                self.blocks(node.inside)
        return None

    def _fault(self, node: Node, rule: str, message: str, hint: str, words: str = "") -> None:
        self.passage.fault(node.row, rule, message, hint, words=words or self.rows[node.row])

    # Sections

    def _section(self, heading: Node, inside: Sequence[Node], level: int) -> Section:
        blocks, sections = self.body(inside, level + 1)
        if not inside:
            self._fault(heading, "empty-section", "Nothing stands under this heading.", "Write its text.")
        return Section(self.ids[heading.row], self._heading(heading), blocks, sections)

    def _heading(self, node: Node) -> Words:
        if not content(node):
            self._fault(node, "heading", "The heading has no words.", "Write `### Heading`.")
        elif self.rows[node.row].rstrip().endswith("#") and not content(node).endswith("#"):
            self._fault(node, "heading", "A heading has no `#` at its end.", "Write `### Heading`.")
        return self.inlines.line(content(node), node.row)

    def _misplaced_heading(self, node: Node) -> None:
        level = len(node.token.markup)
        hint = "Write `### Heading`, and `#### Heading` below it."
        if level < 3:
            message = "Headings in the text start at level 3: level 1 is the title, level 2 the section's `heading:`."
        elif level > DEEPEST:
            message = f"Headings go down to level {DEEPEST}."
        elif self.flat or not is_section(node):
            message = "A heading cannot stand in a list, in a box or in a description."
            hint = "Take it out, or write its words in a paragraph of their own."
        else:
            message = "A level is skipped: no heading of level 3 stands above."
        self._fault(node, "heading", message, hint)
        self.inlines.line(content(node), node.row)

    # Paragraphs and figures

    def _paragraph(self, node: Node) -> Block | None:
        figure = FIGURE.fullmatch(content(node))
        if figure:
            return self._figure(node, figure[1])
        return Paragraph(self.inlines.paragraph(content(node), node.row))

    def _figure(self, node: Node, name: str) -> Figure | None:
        if name in self.figures:
            placed, figure = self.inlines.references.placed, self.figures[name]
            placed[name] += 1
            return figure and replace(figure, again=placed[name] - 1)
        message, hint = f"There is no figure `{name}`.", nearest(name, self.figures)
        if self.flat:
            message, hint = "A figure cannot stand in a description.", "Place it in the body of a section."
        self._fault(node, "unknown-figure", message, hint)
        return None

    def _shared(self, node: Node, name: str) -> Blocks:
        """What a passage says that all topics share; its faults are told of the edition that it stands in."""
        references = self.inlines.references
        passage = references.passages.get(name)
        if not passage or self.flat:
            message, hint = f"There is no passage `{name}` in library.yaml.", nearest(name, references.passages)
            if self.flat:
                message, hint = "A shared passage cannot stand here.", "Place it in the body of a section."
            elif name in references.passages:
                message, hint = f"The passage `{name}` is refused in library.yaml.", "Mend it there."
            self._fault(node, "unknown-passage", message, hint)
            return ()
        own, met = Passage(replace(passage.value, problems=[])), set[str]()
        found = Builder(own, replace(references, met=met), {}, {}, flat=True).blocks(blocks(own.text))
        references.met.update(met)
        references.shared[name] = found, frozenset(met)
        for each in own.value.problems:
            message = f"In the passage `{name}` of library.yaml, line {each.place.line}: {each.message}"
            self.passage.fault(node.row, each.rule, message, each.hint, words=each.place.words, grade=each.grade)
        return found

    # Lists

    def _list(self, node: Node, depth: int = 1) -> List:
        if node.token.markup not in ("-", "."):
            hint = "Write `- item` or `1. item`."
            self._fault(node, "list-marker", f"`{node.token.markup}` does not start a list item here.", hint)
        if depth > 2:
            self._fault(node, "list-depth", "Lists go two levels deep.", "Make it flatter, or start a new list.")
        numbered = node.kind == "ordered_list_open"
        self._check_indents(node.inside, depth)
        if numbered:
            self._check_numbers(node.inside)
        items = tuple(self._item(item, depth) for item in node.inside)
        return List(items, numbered, int(node.token.attrs.get("start", 1)))

    def _item(self, node: Node, depth: int) -> Item:
        blocks: list[Block] = []
        if not node.inside:
            self._fault(node, "list-item", "The list item is empty.", "Write its words, or take it out.")
        for at, child in enumerate(node.inside):
            if child.kind in _LISTS:
                blocks.append(self._list(child, depth + 1))
            elif child.kind == "paragraph_open":
                blocks.append(Paragraph(self.inlines.paragraph(content(child), child.row)))
            else:
                self.blocks([child])
            if at != _ITEM.get(child.kind, at):
                message = "A list item is one paragraph and perhaps one list below it."
                self._fault(child, "list-item", message, "Put the rest above or below the list.")
        return Item(tuple(blocks))

    def _check_indents(self, items: Sequence[Node], depth: int) -> None:
        indents = [len(self.rows[item.row]) - len(self.rows[item.row].lstrip(" ")) for item in items]
        for item, indent in zip(items, indents, strict=True):
            if indent > (indents[0] if depth > 1 else 0):
                message = "This item is indented, but not far enough to belong to the item above."
                self._fault(item, "list-indent", message, "Put its `-` under the first letter of that item's words.")

    def _check_numbers(self, items: Sequence[Node]) -> None:
        first = int(items[0].token.info)
        for place, item in enumerate(items):
            if int(item.token.info) not in (first, first + place):
                message = f"The item would be printed as {first + place}."
                self._fault(item, "list-number", message, "Number the items one after the other.")

    # Tables

    def _table(self, node: Node, caption: Node | None) -> Table:
        words: Words = ()
        if caption:
            text = content(caption)
            words = self.inlines.line(CAPTION.sub("", text, count=1), caption.row)
        if not words:
            hint = "Write a paragraph `Table: Caption` above it."
            self._fault(caption or node, "table-caption", "The table has no caption.", hint)
        head, *rows = (row for part in node.inside for row in part.inside)
        self._check_table(node, head, rows)
        return Table(words, self._cells(head), tuple(map(self._cells, rows)))

    def _check_table(self, node: Node, head: Node, rows: Sequence[Node]) -> None:
        columns = len(head.inside)
        if columns < 2 or not rows:
            message = "A table has at least two columns, and a row below its head."
            self._fault(node, "table", message, "Write a list or a paragraph instead.")
        if any(cell.token.attrs for cell in head.inside):
            self._fault(node, "table", "Columns cannot be aligned.", "Write `|---|---|` without colons.")
        for row in rows:
            written = _cells_written(self.rows[row.row])
            if written != columns:
                message = f"The table's head has {columns} cells, this row {written}."
                self._fault(row, "table", message, "Give each row the same number of cells.")

    def _cells(self, row: Node) -> tuple[Words, ...]:
        cells = tuple(self.inlines.line(content(cell).replace("|", r"\|"), row.row) for cell in row.inside)
        heads = cells if row.inside[0].kind == "th_open" else cells[:1]
        if not all(heads):
            message = "The first row and the first column are headings, and one of them is empty."
            self._fault(row, "table", message, "Say in it what the column or the row holds.")
        return cells

    def _check_followed(self, caption: Node | None) -> None:
        if caption:
            message = "No table follows this caption."
            self._fault(caption, "table-caption", message, "Put the table right below, each line starting with `|`.")

    # Boxes

    def _box(self, node: Node) -> Box:
        kind, _, heading = node.token.info.partition(" ")
        kinds = {kind.value: kind for kind in BoxKind}
        if node.token.level:
            message = "A box cannot stand in a list or in another box."
            self._fault(node, "box", message, "Put it above or below, between blank lines.")
        if kind not in kinds:
            self._fault(node, "box", f"There is no box of the kind `{kind}`.", nearest(kind, kinds))
        if not heading.strip():
            self._fault(node, "box", "The box has no heading.", f"Write `::: {kind} Heading`.")
        if not node.inside:
            self._fault(node, "box", "The box is empty.", "Write its text.")
        words = self.inlines.line(heading.strip(), node.row)
        blocks, attribution = self._quote(node) if kind == BoxKind.QUOTE.value else (self.blocks(node.inside), ())
        box = Box(kinds.get(kind, BoxKind.NOTE), words, blocks, attribution)
        if box.kind in risks.KINDS and node.inside:
            self._check_numbers_of(box, node.inside[-1])
        return box

    def _check_numbers_of(self, box: Box, last: Node) -> None:
        for fault in risks.faults(box):
            items = last.inside if last.kind in _LISTS else [last]
            node, grade = items[min(fault.row, len(items) - 1)], Grade.ERROR if fault.certain else Grade.WARNING
            words = self.rows[node.row]
            self.passage.fault(node.row, fault.rule, fault.message, fault.hint, words=words, grade=grade)

    def _quote(self, node: Node) -> tuple[Blocks, Words]:
        """What was said, and who said it."""
        last = node.inside[-1] if node.inside else node
        match = SAID_BY.fullmatch(content(last)) if last.kind == "paragraph_open" else None
        if not match:
            hint = "End it in a line `-- who said it`, below a blank line if a list stands above."
            self._fault(node, "attribution", "The quote does not say who said it.", hint)
            return self.blocks(node.inside), ()
        blocks, said = self.blocks(node.inside[:-1]), match[1].rstrip()
        if said:
            blocks += (Paragraph(self.inlines.paragraph(said, last.row)),)
        if not blocks:
            self._fault(node, "box", "The quote is empty.", "Write what was said.")
        return blocks, self.inlines.line(match[2], last.row + match[1].count("\n"))

    def _broken_box(self, node: Node) -> None:
        message = "This is not the start of a box."
        if node.token.content == ":::":
            message = "This `:::` closes no box."
        elif node.token.content.startswith("::: "):
            message = "This box is never closed."
        self._fault(node, "box", message, _BOX_HINT)


def _cells_written(row: str) -> int:
    """The number of cells in a row as it was typed; the parser cuts and fills rows in silence."""
    cells = _CELL_END.split(row.strip())
    return len(cells) - (not cells[0]) - (not cells[-1])
