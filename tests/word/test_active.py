"""What a Word file may do when it is opened or clicked at is found, wherever it is hidden."""

from __future__ import annotations

import io
import zipfile

import pytest

from press.checks import word
from tests.word.by_hand import p, root, t, word_file, zipped

RULES = {"word-active", "word-active-field", "word-link-scheme"}


def found(data: bytes) -> set[tuple[str, str]]:
    return {(each.rule, each.place.words) for each in word.check_alone(data, "a.docx") if each.rule in RULES}


def simple(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>words</w:t></w:r></w:fldSimple>'


def complex_field(*pieces: str) -> str:
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{codes}{middle}{t('words')}{end}"


@pytest.mark.parametrize(
    "name", ["DDE", "DDEAUTO", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON", "DATABASE", "IMPORT", "ddeauto"]
)
def test_a_field_that_fetches_or_starts_something_is_found_in_each_way_of_writing_it(name: str) -> None:
    code = f"{name} x y"
    expected = {("word-active-field", code)}
    assert found(word_file(p(simple(code)))) == expected
    assert found(word_file(p(complex_field(f" {name} x y")))) == expected
    assert found(word_file(p(complex_field(" ", name[:2], name[2:], " x y ")))) == expected


def test_a_field_is_found_in_headers_notes_and_in_the_way_that_is_not_shown() -> None:
    field = p(simple("DDE a"))
    assert found(word_file("", {"header": root("hdr", field)})) == {("word-active-field", "DDE a")}
    assert found(word_file("", {"footnotes": root("footnotes", f"<w:footnote>{field}</w:footnote>")}))
    fallback = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{field}</mc:Fallback></mc:AlternateContent>"
    assert found(word_file(fallback))


def test_a_field_in_the_code_or_the_result_of_another_is_found() -> None:
    inner = complex_field(" DDEAUTO cmd ")
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = f"{begin}<w:r><w:instrText> IF 1 </w:instrText></w:r>{inner}{middle}{t('x')}{end}"
    result = f"{begin}<w:r><w:instrText> REF a </w:instrText></w:r>{middle}{inner}{end}"
    assert ("word-active-field", "DDEAUTO cmd") in found(word_file(p(code)))
    assert ("word-active-field", "DDEAUTO cmd") in found(word_file(p(result)))


def test_a_name_that_another_field_puts_together_is_found() -> None:
    code = complex_field(" DDE", "</w:instrText></w:r>" + simple("QUOTE") + "<w:r><w:instrText>").replace(
        "<w:t>words</w:t></w:r></w:fldSimple>", "<w:t>AUTO cmd</w:t></w:r></w:fldSimple>", 1
    )
    assert found(word_file(p(code))) == {("word-active-field", "DDEAUTO cmd")}


def test_a_field_that_is_taken_out_by_a_tracked_change_or_never_begun_is_found() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delInstrText> DDE a </w:delInstrText></w:r></w:del>'
    assert found(word_file(p(deleted))) == {("word-active-field", "DDE a")}


@pytest.mark.parametrize(
    "code", ["PAGE", "REF a", "PAGEREF a", "SEQ Figure", "TOC", "DATE", "DDEX", 'HYPERLINK "https://a.org"']
)
def test_fields_that_only_reckon_or_refer_are_not(code: str) -> None:
    assert found(word_file(p(simple(code.replace('"', "&quot;")), complex_field(f" {code} ")))) == set()


def test_a_macro_of_an_old_form_is_found() -> None:
    form = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="Go"/></w:ffData></w:fldChar></w:r>'
    assert found(word_file(p(form))) == {("word-active-field", "entryMacro Go")}


LED = {("word-link-scheme", "javascript:alert(1)")}


def test_a_link_that_leads_to_a_script_is_found_by_relation_by_field_and_in_a_drawing() -> None:
    assert found(word_file(p("x"), links={"r1": ("hyperlink", "javascript:alert(1)")})) == LED
    assert found(word_file(p(simple("HYPERLINK javascript:alert(1)")))) == LED
    assert found(word_file(p(complex_field(" HYPERLINK ", r'\t "_blank" ', '"javascript:alert(1)" ')))) == LED
    assert found(word_file(p('<w:r><w:pict><v:shape href="javascript:alert(1)"/></w:pict></w:r>'))) == LED


def test_links_to_pages_mailboxes_and_phones_are_not() -> None:
    links = {
        f"r{at}": ("hyperlink", to) for at, to in enumerate(("https://a.org", "mailto:a@b.org", "tel:1", "b.docx"))
    }
    assert found(word_file(p("x", '<w:r><w:pict><v:shape href="#a"/></w:pict></w:r>'), links=links)) == set()


def test_a_network_path_after_a_switch_is_found() -> None:
    assert found(word_file(p(complex_field(r' HYPERLINK \l "a" "\\server\share" ')))) == {
        ("word-link-scheme", r"\\server\share")
    }


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "frame", "subDocument", "mailMergeSource"])
def test_whatever_else_lies_outside_is_found(kind: str) -> None:
    assert found(word_file(p("x"), links={"r1": (kind, "https://a.org/x")})) == {
        ("word-active", f"{kind} https://a.org/x")
    }


@pytest.mark.parametrize("kind", ["vbaProject", "oleObject", "control", "aFChunk", "attachedTemplate"])
def test_what_runs_or_is_put_in_is_found_inside_too(kind: str) -> None:
    assert found(word_file(p("x"), {kind: "<x/>"})) == {("word-active", f"{kind} word/{kind}.xml")}


def test_a_macro_that_nothing_leads_to_and_a_picture_outside_of_an_old_drawing_are_found() -> None:
    data = word_file(p('<w:r><w:pict><v:shape><v:imagedata src="https://a.org/x.png"/></v:shape></w:pict></w:r>'))
    assert found(data) == {("word-active", "src https://a.org/x.png")}
    with zipfile.ZipFile(io.BytesIO(word_file(p("x")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert found(zipped({**parts, "word/vbaProject.bin": b"x"})) == {("word-active", "word/vbaProject.bin")}


def test_what_the_package_itself_leads_to_is_found() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(p("x")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relation = b'<Relationship Id="u" Type="http://schemas.microsoft.com/office/2006/relationships/ui/extensibility" Target="ui.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", relation + b"</Relationships>")
    assert found(zipped(parts)) == {("word-active", "extensibility ui.xml")}
