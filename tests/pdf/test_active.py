"""What a PDF may do when it is opened or clicked at is found, with and without a claim of PDF/A."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from press.checks import pdf

RULES = {"pdf-active", "pdf-embedded", "pdf-link-scheme"}


class Made:
    """A file of one page, to which something is added before it is read."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.pdf.add_blank_page()
        self.root, self.page = self.pdf.Root, self.pdf.pages[0].obj
        self.page.Resources = Dictionary()

    def found(self) -> set[tuple[str, int, str, str]]:
        data = io.BytesIO()
        self.pdf.save(data)
        problems = pdf.check_alone(data.getvalue())
        assert "pdf-unreadable" not in {each.rule for each in problems}
        return {(each.rule, each.place.page, each.message, each.place.words) for each in problems if each.rule in RULES}


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **more)


URI = action("URI", URI=String("https://a.org"))
SCRIPT = action("JavaScript", JS=String("app.alert(1)"))


def link(of: Dictionary, subtype: str = "Link") -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([0, 0, 9, 9]), A=of, Contents=String("x")
    )


@pytest.mark.parametrize(
    ("of", "message", "words"),
    [
        (SCRIPT, "The file runs a script when it is opened.", "app.alert(1)"),
        (action("Launch", F=String("x.exe")), "The file starts a program or opens a file when it is opened.", "x.exe"),
        (action("SubmitForm", F=Dictionary(F=String("http://a.org"))), "The file sends what is filled in when it is opened.", "http://a.org"),
        (action("ImportData", F=String("x.fdf")), "The file fetches data from a file when it is opened.", "x.fdf"),
        (action("GoToR", F=String("b.pdf")), "The file opens another file when it is opened.", "b.pdf"),
        (URI, "The file opens a web page when it is opened.", "https://a.org"),
        (action("Named", N=Name.Print), "The file does what this program does not know (Named) when it is opened.", "/Print"),
        (Dictionary(), "The file does what this program does not know (nothing named) when it is opened.", ""),
    ],
)  # fmt: skip
def test_what_is_done_on_opening_is_found(of: Dictionary, message: str, words: str) -> None:
    made = Made()
    made.root.OpenAction = of
    assert made.found() == {("pdf-active", 0, message, words)}


def test_what_is_done_after_something_harmless_is_found_also_in_a_ring() -> None:
    made = Made()
    ring = made.pdf.make_indirect(action("GoTo"))
    ring.Next = Array([ring, action("Named", N=Name.NextPage, Next=SCRIPT)])
    made.root.OpenAction = ring
    assert {each[2] for each in made.found()} == {"The file runs a script when it is opened."}


def test_a_script_in_a_stream_is_quoted() -> None:
    made = Made()
    made.root.OpenAction = action("JavaScript", JS=made.pdf.make_stream(b"go()"))
    assert {each[3] for each in made.found()} == {"go()"}


@pytest.mark.parametrize("where", ["root", "page", "annotation", "field", "child"])
def test_what_is_done_without_being_asked_is_found_everywhere(where: str) -> None:
    made = Made()
    annotation, child = link(action("GoTo")), made.pdf.make_indirect(Dictionary())
    field = made.pdf.make_indirect(Dictionary(Kids=Array([child])))
    made.page.Annots = Array([annotation])
    made.root.AcroForm = Dictionary(Fields=Array([field]))
    holders = {"root": made.root, "page": made.page, "annotation": made.page.Annots[0], "field": field, "child": child}
    holders[where].AA = Dictionary(O=SCRIPT)
    page = 1 if where in ("page", "annotation") else 0
    assert made.found() == {("pdf-active", page, "The file runs a script without being asked.", "app.alert(1)")}


def test_a_link_to_a_page_is_harmless_and_one_to_a_script_or_a_file_is_not() -> None:
    made = Made()
    made.page.Annots = Array([link(URI), link(action("GoTo"))])
    assert made.found() == set()
    made.page.Annots = Array([link(action("URI", URI=String(to))) for to in ("javascript:x", "file:///x", r"\\s\x")])
    assert {each[:2] + each[3:] for each in made.found()} == {
        ("pdf-link-scheme", 1, "javascript:x"),
        ("pdf-link-scheme", 1, "file:///x"),
        ("pdf-link-scheme", 1, r"\\s\x"),
    }


def test_a_bookmark_and_the_base_of_addresses_are_looked_at() -> None:
    made = Made()
    first, second = (made.pdf.make_indirect(Dictionary(Title=String("x"))) for _ in range(2))
    first.First, second.Next, second.A = second, first, action("Launch", F=String("x.exe"))
    made.root.Outlines = Dictionary(First=first)
    made.root.URI = Dictionary(Base=String("file:///"))
    assert {(each[0], each[3]) for each in made.found()} == {("pdf-active", "x.exe"), ("pdf-link-scheme", "file:///")}


def test_scripts_and_files_by_name_and_forms_that_run_are_found() -> None:
    made = Made()
    made.root.Names = Dictionary(JavaScript=Dictionary(), EmbeddedFiles=Dictionary())
    made.root.AcroForm = Dictionary(XFA=String("x"))
    assert {each[:3] for each in made.found()} == {
        ("pdf-active", 0, "The file runs a script when it is opened."),
        ("pdf-active", 0, "The file has a form (XFA) that may run scripts."),
        ("pdf-embedded", 0, "Files are embedded in the file."),
    }


def test_an_associated_file_is_an_embedded_one() -> None:
    made = Made()
    made.root.AF = Array([Dictionary()])
    assert {each[0] for each in made.found()} == {"pdf-embedded"}


@pytest.mark.parametrize("kind", ["RichMedia", "Movie", "Sound", "Screen", "3D"])
def test_what_plays_is_found_and_so_is_an_attachment(kind: str) -> None:
    made = Made()
    made.page.Annots = Array([link(action("GoTo"), kind), link(action("GoTo"), "FileAttachment")])
    assert {each[:2] for each in made.found()} == {("pdf-active", 1), ("pdf-embedded", 1)}
