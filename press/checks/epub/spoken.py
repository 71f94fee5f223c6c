"""What a screen reader says of a book, page by page in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.epub.book import Book
from press.hypertext import spoken
from press.speech import Node, Speech


def speech(book: Book) -> Speech:
    """The whole book: the words of its pages, and what is left out of it. Raises Unreadable."""
    nodes: list[Node] = []
    remarks: dict[str, None] = {}
    left: list[str] = []
    language = next(iter(filter(None, book.said("language"))), "unknown")
    for page in book.pages.values():
        said = spoken.spoken(page)
        nodes += _in_language(said, language)
        remarks |= dict.fromkeys(said.remarks)
        left += said.left_out
    title = next(iter(filter(None, book.said("title"))), "")
    return Speech(title, language, tuple(nodes), tuple(remarks), (*left, *_unread(book)))


def _in_language(said: Speech, around: str) -> Iterator[Node]:
    """What a page says, each block with the page's language where that is another than the book's."""
    for node in said.nodes:
        changed = said.language not in ("unknown", around) and not node.language
        yield Node(node.role, node.kids, node.level, node.label, said.language) if changed else node


def _unread(book: Book) -> Iterator[str]:
    for name in book.unread:
        yield f"a file in the order of reading that is no page of words: {name}"
