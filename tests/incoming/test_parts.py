"""What a Word file has beside its text: boxes, pictures, diagrams, notes, comments, headers, properties; damage."""

from __future__ import annotations

import io
import zipfile

import pytest

from press import incoming
from press.incoming import proposals, reading
from press.incoming.found import File, Frame, Image, Line
from press.incoming.package import WordPackage
from press.model import PartialDate
from press.problems import Refused
from tests.incoming.files import W, body, parts, zipped
from tests.incoming.test_elements import par, run

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"


def with_parts(data: bytes, **more: tuple[str, bytes]) -> bytes:
    """A Word file with more parts, each by a name: of a kind, in these bytes; without bytes it lies elsewhere."""
    found = parts(data)
    for name, (kind, content) in more.items():
        mode = "" if content else ' TargetMode="External"'
        target = f"{name}.xml" if content else f"https://a.org/{name}"
        rel = f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'
        found[RELS] = found[RELS].replace(b"</Relationships>", rel.encode())
        if content:
            found[f"word/{name}.xml"] = content
            part = f'<Override PartName="/word/{name}.xml" ContentType="application/x-{name}"/></Types>'
            found[TYPES] = found[TYPES].replace(b"</Types>", part.encode())
    return zipped(found)


def read(data: bytes) -> File:
    return reading.read(data, "a.docx")


def texts(file: File) -> list[str]:
    return [item.text for item in file.items if isinstance(item, Line)]


def box(text: str, look: str = "") -> str:
    inner = f"<v:shape><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape>"
    return f"<w:r><w:rPr>{look}</w:rPr><w:pict>{inner}</w:pict></w:r>"


def test_a_box_stands_beside_its_paragraph_and_one_that_does_not_show_is_told() -> None:
    hidden = box(par(run("unseen")), "<w:vanish/>")
    file = read(body(par(run("a"), box(par(run("Geiriau Cymraeg yw hyn", "<w:lang w:val='cy'/>"))), hidden)))
    line, frame = file.items
    assert isinstance(line, Line)
    assert isinstance(frame, Frame)
    assert [each.text for each in frame.items if isinstance(each, Line)] == ["Geiriau Cymraeg yw hyn"]
    assert [(each.text.strip(), each.reason) for each in file.omissions] == [("unseen", "hidden in Word")]


def test_the_language_of_a_file_is_that_of_most_letters_also_in_boxes_and_tables() -> None:
    welsh = par(run("Geiriau Cymraeg yw hyn", "<w:lang w:val='cy'/>").replace("<w:lang w:val=''/>", ""))
    for holder in (box(welsh), ""):
        table = "" if holder else f"<w:tbl><w:tr><w:tc>{welsh}</w:tc></w:tr></w:tbl>"
        blocks = [par(run("a"), holder), *filter(None, [table])]
        assert read(body(*blocks)).language == "cy"


CHART = '<w:r><w:drawing><c:chart xmlns:c="urn:c" xmlns:r="{0}" r:id="{1}"/></w:drawing></w:r>'
DATA = f'<a xmlns:w="{W}"><w:t>Age</w:t><w:v>5</w:v><w:v/><w:x>no</w:x></a>'.encode()


def test_the_words_of_a_chart_are_told_and_it_is_asked_for_as_a_picture() -> None:
    chart = with_parts(body(par(run("a"), CHART.format(RELATIONS, "c1"))), c1=("chart", DATA))
    for data, words in ((chart, "Age 5"), (body(par(run("a"), CHART.format(RELATIONS, "none"))), "a diagram")):
        file = read(data)
        assert [(each.text, each.reason) for each in file.omissions] == [(words, "a diagram or chart that Word draws")]
        assert [each.text[:35] for each in file.questions] == ["A diagram or chart is drawn by Word"]
    without = CHART.replace(' r:id="{1}"', "").format(RELATIONS)
    assert read(body(par(run("a"), without))).omissions == ()


BLIP = (
    '<w:r><w:drawing><wp:inline><wp:docPr {1}/><a:x xmlns:a="urn:a" xmlns:r="{0}">{2}<a:blip r:{3}/></a:x></wp:inline>'
    "</w:drawing></w:r>"
)
DECORATIVE = '<a:decorative val="{}"/>'


