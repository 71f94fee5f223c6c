"""Blocks of a draft as the Markdown of leaflets, which reads back as the same words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from press import phones
from press.incoming.draft import Block, Box, Bullets, Decisions, Figure, Heading, Paragraph, Spans, Table, plain
from press.incoming.found import LEFT, RIGHT, Span
from press.prose import forms
from press.prose.markdown import bare
from press.prose.texts import WIDTH, started, unhashed, wrapped

_ESCAPED = re.compile(r"([\\*_\[\]`|<~{}])|&(?=#?\w+;)|\((?=(?:term|topic|lang|figure):)")
_ADDRESS = re.compile(
    r"(?P<web>\b(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]])|(?P<mail>(?<![\w.+%'-])[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}\w{2,})"
)
_NOTE = re.compile(f"\\s*{LEFT}(\\d+){RIGHT}")
_SCHEME = re.compile(r"(?i)\b(?:https?|ftp)://(?:www\.)?|\bwww\.(?=\S)|\bmailto:")
_SECOND = "the numbers of a list right behind another"
_KEPT = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Writer:
    """``language`` is the leaflet's; ``targets`` are the ids of sections by the bookmarks that lead to them."""

    language: str
    decisions: Decisions
    targets: dict[str, str] = field(default_factory=dict)
    figures: set[str] = field(default_factory=set)
    """The pictures that can be shown, by id."""

    def body(self, blocks: Sequence[Block]) -> str:
        """Blocks, with a blank line between each."""
        return "\n\n".join(filter(None, map(self.block, self.parted(blocks))))

    def parted(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Blocks; a numbered list right behind another has bullets, or Markdown would make one list of the two."""
        counted = False
        for block in blocks:
            if counted and isinstance(block, Bullets) and block.numbered:
                question = (
                    "A numbered list right behind another has bullets now: put a sentence before it, and number it."
                )
                self.decisions.ask(question, block.place)
                numbers = range(block.start, block.start + len(block.entries))
                self.decisions.omit(" ".join(f"{number}." for number in numbers), _SECOND, block.place)
                block = replace(block, numbered=False)
            yield block
            counted = isinstance(block, Bullets) and block.numbered

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(spans, place):
                return "\n".join(wrapped(started(self.words(spans, place))))
            case Heading(level, spans):
                return f"{'#' * (level + 1)} {unhashed(_escaped(clean(plain(spans))))}"
            case Bullets():
                return "\n".join(self.list(block))
            case Table():
                return self.table(block)
            case Box(kind, heading, blocks):
                return f"::: {kind} {_escaped(clean(heading))}\n{self.body(blocks)}\n:::"
            case Figure(name=name):
                return f"![](figure:{name})" if name in self.figures else ""

    def list(self, bullets: Bullets) -> Iterator[str]:
        for number, entry in enumerate(bullets.entries, bullets.start):
            mark = f"{number}. " if bullets.numbered else "- "
            words = started(self.words(entry.spans, bullets.place)) or "…"
            for at, line in enumerate(wrapped(words, WIDTH - len(mark))):
                yield (mark if at == 0 else " " * len(mark)) + line
            if entry.inner:
                yield from (" " * len(mark) + line for line in self.list(entry.inner))

    def table(self, table: Table) -> str:
        """A pipe table under its caption."""
        head, *rows = [[self.words(cell, table.place).replace("\n", " ") for cell in row] for row in table.rows]
        caption = self.words(table.caption, table.place)
        lines = [f"Table: {caption}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
        return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])

    # Words

    def words(self, spans: Spans, place: str) -> str:
        """Words with their marks; without those that Markdown would not read back."""
        spans = _merged([self.of_own_language(span) for span in spans])
        text = self.marked(spans, place)
        if _folded(bare(text)) != _folded("".join(map(_bare, spans))):
            text = self.marked(tuple(replace(span, bold=False, emphasised=False) for span in spans), place)
        return text

    def of_own_language(self, span: Span) -> Span:
        """Words in the leaflet's own language without a mark of it."""
        return replace(span, language="") if _primary(span.language) == _primary(self.language) else span

    def marked(self, spans: Spans, place: str) -> str:
        return " ".join("".join(self.span(span, place) for span in spans).split())

    def span(self, span: Span, place: str) -> str:
        text = clean(span.text)
        words = text.strip()
        if not words:
            return " " if text else ""
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        inner = self.linked(span, words, place)
        if span.bold:
            inner = f"**{inner}**"
        elif span.emphasised:
            inner = f"*{inner}*"
        return f"{before and ' '}{inner}{after and ' '}"

    def linked(self, span: Span, words: str, place: str) -> str:
        if span.link:
            return self.link(words, span.link, place)
        if span.language and _primary(span.language) != _primary(self.language) and forms.is_language(span.language):
            return f"[{_escaped(words)}](lang:{span.language})"
        made, last = "", 0
        for match in _ADDRESS.finditer(words):
            address = match[0] if match["web"] else f"mailto:{match[0]}"
            address = f"https://{address}" if address.startswith("www.") else address
            made += _escaped(words[last : match.start()]) + self.link(match[0], address, place)
            last = match.end()
        return made + _escaped(words[last:])

    def link(self, words: str, address: str, place: str) -> str:
        """A link of a kind that the format has; of others the words, and the address among what is left out."""
        shown = _escaped(_SCHEME.sub("", words).rstrip("/") or words)
        if address.startswith("#"):
            target = self.targets.get(address[1:])
            return f"[{shown}](#{target})" if target else _escaped(words)
        address = address.strip().replace("(", "%28").replace(")", "%29").replace(" ", "%20")
        if address.lower().startswith("http://"):
            self.decisions.ask(f"The address {address} is written with https: now. Does it still lead there?", place)
            address = f"https{address[4:]}"
        number = address.removeprefix("tel:").replace(" ", "").replace("%20", "").replace("-", "")
        if address.startswith("tel:") and (dialled := phones.address(number)):
            return f"[{shown}]({dialled})"
        good = forms.is_web_address(address) or (
            address.startswith("mailto:") and forms.is_email(address[7:].partition("?")[0])
        )
        if not good:
            self.decisions.omit(address, "the address of a link that a leaflet cannot have", place)
            return self.linked(Span(""), words, place) if not _SCHEME.search(words) else shown
        if address.startswith("mailto:"):
            address = address.partition("?")[0]
        if shown != _escaped(words):
            self.decisions.omit(" ".join(_SCHEME.findall(words)), "it stands in the address of the link", place)
        return f"[{shown}]({address})"


def clean(text: str) -> str:
    """Text without characters that cannot be printed; with the notes that it calls by their numbers."""
    text = _NOTE.sub(r" (note \1)", text)
    return "".join(_printable(char, text) for char in text)


def _printable(char: str, text: str) -> str:
    if char in "\t\n\r":
        return " "
    if char in _KEPT and any(other >= "\u0600" for other in text if other not in _KEPT):
        return char
    return (
        ""
        if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") or char in "\ufffc\ufffd"
        else char
    )


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\\" + match[0], text)


def _bare(span: Span) -> str:
    words = clean(span.text)
    return _SCHEME.sub("", words) if span.link or _ADDRESS.search(words) else words


def _folded(text: str) -> str:
    return "".join(_SCHEME.sub("", text).replace("/", "").split())


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _merged(spans: Sequence[Span]) -> Spans:
    """Spans of one look as one, also where white space between them looks otherwise."""
    made: list[Span] = []
    for span in spans:
        if made and (not span.text.strip() or replace(made[-1], text="") == replace(span, text="")):
            made[-1] = replace(made[-1], text=made[-1].text + span.text)
        else:
            made.append(span)
    return tuple(made)
