"""What stands in the files of a library, key by key: editions, the library's own file, clinics, and what lies beside
them. The reader reads by these, and the schemas are made from them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from press.layout import ENGINES
from press.model import Progress, SignatureKind, Status
from press.shape import (
    COLOUR,
    CONTACT,
    DATE,
    EMAIL,
    FLAG,
    ID,
    LANGUAGE,
    LINE,
    PHONE,
    PICTURE,
    PROSE,
    TEXT,
    TOPIC,
    WEB_ADDRESS,
    Choice,
    Entries,
    Form,
    Items,
    Key,
    Kind,
    Scalar,
    Shape,
    given,
    needed,
    optional,
)

# An edition

STATUS = Choice(
    tuple(status.value for status in Status),
    {
        Status.DRAFT.value: "Nobody has approved it yet: documents say on every page that it is a draft.",
        Status.APPROVED.value: "It may be given to patients.",
        Status.WITHDRAWN.value: "It is no longer in use, and no document of it is made.",
    },
)
_CREDIT = Shape(
    {
        "text": needed(LINE, "Who made the picture, as it is printed below it."),
        "licence": Key(LINE, "The licence it may be used by, such as CC BY 4.0."),
        "url": Key(WEB_ADDRESS, "Where the picture or its licence is on the web."),
    }
)
_SAYS_NOTHING = ("alt", "caption", "long_description", "tall")
"""What a decorative picture has none of."""
_DECORATIVE = {"required": ["decorative"], "properties": {"decorative": {"enum": [True, "true"]}}}
FIGURE = Shape(
    {
        "file": needed(PICTURE, "The name of the picture's file, which lies beside the edition: .svg, .png or .jpg."),
        "alt": Key(LINE, "What the picture shows, for those who cannot see it: at most 250 characters."),
        "long_description": Key(PROSE, "What a diagram shows in full, in prose: for instance the steps of a process."),
        "caption": Key(LINE, "What is printed below the picture."),
        "credit": Key(_CREDIT, "Who made the picture and by which licence it may be used; or write `own: true`."),
        "decorative": Key(FLAG, "`true` where the picture says nothing: it has no `alt` then, and no caption."),
        "own": Key(FLAG, "`true` where the picture is the publisher's own, and needs no credit."),
        "review": Key(DATE, "When the picture has to be looked at again, if that is before the leaflet's review."),
        "tall": Key(PICTURE, "The same drawing laid out for little room, its parts one under the other."),
    },
    also=(
        {
            "if": _DECORATIVE,
            "then": {"not": {"anyOf": [given(key) for key in _SAYS_NOTHING]}},
            "else": given("alt"),
        },
        {
            "if": {"required": ["own"], "properties": {"own": {"enum": [True, "true"]}}},
            "else": given("credit"),
        },
    ),
)
SECTION = Shape(
    {
        "heading": needed(LINE, "The section's heading, of level 2."),
        "body": needed(PROSE, "What it says, in Markdown: paragraphs, lists, tables, boxes, and headings from ###."),
        "id": Key(ID, "By what links lead here, as in [below](#at-home). Left out, it is made from the heading."),
    }
)
REVIEW = Shape(
    {
        "status": needed(STATUS, "How far the edition is: a draft, approved, or withdrawn."),
        "last": needed(DATE, "When it was last reviewed: the date in the file's name."),
        "next": needed(DATE, "When it has to be reviewed again."),
        "approved_by": Key(LINE, "The role of who approved it, such as Clinical lead."),
        "changes": Key(Items(LINE), "What has changed since the edition before, in a sentence each."),
    }
)
OWNER = Shape(
    {
        "role": needed(LINE, "The role of who looks after the topic, such as Lead physiotherapist."),
        "address": needed(LINE, "Where they are reached, such as an e-mail address."),
    }
)
REFERENCE = Shape(
    {
        "text": needed(LINE, "The source as it is printed: who, what, where, when."),
        "url": Key(WEB_ADDRESS, "Where it is on the web."),
    }
)
DIFFERENCE = Shape(
    {
        "words": needed(LINE, "Words of the line whose numbers differ from the original's."),
        "reason": needed(LINE, "Why they may."),
    }
)
GLOSSARY = Entries(LINE, LINE, "lymph node")
EDITION = Shape(
    {
        "title": needed(LINE, "What the leaflet is called."),
        "subtitle": Key(LINE, "What stands below the title."),
        "summary": needed(LINE, "One or two plain sentences on what the leaflet is about."),
        "language": Key(LANGUAGE, "The language it is in, such as cy or en-GB. Left out, it is that of the library."),
        "keywords": Key(Items(LINE), "Words by which the catalogue and search engines find it."),
        "review": needed(REVIEW, "How the edition stands: its status, and when it is reviewed."),
        "sections": needed(Items(SECTION, least=1), "The text, section by section."),
        "figures": Key(Entries(ID, FIGURE, "knee"), "The pictures, each by a name; ![](figure:knee) puts one there."),
        "abbreviations": Key(
            Entries(LINE, LINE, "ECT"), "What abbreviations stand for. Each is spelled out where it is first used."
        ),
        "glossary": Key(GLOSSARY, "Plain meanings of words. They win over those of library.yaml."),
        "contacts": Key(
            Items(CONTACT, distinct=True), "Whom to turn to: names of contacts in library.yaml, in its order."
        ),
        "related": Key(Items(TOPIC, distinct=True), "Other topics, by the names of their folders."),
        "references": Key(Items(REFERENCE), "The evidence."),
        "online": Key(WEB_ADDRESS, "Where the leaflet is on the web; printed in words and as a QR code."),
        "waivers": Key(
            Entries(TEXT, TEXT, "rule"), "Rules that its documents may break, by their ids, each with the reason."
        ),
        "publisher": Key(TEXT, "Who publishes it, if not the library: one of `publishers` in library.yaml."),
        "owner": Key(OWNER, "Who looks after the topic. It is printed nowhere; `due` shows it."),
        "differences": Key(
            Items(DIFFERENCE), "Of a translation: lines whose numbers are rightly not those of the original."
        ),
        "tells": Key(
            Items(ID, distinct=True), "Of an edition in Easy Read: the sections of the other edition that it tells."
        ),
    }
)

# What all topics share

_WAYS = {
    "phone": Key(PHONE, "A phone number in quotes, as it is printed: each number in it can be dialled."),
    "hours": Key(LINE, "When somebody answers, such as: Monday to Friday, 9am to 4pm."),
    "email": Key(EMAIL, "An e-mail address."),
    "url": Key(WEB_ADDRESS, "A web address, whole, as in https://example.org."),
}
CONTACT_OF = Shape(
    {
        "name": needed(LINE, "What the contact is called."),
        "description": Key(LINE, "What it is for, in a sentence."),
        **_WAYS,
        "checked": Key(DATE, "When somebody last tried it."),
    }
)
_CONTACTS = Key(Entries(ID, CONTACT_OF, "helpline"), "Whom to turn to: one register, which leaflets refer to by name.")
_TERMS = Key(GLOSSARY, "Plain meanings of words: a leaflet marks them as [words](term:).")
_PASSAGES = Key(
    Entries(ID, PROSE, "when-to-call"),
    "Passages that stand once here and in many leaflets: ![](passage:when-to-call) puts one there.",
)
_ADDRESS = Key(Items(LINE), "The publisher's address, a list of lines; printed behind its name at the leaflet's end.")
PUBLISHER = Shape({"name": needed(LINE, "What the publisher is called, as it is printed."), "address": _ADDRESS})
_FORMATS = Key(LINE, "How to ask for braille, audio, Easy Read or another language.")
_LEXICON = Key(
    Entries(TEXT, TEXT, "bleomycin"),
    "How a voice says what it says wrongly: respelt, or in IPA /between strokes/.",
)
LIBRARY = Shape(
    {
        "publisher": needed(LINE, "Who publishes the leaflets; printed on each."),
        "address": _ADDRESS,
        "publishers": Key(
            Entries(ID, PUBLISHER, "riverside-trust"),
            "Who else publishes leaflets of this library: an edition names one by its id.",
        ),
        "language": needed(LANGUAGE, "The language of editions that do not say theirs, such as en-GB."),
        "contacts": _CONTACTS,
        "glossary": _TERMS,
        "passages": _PASSAGES,
        "alternative_formats": _FORMATS,
        "engine": Key(
            Choice(
                ENGINES,
                {"weasyprint": "Layouts in CSS; chooses breaks over the whole leaflet.", "typst": "Much faster."},
            ),
            "What lays out PDFs where a layout does not say so.",
        ),
        "lexicon": _LEXICON,
        "translations": Key(
            Shape(
                {
                    "behind": Key(
                        Choice(("notice", "none")),
                        "Whether paper says that the original of a translation has changed since: notice or none.",
                    )
                }
            ),
            "What is done with translations.",
        ),
        "signatures": Key(
            Shape(
                {
                    "contacts": Key(
                        Choice(("apart", "together")),
                        "Whether what contacts say is signed off with each edition (together) or by itself (apart).",
                    ),
                    "passages": Key(
                        Choice(("apart", "together")),
                        "Whether a change of a shared passage may be signed off once for all leaflets (apart), or "
                        "only with each (together); as `contacts` where it is left out.",
                    ),
                }
            ),
            "What a sign-off is of.",
        ),
        "desk": Key(
            Shape({"git": Key(FLAG, "Whether each change that is made at the desk becomes a commit of git.")}),
            "How the desk works with this library.",
        ),
    }
)
TRANSLATION = Shape(
    {
        **optional(LIBRARY, "publisher").keys,
        "address": _ADDRESS,
        "publishers": Key(
            Entries(ID, optional(PUBLISHER, "name", "address"), "riverside-trust"),
            "The other publishers in this language; what is left out is as in library.yaml.",
        ),
        "contacts": _CONTACTS,
        "glossary": _TERMS,
        "passages": _PASSAGES,
        "alternative_formats": _FORMATS,
        "lexicon": _LEXICON,
    }
)

# A clinic

CLINIC = Shape(
    {
        "name": needed(LINE, "What the clinic is called, as it is printed on the leaflets that it hands out."),
        "address": Key(Items(LINE), "Its address, a list of lines."),
        **_WAYS,
        "logo": Key(PICTURE, "The name of its logo's file, which lies beside this one; `logo_alt` belongs to it."),
        "logo_alt": Key(LINE, "What the logo says, for those who cannot see it."),
        "accent": Key(COLOUR, 'The clinic\'s colour, in quotes: "#005EB8". It has to be read on all papers.'),
    },
    also=(
        {"if": given("logo"), "then": given("logo_alt")},
        {"if": given("logo_alt"), "then": given("logo")},
    ),
)
CLINIC_TRANSLATION = optional(CLINIC, "name", "address", "hours", "url", "logo_alt")

# What commands write beside editions

_SEALED = {
    "role": needed(LINE, "In which role somebody signed."),
    "name": needed(LINE, "Who signed."),
    "date": needed(DATE, "When."),
    "fingerprint": needed(TEXT, "Of the words that were signed."),
    "seal": needed(TEXT, "By which it is known whether the signature was changed."),
}
_KINDS = Choice(tuple(kind.value for kind in SignatureKind if kind is not SignatureKind.CONTACT))
SIGNED_PASSAGE = Shape(
    {
        "passage": needed(LINE, "The passage that stood in it."),
        "text": needed(Scalar(Kind.TEXT), "What it said then."),
    }
)
SIGNATURE = Shape(
    {
        "kind": needed(
            _KINDS,
            "Who signed: a clinician, somebody whom it is for, a reader of its braille or of its script.",
        ),
        **_SEALED,
        "despite": Key(LINE, "Why it was signed although a question was open."),
        "passages": Key(
            Items(SIGNED_PASSAGE),
            "The passages of library.yaml that stood in it, each as it was then.",
        ),
    }
)
SIGNATURES = Shape({"signatures": needed(Items(SIGNATURE), "The signatures, the oldest first. `sign` writes them.")})
CONTACT_SIGNATURE = Shape({"contact": needed(LINE, "The contact that was tried."), **_SEALED})
CONTACT_SIGNATURES = Shape({"contacts": needed(Items(CONTACT_SIGNATURE), "Who tried which contact, and when.")})
PASSAGE_SIGNATURE = Shape(
    {
        "passage": needed(LINE, "The passage that was signed."),
        "language": needed(LANGUAGE, "The language that it is in."),
        **_SEALED,
    }
)
PASSAGE_SIGNATURES = Shape({"passages": needed(Items(PASSAGE_SIGNATURE), "Who signed which passage, and when.")})
ANSWER = Shape(
    {
        "id": needed(TEXT, "Which question it is."),
        "question": needed(TEXT, "What only a person can tell."),
        "fingerprint": needed(TEXT, "Of what is asked about."),
        "answer": Key(Choice(("yes", "no")), "Whether all is well."),
        "who": Key(LINE, "Who answered, in which role."),
        "date": Key(DATE, "When."),
        "words": Key(LINE, "What they said besides."),
    }
)
COMMENT = Shape(
    {
        "id": needed(LINE, "By which an answer means this comment."),
        "who": needed(LINE, "Who made it."),
        "date": needed(DATE, "When."),
        "words": needed(LINE, "What they said."),
        "passage": Key(LINE, "The words that it is about."),
    }
)
ANSWERS = Shape(
    {
        "questions": needed(Items(ANSWER), "The questions, which `questions` writes, with their answers."),
        "comments": Key(Items(COMMENT), "What readers said of passages."),
    }
)
PASSAGE = Shape(
    {
        "key": needed(TEXT, "Where the passage stands."),
        "text": needed(Scalar(Kind.TEXT), "What it said when it was translated."),
        "fingerprint": needed(TEXT, "Of that text."),
        "warns": Key(FLAG, "Whether it is a warning."),
        "progress": Key(Choice(tuple(each.value for each in Progress)), "How far its translation is."),
    }
)
_PASSAGES = needed(Items(PASSAGE), "The passages as they were then.")
_FROM = needed(LANGUAGE, "The language that it was translated from.")
SOURCE = Shape(
    {
        "edition": needed(DATE, "The edition that it was translated from."),
        "language": _FROM,
        "passages": _PASSAGES,
    }
)
LIBRARY_SOURCE = Shape({"language": _FROM, "passages": _PASSAGES})

KINDS: Mapping[str, tuple[Form, str]] = MappingProxyType(
    {
        "edition": (EDITION, "An edition of a topic: leaflets/<topic>/2026-11.yaml"),
        "library": (LIBRARY, "What all topics share: leaflets/library.yaml"),
        "library-translation": (TRANSLATION, "The same in another language: leaflets/library.cy.yaml"),
        "clinic": (CLINIC, "A clinic: leaflets/clinics/<clinic>.yaml"),
        "clinic-translation": (CLINIC_TRANSLATION, "The same in another language: leaflets/clinics/<clinic>.cy.yaml"),
        "answers": (ANSWERS, "What people said to questions: leaflets/<topic>/2026-11.review.yaml"),
    }
)
"""The files that people write, each kind with its shape, and where they lie."""
