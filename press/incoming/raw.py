"""Every text of a Word file, gathered without asking what it is: what the draft is counted against."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from press.incoming.package import Element, WordPackage

_TEXTS = frozenset({"t", "delText"})
_PARAGRAPHS = frozenset({"p", "tr", "txbxContent", "br", "cr", "tab", "oMathPara"})
_NOTES = ("footnotes", "endnotes", "comments", "header", "footer")


def texts(package: WordPackage) -> Iterator[str]:
    """What stands in the document, in its notes and comments, and in its headers and footers, part by part."""
    yield "".join(text(package.document))
    for _, tree in package.parts(*_NOTES):
        yield "".join(text(tree))


def text(holder: Element) -> Iterator[str]:
    """The text within an element, with white space between paragraphs. Of two forms of one thing the first counts."""
    for element in holder.iterchildren("*"):
        name = etree.QName(element).localname
        if name == "t":
            yield element.text or ""
        elif name == "delText":
            yield f" {element.text or ''} "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "AlternateContent":
            yield from text(chosen(element))
        else:
            if name in _PARAGRAPHS:
                yield "\n"
            yield from text(element)
            if name in _PARAGRAPHS:
                yield "\n"


def chosen(alternatives: Element) -> Element:
    """Of the forms in which a file has one thing the first that says or shows anything (ISO 29500-3, 9.3)."""
    forms = [each for each in alternatives.iterchildren("*") if etree.QName(each).localname in ("Choice", "Fallback")]
    shown = ("drawing", "pict", "object", *_TEXTS)
    telling = (form for form in forms if any(etree.QName(each).localname in shown for each in form.iter("*")))
    return next(telling, forms[0] if forms else alternatives)
