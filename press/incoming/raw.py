"""Every text of a Word file, gathered without asking what it is: what the draft is counted against."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from press.incoming.package import Element, WordPackage

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODE = re.compile("[0-9a-f]{1,4}")
_TEXTS = frozenset({"t", "delText"})
_PARAGRAPHS = frozenset({"p", "tr", "txbxContent", "br", "cr", "tab", "oMathPara"})
_NOTES = ("footnotes", "endnotes", "comments", "header", "footer")
_SYMBOLS = {
    "b7": "•",
    "a7": "•",
    "a8": "•",
    "fc": "✓",
    "fb": "✗",
    "b0": "°",
    "b1": "±",
    "b3": "≥",
    "a3": "≤",
    "6d": "μ",
}
"""Signs of the fonts Symbol and Wingdings, by the code that Word gives them after F0."""


def texts(package: WordPackage, gone: Collection[str]) -> Iterator[str]:
    """What stands in the document, in its notes and comments, and in its headers and footers, part by part.

    ``gone`` are the tracked changes that are left out: a paragraph whose end is among them goes on in the next.
    """
    yield "".join(text(package.document, gone))
    for _, tree in package.parts(*_NOTES):
        yield "".join(text(tree, gone))


def is_open(paragraph: Element, gone: Collection[str]) -> bool:
    """Whether the end of a paragraph is gone in a tracked change, and one follows for it to go on in."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    after = paragraph.getnext()
    follows = after is not None and after.tag == f"{_W}p"
    return follows and mark is not None and any(mark.find(f"{_W}{kind}") is not None for kind in gone)


def text(holder: Element, gone: Collection[str] = ()) -> Iterator[str]:
    """The text within an element, with white space between paragraphs. Of two forms of one thing the first counts."""
    begun = False
    for element in holder.iterchildren("*"):
        name = etree.QName(element).localname
        if name == "t":
            yield element.text or ""
        elif name == "delText":
            yield f" {element.text or ''} "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield signed(element.get(f"{_W}char", ""))
        elif name == "AlternateContent":
            yield from text(chosen(element), gone)
        else:
            goes_on = name == "p" and is_open(element, gone)
            if name in _PARAGRAPHS and not begun:
                yield "\n"
            yield from text(element, gone)
            if name in _PARAGRAPHS and not goes_on:
                yield "\n"
            begun = goes_on


def chosen(alternatives: Element) -> Element:
    """Of the forms in which a file has one thing the first that says or shows anything (ISO 29500-3, 9.3)."""
    forms = [each for each in alternatives.iterchildren("*") if etree.QName(each).localname in ("Choice", "Fallback")]
    shown = ("drawing", "pict", "object", *_TEXTS)
    telling = (form for form in forms if any(etree.QName(each).localname in shown for each in form.iter("*")))
    return next(telling, forms[0] if forms else alternatives)


def signed(code: str) -> str:
    """The character that a sign of Word's is (ISO 29500-1, 17.3.3.30); a space where it cannot be written."""
    code = code.lower()
    if code.startswith("f0") and len(code) == 4:
        return _SYMBOLS.get(code[-2:], " ")
    return chr(int(code, 16)) if _CODE.fullmatch(code) else " "
