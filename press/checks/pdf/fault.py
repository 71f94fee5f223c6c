"""What can be wrong with a tagged PDF: the rules, where each comes from, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from press.problems import Grade, Place, Problem, Rule


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken, on a page from 1 (0: the whole file), and the words concerned."""

    rule: str
    page: int
    words: str
    message: str

    def problem(self, *, own: bool = False) -> Problem:
        """What is said of it; ``own``: of a document that this press has laid out, whose author cannot mend it."""
        place = Place("the PDF", words=self.words.strip()[:80], page=self.page)
        rule = RULES[self.rule]
        if own and self.rule in OF_THE_PRESS:
            return Problem(self.rule, place, self.message, _LOOK, Grade.WARNING, rule.source)
        return Problem(self.rule, place, self.message, rule.hint, rule.grade, rule.source)


_TAGS = "Make the file again; if that does not help, the program that made it tags it wrongly: report it there."
_STRUCTURE = "Make the file again; if that does not help, report it to whoever makes the program that made it."
_LAYOUT = "Mend the style sheet or template that the file was made with."

_LOOK = "Look at the page. It cannot be set better as it stands; a few words more or less before it may mend it."
OF_THE_PRESS = frozenset(
    {
        "pdf-outside-page",
        "print-edge",
        "print-hyphens",
        "print-line-length",
        "print-negation",
        "print-paragraph-spacing",
        "print-split",
        "print-stranded",
        "print-word-split",
    }
)
"""Rules that no author can keep or break: the press tries to, and where it cannot, it warns."""

