"""The changes as a web page in one file: what matters most first, then all the text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from press import imprint
from press.review.changes import Change, Comparison, Topic
from press.review.changes.alignment import Span, spans
from press.review.changes.passages import Passage

_MARKS = {
    "same": Markup("{}"),
    "added": Markup('<ins><span class="hidden">[added:</span>{}<span class="hidden">]</span></ins>'),
    "removed": Markup('<del><span class="hidden">[removed:</span>{}<span class="hidden">]</span></del>'),
}
"""A screen reader may not say `ins` and `del`; so words that are not seen do."""


class _Row(NamedTuple):
    """A paragraph of both editions: what happened to it, both texts, and the two as one."""

    how: str
    kind: str
    old: Markup
    new: Markup
    line: Markup


def write(found: Comparison) -> bytes:
    """The page; nothing on it is loaded from outside, and nothing runs."""
    codes = imprint.code(found.old), imprint.code(found.new)
    rows = [_row(*pair) for pair in found.rows]
    return _template().render(found=found, topics=Topic, codes=codes, rows=rows).encode()


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(words=words, capitalize_first=lambda text: text[:1].upper() + text[1:])
    return environment.from_string((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


def words(change: Change) -> Markup:
    """What a change says: its words, or those before and after with what differs between them."""
    if change.how == "moved":
        return escape(change.now)
    return _marked(spans(change.was, change.now))


def _marked(found: list[Span]) -> Markup:
    return Markup("").join(_MARKS[kind].format(words) for kind, words in found)


def _row(old: Passage | None, new: Passage | None) -> _Row:
    was, now = old.text if old else "", new.text if new else ""
    passage = new or old
    style = passage.style if passage else ""
    heading = style.startswith(("Heading", "Title", "BoxHeading", "DefinitionTerm"))
    kind = "heading" if heading else "item" if style.startswith("List") else ""
    how = "Added" if not old else "Removed" if not new else "" if was == now else "Changed"
    found = spans(was, now)
    before = [span for span in found if span[0] != "added"]
    after = [span for span in found if span[0] != "removed"]
    wrapped = Markup('<div class="{}">{}</div>')
    sides = [
        wrapped.format(kind, _marked(side)) if text else Markup("") for side, text in ((before, was), (after, now))
    ]
    return _Row(how, kind, sides[0], sides[1], _marked(found))
