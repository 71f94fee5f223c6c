"""What a paragraph that came back says beside its words: where its links lead, and what in it is strong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from press.incoming.found import Line
from press.incoming.sources import Kind, Source
from press.incoming.wording import Replacement
from press.manuscript.passages import normal
from press.prose import forms

_ADDRESS = re.compile(r"\]\(((?:https?|mailto):[^()\s]*)\)")
_STRONG = re.compile(r"\*\*((?:[^*\\]|\\.)+)\*\*|\[([^\]]*)\]\(tel:[^()]*\)", re.DOTALL)
"""Strong words, and telephone numbers, which the press prints so."""
_TOPIC = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\(topic:[^()]*\)")
_LINK = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\([^()]*\)")
_WORD = re.compile(r"\w+")


def links(text: str, source: Source, line: Line) -> tuple[list[str], list[str], list[Replacement]]:
    """The addresses of a passage that the paragraph has no more, those that are new in it, and what to write for them.

    Only where one address took the place of one other is it known which was meant.
    """
    markdown = text[source.start : source.end]
    places = [(match[1], source.start + match.start(1)) for match in _ADDRESS.finditer(markdown)]
    topics = normal(" ".join(match[1] for match in _TOPIC.finditer(markdown)))  # their addresses are the library's
    leading = [span for span in line.spans if span.link.startswith(("http", "mailto:"))]
    found = [span.link for span in leading if normal(span.text) and normal(span.text) not in topics]
    gone = list(dict.fromkeys(address for address, _ in places if address not in found))
    new = list(dict.fromkeys(address for address in found if address not in [each for each, _ in places]))
    if len(gone) == len(new) == 1 and _is_sound(new[0]):
        made = [Replacement(at, at + len(address), new[0]) for address, at in places if address == gone[0]]
        return gone, new, made
    return gone, new, []


def _is_sound(address: str) -> bool:
    """Whether the format has such an address, and Markdown reads it back."""
    known = forms.is_web_address(address) or forms.is_email(address.removeprefix("mailto:"))
    return known and not set(address) & set("()<> \\")


def strong(text: str, source: Source, line: Line) -> tuple[str, str]:
    """The strong words of a passage, and those of its paragraph; both empty where nothing can be said of them."""
    if not source.markdown or source.kind is Kind.FIXED or line.heavy:
        return "", ""
    marked = _STRONG.finditer(text[source.start : source.end])
    own = [re.sub(r"\\(.)", r"\1", _LINK.sub(r"\1", match[1] or match[2])) for match in marked]
    return _listed(own), _listed([span.text for span in line.spans if span.bold])


def _listed(texts: Sequence[str]) -> str:
    return normal(" ".join(word for text in texts for word in _WORD.findall(normal(text))))