_ALL = (
    Rule("tag-role", "ISO 14289-1, 7.1; WCAG 1.3.1", "A tag is of another kind than the leaflet asks for.", _TAGS),
    Rule(
        "tag-role-map",
        "ISO 14289-1, 7.1; ISO 32000-1, 14.7.3",
        "Types of tags are mapped to others than they should be.",
        _STRUCTURE,
    ),
    Rule("tag-namespace", "ISO 14289-2, 8.2.5.2", "A tag is in the wrong namespace.", _STRUCTURE),
    Rule("tag-attribute", "ISO 14289-1, 7.1", "A tag has an attribute too many, or lacks one.", _STRUCTURE),
    Rule("tag-alt", "ISO 14289-1, 7.3; WCAG 1.1.1", "A picture's alternative text is missing or another.", _STRUCTURE),
    Rule(
        "tag-expansion",
        "ISO 32000-1, 14.9.5; WCAG 3.1.4",
        "An abbreviation is not expanded, or to other words.",
        _STRUCTURE,
    ),
    Rule("tag-language", "ISO 14289-1, 7.2; WCAG 3.1.2", "Words in another language do not say so.", _STRUCTURE),
    Rule(
        "tag-list-numbering",
        "ISO 14289-1, 7.6; ISO 14289-2, 8.2.5.25",
        "A list does not say how its items are marked.",
        _STRUCTURE,
    ),
    Rule("tag-scope", "ISO 14289-1, 7.5; WCAG 1.3.1", "A table's heading cell does not say what it heads.", _STRUCTURE),
    Rule("tag-link", "ISO 14289-1, 7.18.5; WCAG 2.4.4", "A link leads elsewhere, or is in no tag.", _STRUCTURE),
    Rule(
        "tag-link-words",
        "ISO 14289-1, 7.18.5; WCAG 2.4.4",
        "What a link says of itself is missing or wrong.",
        _STRUCTURE,
    ),
    Rule("tag-link-place", "ISO 32000-1, 12.5.6.5", "The area to click is not where the link's words are.", _STRUCTURE),
    Rule(
        "tag-reference", "ISO 14289-2, 8.2.5.8", "An entry of the contents does not refer to its section.", _STRUCTURE
    ),
    Rule("tag-text", "ISO 14289-1, 7.1; WCAG 1.3.2", "Words or numbers differ from the leaflet's.", _TAGS),
    Rule("tag-space", "WCAG 1.3.2", "A space between words is missing, or one is too many.", _TAGS),
    Rule("tag-span", "ISO 14289-1, 7.1; WCAG 1.3.1", "A tag within a line holds other words than it should.", _TAGS),
    Rule("tag-split", "ISO 14289-1, 7.1; WCAG 1.3.1", "One paragraph, list or table is several tags.", _TAGS),
    Rule("tag-order", "ISO 14289-1, 7.1; WCAG 1.3.2", "Something is not where the leaflet has it.", _TAGS),
    Rule("tag-missing", "ISO 14289-1, 7.1; WCAG 1.3.1", "Something of the leaflet is not in the tags.", _TAGS),
    Rule("tag-extra", "ISO 14289-1, 7.1; WCAG 1.3.1", "Something is in the tags that is not in the leaflet.", _TAGS),
    Rule("tag-content", "ISO 32000-1, 14.7.4", "Tags and page content do not fit each other.", _STRUCTURE),
    Rule("tag-twice", "ISO 32000-1, 14.7.4.2", "Content belongs to two tags.", _STRUCTURE),
    Rule("tag-orphan", "ISO 14289-1, 7.1", "Content belongs to no tag.", _STRUCTURE),
    Rule("tag-parent", "ISO 32000-1, 14.7.4.4", "The parent tree and the tags disagree.", _STRUCTURE),
    Rule("tag-unmarked", "ISO 14289-1, 7.1", "Something is painted that is neither tagged nor an artifact.", _TAGS),
    Rule(
        "tag-artifact",
        "ISO 14289-1, 7.1 and 7.8",
        "Something of the leaflet is marked as decoration, or decoration as something else.",
        _TAGS,
    ),
    Rule("tag-page-number", "WCAG 2.4.8", "A page's number is wrong.", _TAGS),
    Rule("tag-notice", "the leaflet's standing stands on every page", "The notice is not on a page.", _LAYOUT),
    Rule(
        "tag-code",
        "the edition's code stands on every page",
        "The edition's code is not on a page, or it is another.",
        _LAYOUT,
    ),
    Rule(
        "tag-heading-level",
        "ISO 14289-1, 7.4.2; WCAG 1.3.1",
        "A heading level is skipped.",
        "Mend the order of headings in the leaflet.",
    ),
    Rule("tag-figure-box", "ISO 32000-1, 14.8.5.4.3", "A figure's box is not where the figure is.", _STRUCTURE),
    Rule(
        "tag-imposed",
        "ISO 14289-1, 7.1",
        "A booklet's sheets do not say what its pages say.",
        _STRUCTURE,
    ),
    Rule(
        "picture-proportions",
        "DAPB1605 (2025)",
        "A picture is wider or narrower than it was drawn or taken.",
        "Look for a height beside a width in the layout's style sheet.",
    ),
    Rule(
        "picture-words",
        "WCAG 2.2, 1.3.1",
        "Words of a drawing are not painted.",
        "Look for a font that lacks them, or for something that hides them in the drawing.",
    ),
    Rule(
        "picture-people",
        "the content format",
        "A drawing shows other numbers of people than the leaflet says.",
        _STRUCTURE,
    ),
    Rule(
        "picture-resolution",
        "below 150 dots per inch, dots can be seen on paper",
        "A picture prints in dots that can be seen.",
        "Put in a picture of more pixels, or a drawing (SVG).",
        grade=Grade.WARNING,
    ),
    Rule("pdf-unreadable", "ISO 32000-1", "The file cannot be read.", "Make the file again, without a password."),
    Rule("pdf-language", "ISO 14289-1, 7.2; WCAG 3.1.1", "The file does not say its language.", _STRUCTURE),
    Rule("pdf-marked", "ISO 14289-1, 6.2", "The file does not say that it is tagged.", _STRUCTURE),
    Rule(
        "pdf-title",
        "ISO 14289-1, 7.1; WCAG 2.4.2",
        "The file's title is missing or another.",
        _STRUCTURE,
    ),
    Rule(
        "pdf-display-title",
        "ISO 14289-1, 7.1; WCAG 2.4.2",
        "The file does not ask for its title to be shown.",
        _STRUCTURE,
    ),
    Rule(
        "pdf-claims",
        "ISO 14289-1, 5; ISO 19005-2, 6.6.4; ISO 14289-2, 5",
        "The file claims other standards than it should.",
        _STRUCTURE,
    ),
    Rule("pdf-outline", "ISO 14289-1, 7.17; WCAG 2.4.5", "The bookmarks are not the headings.", _STRUCTURE),
    Rule(
        "pdf-page-labels",
        "ISO 14289-1, 7.17; WCAG 2.4.8",
        "Pages are labelled with other numbers than are printed.",
        _STRUCTURE,
    ),
    Rule("pdf-tab-order", "ISO 14289-1, 7.18.3", "The order of links is not that of the tags.", _STRUCTURE),
    Rule(
        "pdf-contents",
        "the layout's `contents_over`",
        "There is a list of contents and should be none, or the other way round.",
        _STRUCTURE,
    ),
    Rule(
        "pdf-font",
        "ISO 14289-1, 7.21.4 and 7.21.7",
        "A font is not embedded, or cannot be read.",
        "Use a font that may be embedded, and embed it.",
    ),
    Rule(
        "pdf-outside-page",
        "nothing of a leaflet is cut off",
        "Text reaches beyond the paper.",
        "Write a shorter word, or make the text smaller or its column wider.",
    ),
    Rule(
        "pdf-active",
        "ISO 32000-1, 12.6; ISO 19005-2, 6.5",
        "The file runs, sends, fetches or opens something.",
        "Take the action away, or print the file to a new PDF. Do not click at it.",
    ),
    Rule(
        "pdf-link-scheme",
        "ISO 32000-1, 12.6.4.7; RFC 3986, 3.1",
        "A link leads to a program, a script or a file, not to a page, a mailbox or a phone.",
        "Take the link away, or let it lead to https:, http:, mailto:, tel: or sms:.",
    ),
    Rule(
        "pdf-embedded",
        "ISO 32000-1, 7.11.4; ISO 19005-2, 6.8",
        "Other files are in the file, which nobody who prints it sees.",
        "Take them out, and give them beside it.",
    ),
    Rule(
        "print-nothing",
        "ISO 32000-1, 9.10",
        "There is no text to measure.",
        "Make the file again, with its text as text.",
    ),
    Rule(
        "print-type-size",
        "UKAAF G003 (2019)",
        "Type is smaller than the least.",
        "Raise the size of the type (in a layout: its size, or its ratio).",
    ),
    Rule(
        "print-small-type",
        "UKAAF G003 (2019)",
        "Page numbers, captions or credits are smaller than the body.",
        "Give it the size of the body.",
    ),
    Rule(
        "print-small-labels",
        "UKAAF G003 (2019)",
        "Labels of a picture are smaller than the body.",
        "Add a drawing for little room, `tall:`, its parts one under the other; or make its letters larger.",
        grade=Grade.WARNING,
    ),
    Rule("print-italics", "UKAAF G003; RNIB", "Letters are set in italics.", "Use bold."),
    Rule("print-underline", "UKAAF G003; RNIB", "Words are underlined that are no link.", "Use bold."),
    Rule("print-capitals", "UKAAF G003; RNIB", "A paragraph is in capitals.", "Write it in small letters."),
    Rule(
        "print-alignment",
        "UKAAF G003; RNIB",
        "Running text is centred, justified, or set to the far side.",
        "Align it to the side where lines start.",
    ),
    Rule(
        "print-line-length",
        "RNIB",
        "A page has lines of more than 70 characters on average.",
        "Widen the margins, or raise the size.",
    ),
    Rule("print-line-spacing", "UKAAF G003; RNIB", "Lines are closer than single spacing.", "Raise the line height."),
    Rule(
        "print-paragraph-spacing",
        "UKAAF G003; RNIB",
        "There is less than a blank line between paragraphs.",
        "Leave a blank line.",
    ),
    Rule(
        "print-split",
        "UKAAF G003 (2019)",
        "A phone number, a date, a time or a number and its unit is split over two lines.",
        "Put a no-break space in it.",
    ),
    Rule("print-word-split", "UKAAF G003 (2019)", "A word is split over two lines.", "Let words stay whole."),
    Rule(
        "print-hyphens",
        "UKAAF G003 (2019)",
        "A word is divided by a hyphen that is not its own.",
        "Turn hyphenation off.",
    ),
    Rule(
        "print-negation",
        "RNIB; as patient safety asks",
        "A sentence goes on overleaf, and says no there.",
        "Keep the paragraph on one page.",
        grade=Grade.WARNING,
    ),
    Rule(
        "print-stranded",
        "UKAAF G003 (2019)",
        "A heading, a lead-in, a caption or a credit is parted from what it belongs to.",
        "Keep it with what follows.",
    ),
    Rule(
        "print-contrast",
        "WCAG 2.2, 1.4.3",
        "Letters do not stand out from what is painted under them.",
        "Choose a darker or a lighter colour.",
    ),
    Rule(
        "print-over-picture",
        "UKAAF G003; RNIB",
        "Text and a picture, a pattern or a shading lie on each other.",
        "Put the text beside the picture.",
    ),
    Rule(
        "print-edge", "what office printers leave white", "Text is less than 5 mm from the edge of the paper.", _LAYOUT
    ),
    Rule("print-columns", "UKAAF G003 (2019)", "There are more columns than there may be.", "Set it in one column."),
    Rule(
        "print-page-size",
        "UKAAF G003 (2019); the layout's `page`",
        "The paper is of another size than it should be.",
        "Choose the paper of the layout; A4 for large print.",
    ),
)
RULES = {rule.id: rule for rule in _ALL}
