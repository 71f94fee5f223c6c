"""The account of a draft: the words of the file, and those that the draft says, counted apart from each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import yaml

from press.prose.markdown import Node, bare, blocks

_UNSEEN = re.compile("[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WORD = re.compile(r"[^\W_]+")


def counted(text: str) -> list[str]:
    """The words of a text as they are counted: in lower case, without what stands between them or is not seen."""
    text = _UNSEEN.sub("", text)
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def said(text: str) -> Iterator[str]:
    """The words that a draft says, read again from its YAML by the parser of leaflets."""
    edition = yaml.safe_load(text)
    for section in edition["sections"]:
        yield section["heading"]
        yield from _bare(blocks(section["body"]))
    for figure in edition.get("figures", {}).values():
        yield from (figure.get("alt", ""), figure.get("caption", ""))
    yield from (edition["title"], edition.get("subtitle", ""), edition["summary"])
    yield from (reference["text"] for reference in edition.get("references", ()))


def _bare(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if node.kind == "inline":
            yield bare(node.token.content)
        if node.kind in ("box_open", "list_item_open"):  # a box's kind and heading, an item's number
            yield node.token.info
        yield from _bare(node.inside)
