"""What can be wrong with a tagged PDF: the rules, where each comes from, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from press.problems import Grade, Place, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken, on a page from 1 (0: the whole file), and the words concerned."""

    rule: str
    page: int
    words: str
    message: str

    def problem(self) -> Problem:
        place = Place(f"the PDF, page {self.page}" if self.page else "the PDF", 0, self.words.strip()[:80])
        rule = RULES[self.rule]
        return Problem(self.rule, place, self.message, rule.hint, rule.grade)


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a rule comes from, and what to do if it is broken."""

    source: str
    hint: str
    grade: Grade = Grade.ERROR


_TAGS = "Make the file again; if that does not help, press/writers/tags.py tags it wrongly."
_STRUCTURE = "Make the file again; if that does not help, press/writers/structure.py writes it wrongly."
_LAYOUT = "Mend the layout's style sheet."

RULES = {
    "tag-role": Rule("ISO 14289-1, 7.1; WCAG 1.3.1", _TAGS),
    "tag-role-map": Rule("ISO 14289-1, 7.1; ISO 32000-1, 14.7.3", _STRUCTURE),
    "tag-namespace": Rule("ISO 14289-2, 8.2.5.2", _STRUCTURE),
    "tag-attribute": Rule("ISO 14289-1, 7.1", _STRUCTURE),
    "tag-alt": Rule("ISO 14289-1, 7.3; WCAG 1.1.1", _STRUCTURE),
    "tag-expansion": Rule("ISO 32000-1, 14.9.5; WCAG 3.1.4", _STRUCTURE),
    "tag-language": Rule("ISO 14289-1, 7.2; WCAG 3.1.2", _STRUCTURE),
    "tag-list-numbering": Rule("ISO 14289-1, 7.6; ISO 14289-2, 8.2.5.25", _STRUCTURE),
    "tag-scope": Rule("ISO 14289-1, 7.5; WCAG 1.3.1", _STRUCTURE),
    "tag-link": Rule("ISO 14289-1, 7.18.5; WCAG 2.4.4", _STRUCTURE),
    "tag-link-words": Rule("ISO 14289-1, 7.18.5; WCAG 2.4.4", _STRUCTURE),
    "tag-link-place": Rule("ISO 32000-1, 12.5.6.5", _STRUCTURE),
    "tag-reference": Rule("ISO 14289-2, 8.2.5.8", _STRUCTURE),
    "tag-text": Rule("ISO 14289-1, 7.1; WCAG 1.3.2", _TAGS),
    "tag-space": Rule("WCAG 1.3.2", _TAGS),
    "tag-span": Rule("ISO 14289-1, 7.1; WCAG 1.3.1", _TAGS),
    "tag-split": Rule("ISO 14289-1, 7.1; WCAG 1.3.1", _TAGS),
    "tag-order": Rule("ISO 14289-1, 7.1; WCAG 1.3.2", _TAGS),
    "tag-missing": Rule("ISO 14289-1, 7.1; WCAG 1.3.1", _TAGS),
    "tag-extra": Rule("ISO 14289-1, 7.1; WCAG 1.3.1", _TAGS),
    "tag-content": Rule("ISO 32000-1, 14.7.4", _STRUCTURE),
    "tag-twice": Rule("ISO 32000-1, 14.7.4.2", _STRUCTURE),
    "tag-orphan": Rule("ISO 14289-1, 7.1", _STRUCTURE),
    "tag-parent": Rule("ISO 32000-1, 14.7.4.4", _STRUCTURE),
    "tag-unmarked": Rule("ISO 14289-1, 7.1", _TAGS),
    "tag-artifact": Rule("ISO 14289-1, 7.1 and 7.8", _TAGS),
    "tag-page-number": Rule("WCAG 2.4.8", _TAGS),
    "tag-notice": Rule("the leaflet's standing stands on every page", _LAYOUT),
    "tag-code": Rule("the edition's code stands on every page", _LAYOUT),
    "tag-heading-level": Rule("ISO 14289-1, 7.4.2; WCAG 1.3.1", "Mend the order of headings in the leaflet."),
    "tag-figure-box": Rule("ISO 32000-1, 14.8.5.4.3", _STRUCTURE),
    "tag-imposed": Rule("ISO 14289-1, 7.1", "Look at press/writers/imposition.py."),
    "picture-resolution": Rule(
        "below 150 dots per inch, dots can be seen on paper",
        "Put in a picture of more pixels, or a drawing (SVG).",
        Grade.WARNING,
    ),
    "pdf-unreadable": Rule("ISO 32000-1", "Make the file again, without a password."),
    "pdf-language": Rule("ISO 14289-1, 7.2; WCAG 3.1.1", _STRUCTURE),
    "pdf-marked": Rule("ISO 14289-1, 6.2", _STRUCTURE),
    "pdf-title": Rule("ISO 14289-1, 7.1; WCAG 2.4.2", "Look at press/writers/metadata.py."),
    "pdf-display-title": Rule("ISO 14289-1, 7.1; WCAG 2.4.2", _STRUCTURE),
    "pdf-claims": Rule("ISO 14289-1, 5; ISO 19005-2, 6.6.4; ISO 14289-2, 5", "Look at press/writers/metadata.py."),
    "pdf-outline": Rule("ISO 14289-1, 7.17; WCAG 2.4.5", _STRUCTURE),
    "pdf-page-labels": Rule("ISO 14289-1, 7.17; WCAG 2.4.8", _STRUCTURE),
    "pdf-tab-order": Rule("ISO 14289-1, 7.18.3", _STRUCTURE),
    "pdf-contents": Rule("the layout's `contents_over`", "Look at press/writers/pdf.py."),
    "pdf-font": Rule("ISO 14289-1, 7.21.4 and 7.21.7", "Use a font that may be embedded, in fonts/."),
    "pdf-outside-page": Rule(
        "nothing of a leaflet is cut off", "Write a shorter word, or mend the layout's style sheet."
    ),
}