@pytest.mark.parametrize(
    ("said", "alt", "decorative"),
    [
        (('descr=" A  knee "', ""), "A knee", False),
        (("", DECORATIVE.format(1)), "", True),
        (("", DECORATIVE.format("true")), "", True),
        (("", DECORATIVE.format(0)), "", False),
        (("", '<a:other val="1"/>'), "", False),
    ],
)
def test_a_picture_has_the_description_that_word_keeps(said: tuple[str, str], alt: str, *, decorative: bool) -> None:
    drawing = par(run("a"), BLIP.format(RELATIONS, *said, 'embed="p1"'))
    file = read(with_parts(body(drawing), p1=("image", b"a picture")))
    assert file.items[1] == Image(b"a picture", "application/x-p1", alt, "paragraph 1", decorative)


@pytest.mark.parametrize(("by", "where"), [('link="p1"', "https://a.org/p1"), ('embed="none"', "lost")])
def test_a_picture_that_is_not_in_the_file_is_told(by: str, where: str) -> None:
    file = read(with_parts(body(par(run("a"), BLIP.format(RELATIONS, "", "", by))), p1=("image", b"")))
    assert [(each.text, each.reason) for each in file.omissions] == [(f"a picture ({where})", "it is not in the file")]
    assert [each.text for each in file.questions] == ["A picture is not in the file, but elsewhere: put it in by hand."]


def test_a_link_leads_to_its_address_before_any_place() -> None:
    link = f'<w:hyperlink xmlns:r="{RELATIONS}" r:id="l1" w:anchor="x">{run("there")}</w:hyperlink>'
    (line,) = read(with_parts(body(par(link)), l1=("hyperlink", b""))).items
    assert isinstance(line, Line)
    assert [span.link for span in line.spans] == ["https://a.org/l1"]


def note(kind: str, name: str, text: str, more: str = "") -> str:
    return f'<w:{kind} w:id="{name}" {more}>{par(run(text))}</w:{kind}>'


def tree(kind: str, *inner: str) -> bytes:
    return f'<w:{kind} xmlns:w="{W}">{"".join(inner)}</w:{kind}>'.encode()


def test_notes_stand_in_the_order_in_which_they_are_called_and_others_are_told() -> None:
    foot, end = (f'<w:r><w:{kind}Reference w:id="{at}"/></w:r>' for kind, at in (("footnote", 2), ("endnote", 1)))
    data = with_parts(
        body(par(run("a"), end, foot, end)),
        n1=(
            "footnotes",
            tree(
                "footnotes",
                note("footnote", "0", "line", 'w:type="separator"'),
                note("footnote", "2", "foot"),
                note("footnote", "3", "uncalled"),
            ),
        ),
        n2=("endnotes", tree("endnotes", note("endnote", "1", "end"))),
    )
    file = read(data)
    assert file.notes == ("end", "foot")
    assert texts(file) == ["a\u27e61\u27e7\u27e62\u27e7\u27e61\u27e7"]
    assert [(each.text.strip(), each.reason) for each in file.omissions] == [
        ("i 1", "the number of a note; a leaflet counts all of its notes together"),
        ("uncalled", "a note that nothing in the text calls"),
    ]


def test_comments_are_questions_and_headers_and_footers_furniture() -> None:
    said = note("comment", "1", "why?", 'w:author="Dr A"'), note("comment", "2", "how?"), note("comment", "3", "")
    data = with_parts(
        body(par(run("a"))),
        c1=("comments", tree("comments", *said)),
        h1=("header", tree("hdr", par(run("Up")))),
        h2=("header", tree("hdr", par(""))),
        f1=("footer", tree("ftr", par(run("Down")))),
    )
    file = read(data)
    assert [(each.text, each.place) for each in file.questions] == [
        ("Dr A commented: “why?”", "a comment by Dr A"),
        ("somebody commented: “how?”", "a comment by somebody"),
    ]
    assert file.furniture == ("Up", "Down")
    assert [(each.text, each.reason) for each in file.omissions] == [
        ("why?", "a comment, which is kept as a question"),
        ("how?", "a comment, which is kept as a question"),
        ("Up", "in a header; the layouts make their own"),
        ("Down", "in a footer; the layouts make their own"),
    ]


# The package


def test_the_title_among_the_properties_is_read() -> None:
    found = parts(body(par(run("a"))))
    (name,) = (each for each in found if each.endswith("core.xml"))
    core = b'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> My  knee </dc:title></c>'
    for content, title in ((core, "My knee"), (b"<c/>", "")):
        assert WordPackage(zipped({**found, name: content}), "a.docx").title == title


