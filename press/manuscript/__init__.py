"""A leaflet made ready to set: every word that a document says, in the order it is read.

Writers add nothing to it and leave nothing out, so the words of all formats are the same. What no
author wrote ("Last reviewed") comes from the layout's strings. Abbreviations are tagged, and
expanded at first use; numbers are tied to their nouns by no-break spaces.

    title · volume · subtitle · summary · notice
    sections …  pictures in words · get support · your clinic · glossary · related · references ·
    other formats · about this leaflet
"""

from __future__ import annotations

from dataclasses import replace

from press import imprint
from press.layout import Cover, Logo, Strings
from press.manuscript.back import Back, backs
from press.manuscript.beside import joined, opens_second
from press.manuscript.bidi import direction, gathered, grouped, parted, runs_from_right
from press.manuscript.certificate import Certificate, certify
from press.manuscript.embossed import front_of_braille, print_turns, tables_of, told_of_braille
from press.manuscript.heard import Chapter, Utterance, chapters, pictured, told_of_audio
from press.manuscript.matter import back_matter, reached, whom
from press.manuscript.numbers import told
from press.manuscript.paper import on_paper, pages_named, with_pages
from press.manuscript.printed import carried, with_print_pages
from press.manuscript.rewriting import Rewriter
from press.manuscript.script import (
    Kind,
    Manuscript,
    Part,
    credit_line,
    described,
    described_link,
    explained,
    section_texts,
    spoken_date,
)
from press.manuscript.setting import NO_BREAK_SPACE, Compositor, poured
from press.manuscript.volumes import divide
from press.model import Edition, Leaflet, Signature, SignatureKind, Standing, Text, plain
from press.standing import judge

__all__ = [
    "NO_BREAK_SPACE",
    "Back",
    "Certificate",
    "Chapter",
    "Kind",
    "Manuscript",
    "Part",
    "Rewriter",
    "Utterance",
    "back_matter",
    "backs",
    "carried",
    "certify",
    "chapters",
    "compose",
    "credit_line",
    "described",
    "described_link",
    "direction",
    "divide",
    "explained",
    "front_of_braille",
    "gathered",
    "grouped",
    "on_paper",
    "opens_second",
    "pages_named",
    "parted",
    "pictured",
    "poured",
    "print_turns",
    "reached",
    "runs_from_right",
    "section_texts",
    "spoken_date",
    "tables_of",
    "told_of_audio",
    "told_of_braille",
    "with_pages",
    "with_print_pages",
]


def compose(
    leaflet: Leaflet,
    strings: Strings,
    second: Strings | None = None,
    *,
    kinds: tuple[str, ...] = (),
    abreast: bool = False,
    logo: Logo | None = None,
    cover: Cover | None = None,
) -> Manuscript:
    """Put a leaflet's words and the layout's own in reading order.

    ``second`` are the strings of the language of the leaflet that follows it, where one does; ``kinds`` is what people
    may have the leaflet as (`press.layout.KINDS`). ``abreast``: it stands beside, part by part. ``logo`` and ``cover``
    are its publisher's.
    """
    if leaflet.second and second:
        first = compose(replace(leaflet, second=None), strings, kinds=kinds, logo=logo, cover=cover)
        return joined(first, compose(leaflet.second, second, kinds=kinds), abreast=abreast)
    edition = leaflet.edition
    sections = told(edition.sections, strings)
    hand = Compositor(edition.abbreviations, strings)
    title = hand.heading((Text(edition.title),))
    subtitle = hand.heading((Text(edition.subtitle),)) if edition.subtitle else ()
    summary = hand.words(edition.summary)
    parts = [Part(Kind.BODY, hand.section(section)) for section in sections]
    reader = imprint.proof_reader(edition)
    listener = imprint.proof_reader(edition, SignatureKind.SCRIPT)
    if kinds:
        signed = (("braille", reader), ("audio", listener))
        kinds = tuple(dict.fromkeys((*kinds, *(kind for kind, by in signed if by))))
    parts += [Part(kind, hand.section(section)) for kind, section in back_matter(leaflet, strings, kinds)]
    return Manuscript(
        topic=edition.topic,
        edition=edition.name,
        code=imprint.code(edition),
        language=edition.language,
        direction=direction(edition.language),
        publisher=edition.publisher,
        keywords=edition.keywords,
        title=title,
        subtitle=subtitle,
        summary=summary,
        notice=_notice(edition, strings),
        contents_heading=strings["contents"],
        parts=tuple(parts),
        strings=strings,
        last_reviewed=edition.review.last,
        next_review=edition.review.next,
        clinic=leaflet.clinic,
        online=edition.online,
        help=plain(whom(leaflet, strings)) if edition.contacts or leaflet.clinic else "",
        proof_read=_proved(reader, strings["braille_proved"], strings) if reader else "",
        script_read=_proved(listener, strings["audio_proved"], strings) if listener else "",
        lexicon=edition.lexicon,
        logo=logo.picture if logo else None,
        logo_alt=logo.alt(edition.language, edition.publisher) if logo else "",
        cover=cover.picture if cover else None,
    )


def _proved(reader: Signature, said: str, strings: Strings) -> str:
    """Who has proof-read the braille or the script, and when."""
    return said.format(role=reader.role, date=spoken_date(reader.date, strings))


def _notice(edition: Edition, strings: Strings) -> str:
    """Why a document is not to be relied on; empty where it is."""
    worst = judge(edition).worst
    if worst is Standing.BEHIND and not edition.behind_printed:
        return ""
    return strings[_NOTICES[worst]] if worst in _NOTICES else ""


_NOTICES = {
    Standing.WITHDRAWN: "withdrawn",
    Standing.SUPERSEDED: "superseded",
    Standing.DRAFT: "draft",
    Standing.VOID: "void",
    Standing.BEHIND: "behind",
}
"""The words for what a document says of itself, whatever the day."""
