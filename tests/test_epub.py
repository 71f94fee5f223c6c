"""E-books: what is in them, what their check sees, what those of others are told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from press import pipeline, transcript
from press.checks import epub as check
from press.layout import Layout
from press.manuscript import Manuscript, Rewriter, compose
from press.manuscript.fitting import fit
from press.model import Block, Box, Figure, Leaflet
from press.pipeline import Job
from press.writers import epub
from tests.conftest import Golden
from tests.test_leaflets import EDITIONS, LAYOUTS, LIBRARY, SOME
from tests.test_transcript import said, without_page_matter

ROOT = Path(__file__).parent.parent
PAGE, PACKAGE, NAV = "EPUB/leaflet.xhtml", "EPUB/package.opf", "EPUB/nav.xhtml"


@pytest.fixture
def look() -> Layout:
    return LAYOUTS["epub"]


@pytest.fixture
def script(sample: Leaflet, look: Layout) -> Manuscript:
    strings = look.strings_for("en-GB")
    assert strings
    return fit(compose(sample, strings), look)


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(found: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_the_zip_names_no_day_and_no_system(script: Manuscript, look: Layout) -> None:
    with zipfile.ZipFile(io.BytesIO(epub.write(script, look))) as archive:
        found = [(info.date_time, info.create_system) for info in archive.infolist()]
    assert set(found) == {((1980, 1, 1, 0, 0, 0), 3)}


def changed(data: bytes, file: str, old: str, new: str) -> bytes:
    found = files(data)
    assert old.encode() in found[file]
    return zipped({**found, file: found[file].replace(old.encode(), new.encode(), 1)})


def rules(data: bytes, script: Manuscript) -> set[str]:
    return {problem.rule for problem in check.check(data, script)}


def test_the_book_says_what_the_leaflet_says_and_breaks_no_rule(script: Manuscript, look: Layout) -> None:
    data = epub.write(script, look)
    assert check.check(data, script) == ()
    assert check.check_alone(data) == ()


def test_the_book_reads_as_it_did(script: Manuscript, look: Layout, golden: Golden) -> None:
    found = files(epub.write(script, look))
    assert next(iter(found)) == "mimetype"
    for name in (PAGE, PACKAGE, NAV):
        golden(ROOT / "tests" / "sample" / "epub" / Path(name).name, found[name].decode())


@pytest.mark.parametrize("edition", SOME)
def test_every_leaflet_is_made_as_an_e_book(edition: object) -> None:
    for each in (each for each in LIBRARY.editions if each is edition):
        (document,), problems = pipeline.make(Job(Leaflet(each, LIBRARY.clinics[0]), LAYOUTS["epub"], "epub"))
        assert problems == ()
        assert check.check_alone(document.data) == ()


def test_a_page_that_the_package_says_is_scripted_is_refused(script: Manuscript, look: Layout) -> None:
    data = epub.write(script, look)
    page = '<item id="leaflet" href="leaflet.xhtml" media-type="application/xhtml+xml"'
    book = changed(data, PACKAGE, page, f'{page} properties="scripted"')
    found = {(each.rule, each.place.words) for each in check.check_alone(book)}
    assert ("epub-outside", "EPUB/leaflet.xhtml (scripted)") in found


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_e_book_is_read_as_the_web_page_is(edition: object) -> None:
    for each in (each for each in LIBRARY.editions if each is edition):
        leaflet = Leaflet(each, LIBRARY.clinics[0])
        book, web = (
            without_page_matter(said(leaflet, name, kind), leaflet)
            for name, kind in (("epub", "epub"), ("web", "html"))
        )
        assert book == web


def test_two_books_of_one_leaflet_are_the_same_and_those_of_two_clinics_are_not(
    script: Manuscript, look: Layout
) -> None:
    assert epub.write(script, look) == epub.write(script, look)
    other = replace(script, clinic=None)
    assert files(epub.write(other, look))[PACKAGE] != files(epub.write(script, look))[PACKAGE]


def test_a_book_says_of_its_pictures_only_what_it_has(script: Manuscript, look: Layout) -> None:
    assert b">alternativeText<" in files(epub.write(script, look))[PACKAGE]
    bare = without_pictures(script)
    package = files(epub.write(bare, look))[PACKAGE]
    assert b"alternativeText" not in package
    assert b"visual" not in package
    assert rules(epub.write(bare, look), bare) == {"epub-link-target"}  # the leaflet speaks of one


class Unboxed(Rewriter):
    """Takes the pictures out of boxes."""

    def block(self, block: Block) -> Block:
        if isinstance(block, Box):
            return replace(block, blocks=tuple(each for each in block.blocks if not isinstance(each, Figure)))
        return block


def without_pictures(script: Manuscript) -> Manuscript:
    parts = []
    script = replace(
        script, parts=tuple(replace(part, section=Unboxed().section(part.section)) for part in script.parts)
    )
    for part in script.parts:
        blocks = tuple(block for block in part.section.blocks if not isinstance(block, Figure))
        inner = tuple(
            replace(each, blocks=tuple(block for block in each.blocks if not isinstance(block, Figure)))
            for each in part.section.sections
        )
        if part.kind.value not in ("pictures", "about"):
            parts.append(replace(part, section=replace(part.section, blocks=blocks, sections=inner)))
    return replace(script, parts=tuple(parts), clinic=None)


def test_a_leaflet_that_is_read_from_the_right_is_turned_from_the_right(script: Manuscript, look: Layout) -> None:
    turned = replace(script, language="ar", direction="rtl")
    data = epub.write(turned, look)
    assert b'page-progression-direction="rtl"' in files(data)[PACKAGE]
    assert rules(data, turned) == set()
    assert "epub-direction" in rules(changed(data, PACKAGE, 'direction="rtl"', 'direction="ltr"'), turned)


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        (PAGE, "The knee is", "The elbow is", "epub-words"),
        (PAGE, "<h3>", "<h5>", "epub-unreadable"),
        (PAGE, ' alt="', ' title="', "epub-alt"),
        (PAGE, 'lang="en-GB"', 'lang="fr"', "epub-said"),
        (PAGE, "<title>", "<title></title><title>", "epub-title"),
        (PAGE, 'href="#', 'href="#no-', "epub-link-target"),
        (PAGE, "</main>", '</main><p onclick="a()"></p>', "epub-outside"),
        (PAGE, "</main>", "</main><u></u>", "epub-kept"),
        (PACKAGE, "<dc:title>", "<dc:title>Not ", "epub-said"),
        (PACKAGE, "<dc:language>en-GB</dc:language>", "", "epub-metadata"),
        (PACKAGE, ">alternativeText<", ">index<", "epub-features"),
        (PACKAGE, ">readingOrder<", ">pageNavigation<", "epub-accessibility"),
        (PACKAGE, "images/1.", "images/9.", "epub-manifest"),
        (NAV, "#what-you-can-do", "#part--about", "epub-contents"),
        (NAV, "landmarks", "loi", "epub-contents"),
        (NAV, "toc", "lot", "epub-navigation"),
        ("mimetype", "epub", "zip", "epub-first"),
        ("EPUB/style.css", "h1,", "@import url(https://example.org/a.css); h1,", "epub-outside"),
    ],
)
def test_what_differs_is_found(script: Manuscript, look: Layout, file: str, old: str, new: str, rule: str) -> None:
    assert rule in rules(changed(epub.write(script, look), file, old, new), script)


def _level(found: dict[str, bytes]) -> None:
    found[PAGE] = found[PAGE].replace(b"h3>", b"h5>")


def _out(found: dict[str, bytes]) -> None:
    found["../a"] = b""


def _stray(found: dict[str, bytes]) -> None:
    found["EPUB/b.txt"] = b""


def _table(found: dict[str, bytes]) -> None:
    found[PAGE] = found[PAGE].replace(b"<th ", b"<td ").replace(b"</th>", b"</td>")


def _unspoken(found: dict[str, bytes]) -> None:
    found[PAGE] = found[PAGE].replace(b'xml:lang="en-GB"', b"").replace(b'lang="en-GB"', b"")


def _mute(found: dict[str, bytes]) -> None:
    found[PAGE] = found[PAGE].replace(b"</main>", b'<p><a href="#part--about"></a></p></main>')


@pytest.mark.parametrize(
    ("do", "wanted"),
    [
        (_level, {"epub-headings", "epub-sections"}),
        (_out, {"epub-name"}),
        (_stray, {"epub-manifest"}),
        (_table, {"epub-table"}),
        (_unspoken, {"epub-language"}),
        (_mute, {"epub-link-words"}),
    ],
)
def test_what_is_wrong_in_many_places_is_found(
    script: Manuscript, look: Layout, do: Callable[[dict[str, bytes]], None], wanted: set[str]
) -> None:
    found = files(epub.write(script, look))
    do(found)
    assert wanted <= rules(zipped(found), script)


def test_books_of_others_are_read_page_by_page_with_their_languages() -> None:
    def page(words: str, language: str) -> bytes:
        head = f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{language}"><head><title>a</title></head>'
        return f"{head}<body>{words}</body></html>".encode()

    root = b'<rootfiles><rootfile full-path="a/b.opf"/></rootfiles>'
    container = b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">' + root + b"</container>"
    package = b"""<package xmlns="http://www.idpf.org/2007/opf" version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <metadata><dc:title>Knees</dc:title><dc:language>en</dc:language></metadata>
        <manifest><item id="one" href="one%20page.xhtml" media-type="application/xhtml+xml"/>
        <item id="two" href="../two.xhtml" media-type="application/xhtml+xml"/>
        <item id="three" href="three.svg" media-type="image/svg+xml"/></manifest>
        <spine><itemref idref="two"/><itemref idref="one"/><itemref idref="three"/></spine></package>"""
    book = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": container,
        "a/b.opf": package,
        "a/one page.xhtml": page("<h1>Rest</h1><p>a&nbsp;day</p>", "en"),
        "two.xhtml": page("<p>Croeso</p>", "cy"),
        "a/three.svg": b"<svg/>",
    }
    assert list(transcript.read(zipped(book), "a.epub").lines()) == [
        "Document “Knees”, language en",
        "[cy] Croeso",
        "Heading 1: Rest",
        "a day",
        "Left out: a file in the order of reading that is no page of words: a/three.svg",
    ]
    assert {"epub-metadata", "epub-navigation", "epub-accessibility"} <= {
        problem.rule for problem in check.check_alone(zipped(book))
    }