def test_what_is_no_word_file_is_said_what_it_is() -> None:
    found = parts(body(par(run("a"))))
    other = found["word/document.xml"].replace(b"w:document", b"w:other")
    closed = io.BytesIO()
    with zipfile.ZipFile(closed, "w") as archive:
        archive.writestr("a.xml", b"a" * 90)
    broken = closed.getvalue().replace(b"a" * 60, b"a" * 59 + b"b", 1)
    locked = bytearray(closed.getvalue())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    for data, message in (
        (zipped({**found, "word/document.xml": other}), "It is an Office file, but not one of Word's."),
        (bytes(locked), "It is protected by a password."),
        (broken, "Its part a.xml is damaged."),
        (closed.getvalue(), "It is not a whole Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "It is protected by a password, or it is a file of Word 97"),
        (b"PK", r"It is no Word file \(.docx\)."),
    ):
        with pytest.raises(Refused, match=message):
            read(data)


def test_a_part_that_is_damaged_is_named() -> None:
    with pytest.raises(Refused, match=r"Its part word/c1\.xml is damaged"):
        read(with_parts(body(par(run("a"))), c1=("comments", b"<w>")))


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        *(("a.doc", begins) for begins in (OLE, b"{\\rtf1", b"PK\3\4", b"<html>", b"\xef\xbb\xbf<html>")),
        *(("a.odt", b"PK\3\4"), ("A.RTF", b"{\\rtf1")),
    ],
)
def test_files_of_other_programs_are_read_where_libreoffice_makes_them_words(
    name: str, begins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[bytes, str]] = []

    def as_word(data: bytes, suffix: str) -> bytes:
        asked.append((data, suffix))
        return body(par(run("a")))

    monkeypatch.setattr("press.programs.libreoffice.as_word", as_word)
    assert texts(incoming.read(begins, name)) == ["a"]
    assert asked == [(begins, name[1:].lower())]
    monkeypatch.setattr("press.programs.libreoffice.as_word", lambda *_: b"")
    with pytest.raises(Refused, match=r"file cannot be read here\. Install LibreOffice"):
        incoming.read(begins, name)


@pytest.mark.parametrize(("name", "data"), [("a.odt", b"{\\rtf"), ("a.rtf", b"PK\3\4"), ("a.doc", b"bare text")])
def test_a_file_that_begins_otherwise_than_its_name_says_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Refused, match="whatever its name says"):
        incoming.read(data, name)


def test_a_file_of_a_kind_that_is_not_read_is_refused() -> None:
    with pytest.raises(Refused, match=r"Save it as \.docx, or name a file in \.docx, \.docm"):
        incoming.read(b"", "a.pages")


# Proposals


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("Monday to Friday, 9am to 5pm", ["Monday to Friday, 9am to 5pm"]),
        ("Mon-Thurs 9.30 - 12 noon", ["Mon-Thurs 9.30 - 12 noon"]),
        ("wands and sat from 8:15am", []),
        ("Tues and Sats from 8:15am", ["Tues and Sats from 8:15am"]),
        ("Monday to Friday", []),
    ],
)
def test_hours_are_days_with_a_time(said: str, hours: list[str]) -> None:
    assert list(proposals.propose([said], PartialDate(2026, 11)).hours) == hours


@pytest.mark.parametrize(
    ("said", "phones"),
    [
        ("01632 960 001", ["01632 960 001"]),
        ("(01632)  960001.", ["(01632) 960001"]),
        ("+44 (0)1632 960001", ["+44 (0)1632 960001"]),
        ("016 32 96", []),
        ("1/01632 960 001", []),
        ("01632 960 001 and 01632 960 001", ["01632 960 001"]),
    ],
)
def test_telephone_numbers_have_ten_figures_and_stand_alone(said: str, phones: list[str]) -> None:
    assert list(proposals.propose([said], PartialDate(2026, 11)).phones) == phones


@pytest.mark.parametrize(
    ("said", "last", "coming"),
    [
        ("Reviewed 3rd June 2024", "2024-06-03", "None"),
        ("Reviewed 31 June 2024", "2024-06", "None"),
        ("Version 05/2021. Updated 2023-07.", "2023-07", "None"),
        ("Issued Sept. 2019", "None", "None"),
        ("Issued Sep. 2019", "2019-09", "None"),
        ("Published 2020", "2020", "None"),
        ("Date: 11/2026", "2026-11", "None"),
        ("Review date: 12/2026 or 01/2028", "None", "2026-12"),
        ("Reviewed June 2024. Next review due by May 2027", "2024-06", "2027-05"),
    ],
)
def test_reviews_are_found_however_their_dates_are_written(said: str, last: str, coming: str) -> None:
    found = proposals.propose([said], PartialDate(2026, 11))
    assert (str(found.last), str(found.next)) == (last, coming)
