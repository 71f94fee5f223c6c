"""Two languages in one leaflet, one after the other, in PDF, Word and web; one may be read from the right."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from lxml import html

from press import formats, layout, manuscript, reader
from press.formats import FORMATS, Setting
from press.layout import Layouts, Reading
from press.manuscript import Kind, Manuscript
from press.manuscript.fitting import fit
from press.model import Edition, Leaflet
from press.problems import Problem
from tests.translations.conftest import Library

ROOT = Path(__file__).parents[2]


@cache
def layouts() -> Layouts:
    return layout.load(ROOT / "layouts", ROOT / "fonts")


@cache
def editions() -> dict[str, Edition]:
    library = reader.open(ROOT / "leaflets", layouts()).library()
    return {edition.language: edition for edition in library.editions if edition.topic == "bring-your-medicines"}


@cache
def composed(one: str, other: str) -> Manuscript:
    strings = [layouts().strings_for(language) for language in (one, other)]
    assert strings[0]
    return manuscript.compose(Leaflet(editions()[one], None, Leaflet(editions()[other])), strings[0], strings[1])


@cache
def made(one: str, other: str, name: str, kind: str) -> tuple[bytes, tuple[Problem, ...]]:
    script, form = composed(one, other), formats.opened(kind)
    script = fit(manuscript.on_paper(script) if FORMATS[kind].setting is Setting.PAPER else script, layouts()[name])
    data = form.write(script, layouts()[name], {})
    return data, tuple(form.check(data, script, layouts()[name]))


@pytest.mark.parametrize("languages", [("en-GB", "cy"), ("en-GB", "ar"), ("ar", "en-GB")])
@pytest.mark.parametrize(("name", "kind"), [("a4", "pdf"), ("large-print", "docx"), ("web", "html")])
def test_what_is_made_of_two_languages_is_found_whole(languages: tuple[str, str], name: str, kind: str) -> None:
    assert made(*languages, name, kind)[1] == ()


def test_the_second_leaflet_follows_whole_and_says_its_language() -> None:
    script = composed("en-GB", "cy")
    second = [part.section for part in script.parts if part.kind is Kind.SECOND]
    alone = manuscript.compose(Leaflet(editions()["cy"]), layouts().strings_for("cy") or script.strings)
    assert [section.language for section in second] == ["cy"] * len(second)
    said = " ".join(script.texts())
    assert all(text in said for text in alone.texts() if text != alone.publisher)
    assert manuscript.opens_second(second[0])
    ids = re.findall(r'id="([^"]+)"', made("en-GB", "cy", "web", "html")[0].decode())
    assert len(ids) == len(set(ids))


def test_web_pages_say_language_and_direction_of_each_section() -> None:
    page = html.fromstring(made("en-GB", "ar", "web", "html")[0])
    assert (page.get("lang"), page.get("dir")) == ("en-GB", "ltr")
    inside = list(page.iter("section"))
    second = [section for section in inside if section.get("class") == "second"]
    assert {(section.get("lang"), section.get("dir")) for section in second} == {("ar", "rtl")}
    ids = {element.get("id") for element in page.iter("*")}
    terms = [button.get("popovertarget") for section in second for button in section.iter("button")]
    assert terms
    assert set(terms) <= ids


def test_tags_of_the_pdf_say_the_language_of_each_part() -> None:
    with pikepdf.open(io.BytesIO(made("en-GB", "ar", "a4", "pdf")[0])) as pdf:
        top = pdf.Root.StructTreeRoot.K
        document = top[0] if isinstance(top, pikepdf.Array) else top
        assert str(document.Lang) == "en-GB"
        parts = [str(kid.get("/Lang", "")) for kid in document.K if str(kid.S) == "/Sect"]
        assert parts.count("ar") == 7


@pytest.mark.parametrize(
    ("languages", "sign"), [(("en-GB", "ar"), "<w:bidi/>"), (("ar", "en-GB"), '<w:bidi w:val="0"/>')]
)
def test_paragraphs_in_word_start_at_their_own_side(languages: tuple[str, str], sign: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(*languages, "large-print", "docx")[0])) as package:
        body = package.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p>.*?</w:p>", body)
    turned = [paragraph for paragraph in paragraphs if sign in paragraph]
    arabic = [paragraph for paragraph in paragraphs if re.search("[\u0600-\u06ff]", paragraph)]
    assert len(turned) > 20
    if languages[1] == "ar":
        missing = [paragraph for paragraph in arabic if paragraph not in turned and "TOC" not in paragraph]
        assert not missing


def test_with_builds_one_leaflet_of_two_and_anew_when_either_changes(library: Library) -> None:
    said = library.run("build", "pain", "--with", "cy", "--layout", "web")
    assert said.code == 0, said
    file = library.out / "pain" / "2026-01" / "pain-web-with-cy.html"
    page = file.read_text(encoding="utf-8")
    assert "Tablets for pain" in page
    assert '<section id="cy--leaflet" class="second" lang="cy" dir="ltr">' in page
    assert "Tabledi ar gyfer poen" in page
    assert "0 built, 1 unchanged" in library.run("build", "pain", "--with", "cy", "--layout", "web").out
    library.edit("pain/2026-01.cy.yaml", "Tabledi ar gyfer poen", "Tabledi poen")
    assert "1 built" in library.run("build", "pain", "--with", "cy", "--layout", "web").out
    assert "Tabledi poen" in file.read_text(encoding="utf-8")


def test_a_language_that_a_topic_has_not_cannot_go_with_it(library: Library) -> None:
    said = library.run("build", "pain", "--with", "ar")
    assert said.code == 2
    assert "pain 2026-01 (en-GB) has no current edition in `ar` to go with it." in " ".join(said.err.split())


def test_only_pdf_word_and_web_pages_are_made_of_two_languages(library: Library) -> None:
    said = library.run("build", "pain", "--with", "cy", "--dry-run")
    assert said.code == 0, said
    made = re.findall(r"pain/2026-01/\S+-with-cy\.(\w+)", said.out + said.err)
    assert set(made) == {"pdf", "docx", "html"}


def test_the_one_who_asks_says_which_comes_first(library: Library) -> None:
    said = library.run("build", "pain", "--lang", "cy", "--with", "en-GB", "--layout", "web")
    assert said.code == 0, said
    page = (library.out / "pain" / "2026-01.cy" / "pain-web-with-en-GB.html").read_text(encoding="utf-8")
    assert page.index("Tabledi ar gyfer poen") < page.index("Tablets for pain")
    assert '<html lang="cy"' in page


def test_a_plain_build_makes_it_anew_and_only_asked_says_that_it_is_behind(library: Library) -> None:
    library.run("build", "pain", "--with", "cy", "--layout", "web")
    library.run("build", "--layout", "web")
    library.edit("pain/2026-01.cy.yaml", "Tabledi ar gyfer poen", "Tabledi poen")
    said = library.run("build", "--layout", "web", "--only-asked")
    assert said.code == 1
    assert "pain-web-with-cy.html: error: It is behind: text (cy) changed since it was made." in said.err
    said = library.run("build", "--dry-run")
    assert re.search(r"pain-web-with-cy\.html.*text \(cy\)", said.out + said.err)


# Side by side


@cache
def abreast(one: str, other: str) -> Manuscript:
    strings = [layouts().strings_for(language) for language in (one, other)]
    assert strings[0]
    both = Leaflet(editions()[one], None, Leaflet(editions()[other]))
    return manuscript.compose(both, strings[0], strings[1], abreast=True)


def test_each_part_stands_behind_the_same_in_the_other_language() -> None:
    kinds = [part.kind for part in abreast("en-GB", "cy").parts]
    assert kinds[0] is Kind.SECOND
    assert kinds[2::2] == [Kind.SECOND] * (len(kinds) // 2)
    assert Kind.SECOND not in kinds[1::2]
    ids = [part.section.id for part in abreast("en-GB", "cy").parts if part.section.id.endswith("support")]
    assert ids == ["part--support", "cy--part--support"]
    both = (Counter(abreast("en-GB", "cy").texts()), Counter(composed("en-GB", "cy").texts()))
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("languages", "name", "kind", "engine"),
    [
        (("en-GB", "cy"), "a4", "pdf", "weasyprint"),
        (("en-GB", "ar"), "a4", "pdf", "weasyprint"),
        (("ar", "en-GB"), "a4", "pdf", "weasyprint"),
        (("en-GB", "cy"), "a4", "pdf", "typst"),
        (("en-GB", "cy"), "large-print", "pdf", "typst"),
        (("en-GB", "ar"), "large-print", "docx", ""),
        (("en-GB", "ar"), "web", "html", ""),
    ],
)
def test_two_languages_side_by_side_are_found_whole(
    languages: tuple[str, str], name: str, kind: str, engine: str
) -> None:
    look, form = layouts()[name].read(Reading(), engine=engine).side_by_side(), formats.opened(kind)
    script = abreast(*languages)
    script = fit(manuscript.on_paper(script) if FORMATS[kind].setting is Setting.PAPER else script, look)
    data = form.write(script, look, {})
    assert tuple(form.check(data, script, look)) == ()


def test_large_print_and_what_is_folded_have_no_room_for_columns() -> None:
    found = {name: layouts()[name].side_by_side().columns for name in ("a4", "large-print", "booklet", "dl")}
    assert found == {"a4": 2, "large-print": 1, "booklet": 1, "dl": 1}


def test_beside_is_a_document_of_its_own_that_a_plain_build_makes_anew(library: Library) -> None:
    said = library.run("build", "pain", "--with", "cy", "--beside", "--layout", "web")
    assert said.code == 0, said
    file = library.out / "pain" / "2026-01" / "pain-web-beside-cy.html"
    page = html.fromstring(file.read_bytes())
    (text,) = [each for each in page.iter("div") if each.get("id") == "leaflet-text"]
    assert text.get("class") == "beside"
    assert [section.get("lang") for section in text.iterchildren("section")][:5] == ["cy", None, "cy", None, "cy"]
    library.edit("pain/2026-01.cy.yaml", "Tabledi ar gyfer poen", "Tabledi poen")
    assert re.search(r"pain-web-beside-cy\.html.*text \(cy\)", library.run("build", "--dry-run").out)


def test_beside_is_nothing_without_a_second_language(library: Library) -> None:
    said = library.run("build", "pain", "--beside", "--layout", "web")
    assert (said.code, "--with" in said.err) == (2, True)
