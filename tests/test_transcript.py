"""What a screen reader says: the same of every format, and what a file tells it."""

from __future__ import annotations

import re
from itertools import dropwhile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from press import pipeline, transcript
from press.model import Edition, Leaflet
from press.pipeline import Job
from press.problems import Refused
from tests.conftest import Golden
from tests.test_cli import press
from tests.test_leaflets import LAYOUTS, LIBRARY, SOME

TARGET = re.compile(r"(?<=\w) \((?:www\.|example\.org|creativecommons\.org)[^)]*\)(?=\])")
HEADING = re.compile(r"Heading (\d): ")


def said(leaflet: Leaflet, name: str, file_format: str) -> list[str]:
    layout = LAYOUTS[name].at(18) if name == "large-print" else LAYOUTS[name]
    documents, _ = pipeline.make(Job(leaflet, layout, file_format))
    return list(transcript.read(documents[0].data, f"leaflet.{file_format}").lines())


def without_page_matter(lines: list[str], leaflet: Leaflet) -> list[str]:
    """What the formats have to agree on: no contents, no page numbers, no link over the menu, nothing
    left out, nothing that says on paper where a link leads.

    On the web a term is a button that opens its meaning; on paper it is a link to it. In Word the
    title is no heading, so that all others are one level higher.
    """
    strings = LAYOUTS["web"].strings_for(leaflet.edition.language)
    assert strings
    if any(line.startswith("Title: ") for line in lines):
        lines = [HEADING.sub(lambda match: f"Heading {int(match[1]) + 1}: ", line) for line in lines]
    lines = [line.replace("Title: ", "Heading 1: ").replace("[button: ", "[link: ") for line in lines[1:]]
    lines = [line for line in lines if strings["skip"] not in line and not line.startswith(("Left out: ", "Note: "))]
    start = next((at for at, line in enumerate(lines) if HEADING.sub("", line) == strings["contents"]), len(lines))
    after = dropwhile(lambda line: not HEADING.match(line), lines[start + 1 :])
    ways = ("".join(strings.see_page(within=within)).replace("\N{NO-BREAK SPACE}", " ") for within in (False, True))
    page = "|".join(re.escape(way).replace(re.escape("{page}"), r"\d+") for way in ways)
    return [TARGET.sub("", re.sub(page, "", line)) for line in (*lines[:start], *after)]


@pytest.mark.parametrize("edition", SOME)
def test_pdf_word_and_web_page_say_the_same_but_for_page_matter(edition: Edition) -> None:
    leaflet = Leaflet(edition, LIBRARY.clinics[0])
    pdf, word, web = (
        without_page_matter(said(leaflet, name, kind), leaflet)
        for name, kind in (("large-print", "pdf"), ("large-print", "docx"), ("web", "html"))
    )
    assert len(pdf) > 30
    assert word == pdf
    assert web == pdf


def test_a_transcript_has_levels_lists_tables_links_pictures_and_languages(sample: Leaflet, golden: Golden) -> None:
    lines = said(sample, "a4", "pdf")
    golden(Path(__file__).parent / "sample" / "transcript.txt", "\n".join(lines) + "\n")


def test_word_files_of_others_are_read_by_their_styles(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Knee", 1)
    for step, style in (("Sit.", "List Number"), ("Bend.", "List Number"), ("Rest.", "List Bullet")):
        document.add_paragraph(step, style=style)
    document.add_table(1, 2).cell(0, 1).text = "2 days"
    document.save(str(tmp_path / "stock.docx"))
    lines = list(transcript.read((tmp_path / "stock.docx").read_bytes(), "stock.docx").lines())
    assert lines[1:] == [
        "Heading 1: Knee",
        "List of 2 items",
        "  1. Sit.",
        "  2. Bend.",
        "List of 1 item",
        "  • Rest.",
        "Table of 1 row and 2 columns",
        "  <> | 2 days",
    ]


def test_lists_in_lists_of_a_word_file_have_the_signs_and_the_depths_of_their_own(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for words, depth in (("Sit.", 0), ("On a chair.", 1), ("Stand.", 0)):
        numbers = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
        document.add_paragraph(words)._p.get_or_add_pPr().append(parse_xml(numbers))
    for words, style in (("Rest.", "List Bullet"), ("On a bed.", "List Continue")):
        document.add_paragraph(words, style=style)
    document.save(str(tmp_path / "lists.docx"))
    lines = list(transcript.read((tmp_path / "lists.docx").read_bytes(), "lists.docx").lines())
    assert lines[1:] == [
        "List of 2 items",
        "  1. Sit.",
        "    List of 1 item",
        "      • On a chair.",
        "  2. Stand.",
        "List of 1 item",
        "  • Rest.",
        "    On a bed.",
    ]


def test_a_web_page_says_what_is_missing_and_leaves_out_what_is_hidden() -> None:
    page = b"""<html lang="cy"><title>Pen-glin</title><body><h2>Poen</h2>a <b lang="en">knee </b>b
        <img src="x"><img src="y" alt=""><div hidden>no</div><ol start="3"><li>tri<ul><li>un</ul></ol>
        <button>Mwy</button></body></html>"""
    assert list(transcript.read(page, "page.html").lines()) == [
        "Document “Pen-glin”, language cy",
        "Heading 2: Poen",
        "a [en: knee] b [picture without a description]",
        "List of 1 item",
        "  3. tri",
        "    List of 1 item",
        "      • un",
        "[button: Mwy]",
        "Left out: hidden words: “no”",
    ]


def test_the_command_prints_it_and_says_what_it_cannot_read(tmp_path: Path) -> None:
    page, text = tmp_path / "page.html", tmp_path / "page.rtf"
    page.write_text("<title>Knee</title><h1>Knee</h1>", encoding="utf-8")
    text.write_text("Knee", encoding="utf-8")
    code, printed, problems = press("transcript", page, text)
    assert (code, printed) == (1, "Document “Knee”, language unknown\nHeading 1: Knee\n")
    assert "It is neither a PDF nor a Word file nor a web page nor an e-book nor plain text nor" in problems


@pytest.mark.parametrize("name", ["leaflet.pdf", "leaflet.docx", "leaflet.html"])
def test_what_cannot_be_read_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="transcript-unreadable"):
        transcript.read(b"", name)
