"""What elements of a page are, and what they are called (WAI-ARIA 1.2; Accessible Name and Description 1.2)."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import html as parser

Element: TypeAlias = parser.HtmlElement

_SPACE = re.compile(r"\s+")
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
"""Styles that hide."""
_IMPLICIT = {"li": "listitem", "table": "table", "tr": "row", "td": "cell", "th": "columnheader", "img": "img"}
_IMPLICIT |= {"select": "listbox", "textarea": "textbox", "math": "math", "svg": "svg", "area": "link"}
_IMPLICIT |= dict.fromkeys(("ul", "ol", "menu"), "list") | dict.fromkeys(("button", "summary"), "button")
_IMPLICIT |= dict.fromkeys(("p", "dt", "dd", "figcaption", "caption", "legend"), "paragraph")
_IMPLICIT |= dict.fromkeys((f"h{level}" for level in range(1, 7)), "heading")
_FIELDS = {"checkbox": "checkbox", "radio": "radio", "hidden": "none", "range": "slider"}
_FIELDS |= dict.fromkeys(("submit", "button", "reset", "image"), "button")
KNOWN = frozenset(_IMPLICIT.values()) | frozenset(_FIELDS.values()) | {
    *("link", "grid", "treegrid", "gridcell", "rowheader", "presentation", "switch", "searchbox", "combobox"),
    *("spinbutton", "menuitem", "tab", "option", "directory"),
}  # fmt: skip
"""Roles that are read in a way of their own; all others stand for nothing but what is in them."""
_MOST_IDS = 100
_LONGEST = 2000
"""Of a name; one element may name thousands."""
_HOLDING = ("select", "textarea", "script", "style")
_SAME = {"grid": "table", "treegrid": "table", "gridcell": "cell", "rowheader": "columnheader", "directory": "list"}
_SAME |= {"presentation": "none", "switch": "checkbox", "searchbox": "textbox", "spinbutton": "textbox"}
_SAME |= {"combobox": "listbox", "menuitem": "button", "tab": "button"}


def role(element: Element) -> str:
    """What an element is to assistive technology; empty for what only holds others."""
    said = (each for each in (element.get("role") or "").lower().split() if each in KNOWN)
    found = next(said, "") or _implicit(element)
    return _SAME.get(found, found)


def _implicit(element: Element) -> str:
    tag = str(element.tag)
    if tag == "a":
        return "link" if element.get("href") is not None else ""
    if tag == "input":
        return _FIELDS.get((element.get("type") or "text").lower(), "textbox")
    return _IMPLICIT.get(tag, "")


def hidden(element: Element) -> str:
    """Why an element is not read, in words; empty where it is."""
    if (element.get("aria-hidden") or "").lower() == "true":
        return "words that are hidden from screen readers (aria-hidden)"
    if element.get("inert") is not None:
        return "words that are switched off (inert)"
    if element.get("popover") is not None or (element.tag == "dialog" and element.get("open") is None):
        return "words that open when they are asked for"
    if element.get("hidden") is not None or UNSEEN.search(element.get("style") or ""):
        return "hidden words"
    return ""


class Names:
    """The names of a page's elements."""

    def __init__(self, page: Element) -> None:
        self._named = {each.get("id"): each for each in page.iter("*") if each.get("id")}
        self._texts: dict[Element, str] = {}
        self._labels: dict[str, list[Element]] = {}
        for label in page.iter("label"):
            self._labels.setdefault(label.get("for") or "", []).append(label)

    def given(self, element: Element) -> str:
        """The name that an author gave in place of what is in an element."""
        ids = (element.get("aria-labelledby") or "").split()
        found = [each for each in map(self._named.get, ids[:_MOST_IDS]) if each is not None]
        parts = [self._text(each) for each in found]
        return " ".join(filter(None, parts)) or flat(element.get("aria-label") or "")

    def _text(self, element: Element) -> str:
        """The words of an element that gives others their name, which it may to many."""
        if element not in self._texts:
            self._texts[element] = shortened(flat(element.get("aria-label") or text(element)))
        return self._texts[element]

    def picture(self, element: Element) -> str:
        title = element.find("title") if element.tag == "svg" else None
        inner = "" if title is None else flat(text(title))
        return self.given(element) or flat(element.get("alt") or "") or inner or flat(element.get("title") or "")

    def field(self, element: Element) -> str:
        """The name of a field of a form: given, of its label, or else what stands in it as a hint."""
        labels = self._labels.get(element.get("id") or "\0", [])
        around = element.getparent()
        while not labels and around is not None:
            labels = [around] if around.tag == "label" else []
            around = around.getparent()
        words = " ".join(map(self._text, labels[:_MOST_IDS]))
        return self.given(element) or words or flat(element.get("title") or element.get("placeholder") or "")


def text(element: Element) -> str:
    """All words in an element, those of pictures too, but for what fields hold."""
    words = [element.text or ""]
    for kid in element.iterchildren("*"):
        if kid.tag not in _HOLDING:
            words.append(kid.get("alt") or text(kid))
        words.append(kid.tail or "")
    return "".join(words)


def shortened(words: str) -> str:
    """A name that is no book."""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}… (and {len(words) - _LONGEST} more characters)"


def flat(words: str) -> str:
    return _SPACE.sub(" ", words).strip()
