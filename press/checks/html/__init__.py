"""Reads a finished web page again: its words, and what a machine can tell of WCAG 2.2."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from lxml import html as parser

from press.checks.html import pictured, reach
from press.manuscript import Manuscript, section_texts
from press.model import Section, figures, plain
from press.pictures import people
from press.problems import Place, Problem, Rule

_SCHEMES = frozenset({"https", "http", "mailto", "tel"})
_NOT_READ = frozenset({"script", "style", "nav"})
_HEADINGS = [f"h{level}" for level in range(1, 7)]


_HINT = "Mend the layout's page.html; a person has to look at it."
_ALL = (
    Rule("html-words", "DAPB1605 (2025)", "The words are not those of the leaflet.", _HINT),
    Rule("html-language", "WCAG 2.2, 3.1.1", "The page does not say its language.", _HINT),
    Rule("html-title", "WCAG 2.2, 2.4.2", "The page's title is not the leaflet's.", _HINT),
    Rule("html-headings", "WCAG 2.2, 1.3.1", "A heading level is skipped, or the first is not there once.", _HINT),
    Rule("html-alt", "WCAG 2.2, 1.1.1", "A picture has no alternative text.", _HINT),
    Rule("html-proportions", "CSS 2.2, 10.4", "A picture is wider or narrower than it was drawn or taken.", _HINT),
    Rule(
        "html-ground", "WCAG 2.2, 1.4.11", "A picture is seen through, so that a reader's own colours hide it.", _HINT
    ),
    Rule("html-people", "the content format", "A drawing shows other numbers of people than the leaflet says.", _HINT),
    Rule("html-skip", "WCAG 2.2, 2.4.1", "The first link does not lead past the list of contents.", _HINT),
    Rule("html-link-words", "WCAG 2.2, 2.4.4", "A link has no words.", _HINT),
    Rule("html-link-target", "WCAG 2.2, 2.4.4", "A link leads to no place on the page.", _HINT),
    Rule("html-link-scheme", "the content format", "A link has an address that no reader may follow.", _HINT),
    Rule("html-meaning", "WCAG 2.2, 3.1.3", "A word's meaning is missing, or not the glossary's.", _HINT),
    Rule("html-metadata", "schema.org, MedicalWebPage", "Search engines are told something else.", _HINT),
    Rule("html-id", "HTML, 3.2.6", "Two elements have the same id.", _HINT),
    Rule(
        "html-outside", "one file that needs no network", "The page holds what may load, send or run something.", _HINT
    ),
)
RULES = {rule.id: rule for rule in _ALL}


def check(data: bytes, manuscript: Manuscript) -> tuple[Problem, ...]:
    """Every problem of a web page, beside the manuscript that it was written from."""
    page = parser.document_fromstring(data, parser=parser.HTMLParser(encoding="utf-8"))
    witness = _Witness(data, page, manuscript)
    return tuple(witness.problems())


class _Witness:
    def __init__(self, data: bytes, page: parser.HtmlElement, manuscript: Manuscript) -> None:
        self.data = data
        self.page = page
        self.manuscript = manuscript
        self.file = f"{manuscript.topic}/{manuscript.edition} (web page)"

    def problems(self) -> Iterator[Problem]:
        yield from self.words()
        yield from self.language_and_title()
        yield from self.headings()
        yield from self.pictures()
        yield from self.skip()
        yield from self.links()
        yield from self.meanings()
        yield from self.linked_data()
        yield from self.ids()
        yield from self.self_contained()

    def problem(self, rule: str, words: str, message: str) -> Problem:
        return Problem(rule, Place(self.file, 0, words[:80]), message, _HINT, source=RULES[rule].source)

    def words(self) -> Iterator[Problem]:
        """The page says what the manuscript says, in the same order, and nothing else."""
        (main,) = self.page.iter("main")
        said = " ".join(_read(main)).split()
        wanted = " ".join(self.manuscript.texts()).split()
        if said == wanted:
            return
        at = next((n for n, pair in enumerate(zip(said, wanted, strict=False)) if pair[0] != pair[1]), -1)
        at = min(len(said), len(wanted)) if at < 0 else at
        there, here = " ".join(wanted[at : at + 8]), " ".join(said[at : at + 8])
        yield self.problem("html-words", here, f"The page differs from the leaflet, which says “{there}” here.")

    def language_and_title(self) -> Iterator[Problem]:
        if self.page.get("lang") != self.manuscript.language:
            yield self.problem("html-language", self.page.get("lang") or "", "The page's language is wrong.")
        title = self.page.findtext("head/title") or ""
        if plain(self.manuscript.title) not in title:
            yield self.problem("html-title", title, "The page's title is not the leaflet's.")

    def headings(self) -> Iterator[Problem]:
        found = [(int(element.tag[1]), element) for element in self.page.iter(*_HEADINGS)]
        if [level for level, _ in found].count(1) != 1:
            yield self.problem("html-headings", "", "The page has not one heading of the first level.")
        for (before, _), (level, element) in pairwise(found):
            if level > before + 1:
                yield self.problem("html-headings", element.text_content(), "A heading level is skipped.")

    def pictures(self) -> Iterator[Problem]:
        for image in self.page.iter("img"):
            if image.get("alt") is None:
                yield self.problem("html-alt", image.get("src", "")[:30], "A picture has no alt attribute.")
        for words, message in pictured.stretched(self.page):
            yield self.problem("html-proportions", words, message)
        for words in pictured.seen_through(self.page):
            yield self.problem("html-ground", words, "A picture has no ground of its own.")
        for alt in people.miscounted(pictured.drawings(self.page), figures(self.manuscript.sections)):
            yield self.problem("html-people", alt, "A drawing shows other numbers of people than the leaflet says.")

    def skip(self) -> Iterator[Problem]:
        """The first link leads to what stands behind the list of contents."""
        order = list(self.page.iter("a", "div", "nav"))
        first = next((each for each in order if each.tag == "a"), None)
        behind = {each.get("id") for nav in order if nav.tag == "nav" for each in order[order.index(nav) :]}
        if first is not None and first.get("href", "")[1:] not in behind:
            yield self.problem("html-skip", first.text_content(), "The first link leads past nothing.")

    def links(self) -> Iterator[Problem]:
        ids = {element.get("id") for element in self.page.iter() if element.get("id")}
        for link in self.page.iter("a"):
            address, words = link.get("href", ""), link.text_content().strip()
            if not words:
                yield self.problem("html-link-words", address, "A link has no words.")
            if address.startswith("#"):
                if address[1:] not in ids:
                    yield self.problem("html-link-target", words, "A link leads to no place on the page.")
            elif urlsplit(address).scheme not in _SCHEMES:
                yield self.problem("html-link-scheme", address, "A link has an address that no reader may follow.")

    def meanings(self) -> Iterator[Problem]:
        """A word that shows its meaning shows the glossary's, in a dialog with a name, which the keyboard enters."""
        dialogs = [each for each in self.page.iter("div") if each.get("popover") is not None]
        shown = {dialog.get("id"): _meaning(dialog) for dialog in dialogs}
        for dialog in dialogs:
            if not all(dialog.get(key) is not None for key in ("autofocus", "tabindex", "aria-labelledby")) or (
                dialog.get("role") != "dialog" or not _closes(dialog)
            ):
                yield self.problem("html-meaning", dialog.text_content(), "This is no dialog that a keyboard can use.")
        for entry in self.manuscript.terms:
            meaning = " ".join(section_texts(Section("", entry.name, entry.blocks), self.manuscript.strings))
            if shown.get(f"{entry.anchor}--meaning") != " ".join(meaning.split()):
                yield self.problem("html-meaning", plain(entry.name), "A word's meaning is not the glossary's.")
        targets = {dialog.get("id") for dialog in dialogs}
        for button in self.page.iter("button"):
            if button.get("popovertarget") not in targets:
                yield self.problem("html-meaning", button.text_content(), "A button shows nothing.")

    def linked_data(self) -> Iterator[Problem]:
        """What the page says to search engines is what the leaflet says (schema.org, MedicalWebPage)."""
        try:
            (said,) = (json.loads(script.text or "") for script in self.page.iter("script"))
        except ValueError:
            yield self.problem("html-metadata", "", "The page does not say to machines, once, what it is.")
            return
        script = self.manuscript
        wanted = {"@type": "MedicalWebPage", "name": plain(script.title), "lastReviewed": str(script.last_reviewed)}
        for key, value in wanted.items():
            if said.get(key) != value:
                yield self.problem("html-metadata", f"{key}: {said.get(key)}", f"It should be “{value}”.")

    def ids(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for element in self.page.iter():
            name = element.get("id")
            if name in seen:
                yield self.problem("html-id", name or "", "Two elements have the same id.")
            seen.add(name or "")

    def self_contained(self) -> Iterator[Problem]:
        """Nothing is loaded from outside, and nothing runs."""
        for words, message in reach.faults(self.data):
            yield self.problem("html-outside", words, message)


def _read(element: parser.HtmlElement) -> Iterator[str]:
    """The text of an element as it is read: block by block, alternative texts in their places."""
    if element.tag in _NOT_READ or not isinstance(element.tag, str) or element.get("popover") is not None:
        return
    inline = element.tag in ("a", "abbr", "button", "em", "span", "strong")
    parts = [element.get("alt", "")] if element.tag == "img" else [element.text or ""]
    for child in element:
        parts.append("".join(_read(child)))
        parts.append(child.tail or "")
    text = "".join(parts)
    yield text if inline else f" {text} "


def _closes(dialog: parser.HtmlElement) -> bool:
    """Whether a dialog has a button that closes it."""
    actions = ((button.get("popovertarget"), button.get("popovertargetaction")) for button in dialog.iter("button"))
    return (dialog.get("id"), "hide") in actions


def _meaning(dialog: parser.HtmlElement) -> str:
    """The words of a dialog, without those of the button that closes it."""
    return " ".join("".join(map(str, dialog.xpath(".//text()[not(ancestor::button[@popovertargetaction])]"))).split())
