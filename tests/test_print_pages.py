"""Where the pages of the print edition begin: in the words of a leaflet, in e-books, and what the check sees of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press import formats
from press.checks import epub as check
from press.layout import AS_IT_IS, Layout
from press.manuscript import Manuscript, compose, with_print_pages
from press.manuscript.fitting import fit
from press.model import Figure, Leaflet, Link, Paragraph, Picture, Section, Strong, Text
from press.pipeline import Job, making
from press.problems import Place, Problem, Refused
from press.writers import epub
from tests.test_epub import NAV, PACKAGE, PAGE, changed, files
from tests.test_leaflets import LAYOUTS

LOOK: Layout = LAYOUTS["epub"]
PAGED = LAYOUTS["talking-book"].read(AS_IT_IS, engine="typst")


@pytest.fixture
def script(sample: Leaflet) -> Manuscript:
    strings = LOOK.strings_for("en-GB")
    assert strings
    whole = fit(compose(sample, strings), LOOK)
    drawn = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' viewBox='0 0 9 9'/>"
    picture = Figure("a", Picture("a.svg", "image/svg+xml", drawn, 9, 9), "A knee")
    linked = Link((Text("our "), Strong((Text("web"),)), Text("site")), "https://example.org/")
    words = Paragraph((Text("Ask or see "), linked, Text(", today.")))
    section = Section("new", (Text("New"),), (words, picture, Paragraph((Text("The end."),))))
    return replace(whole, parts=(replace(whole.parts[0], section=section), *whole.parts[-1:]))


def at(script: Manuscript, word: str) -> int:
    return " ".join(script.texts()).split().index(word)


def rules(data: bytes, of: Manuscript) -> list[str]:
    return sorted({problem.rule for problem in check.check(data, of)})


# Words beside words


def test_pages_are_found_though_paper_says_more_and_some_words_otherwise(script: Manuscript) -> None:
    words = " ".join(script.texts()).split()
    start, later = at(script, "Ask"), at(script, "today.")
    printed = [(word, 1) for word in words[:start]]
    printed += [(word, 2) for word in (*words[start:later], "(example.org)", "2")]
    printed += [(word if number else "tod-", 3) for number, word in enumerate(words[later:])]
    found = with_print_pages(script, printed).print_pages
    assert found == ((0, 1), (start, 2), (later + 1, 3))


def test_a_page_that_is_not_found_leaves_all_unlisted(script: Manuscript) -> None:
    words = " ".join(script.texts()).split()
    printed = [*((word, 1) for word in words[:20]), ("nowhere", 2), *((word, 3) for word in words[20:])]
    assert with_print_pages(script, printed) == script
    assert with_print_pages(script, []) == script


def test_the_words_of_a_pdf_are_read_with_their_pages_without_its_contents(sample: Leaflet) -> None:
    a4 = LAYOUTS["a4"].read(AS_IT_IS, engine="typst")
    (paper,) = making._scripts(Job(sample, a4, "pdf"))
    printed = formats.printed(paper, a4)
    words = iter([word for word, _ in printed])
    assert all(word in words for word in " ".join(paper.texts()).split()[-200:])
    pages = [page for _, page in printed]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert pages[-1] > 1


# E-books


def test_marks_stand_before_the_first_words_of_pages_and_are_listed(script: Manuscript) -> None:
    places = [0, *(at(script, word) for word in ("our", "website,", "A", "end."))]
    paged = replace(script, print_pages=tuple((index, number) for number, index in enumerate(places, 1)))
    data = epub.write(paged, LOOK)
    assert rules(data, paged) == []
    assert check.check_alone(data) == ()
    page = files(data)[PAGE].decode()
    mark = '<span epub:type="pagebreak" role="doc-pagebreak" id="page-{0}" aria-label="{0}"></span>'
    for number, after in ((1, paged.publisher), (2, "our "), (4, '<img src="'), (5, "end.")):
        assert mark.format(number) + after in page
    assert page.count("doc-pagebreak") == 5
    assert "pageBreakSource" in files(data)[PACKAGE].decode()
    assert "doc-pagelist" in files(data)[NAV].decode()
    bare = files(epub.write(script, LOOK))
    assert not [name for name, held in bare.items() if b"pagebreak" in held or b"page-list" in held]


def test_a_list_that_lacks_a_page_or_leads_elsewhere_is_seen(script: Manuscript) -> None:
    paged = replace(script, print_pages=((0, 1), (at(script, "our"), 2)))
    data = epub.write(paged, LOOK)
    assert rules(data, script) != []
    assert "epub-pages" in rules(data, replace(script, print_pages=((0, 1), (at(script, "Ask"), 2))))
    assert "epub-pages" in rules(changed(data, NAV, "#page-2", "#page-1"), paged)
    assert "epub-pages" in rules(changed(data, PACKAGE, "pageBreakSource", "dcterms:source"), paged)
    unmarked = changed(data, PAGE, "pagebreak", "page")
    assert "epub-pages" in rules(unmarked, paged)


def test_an_e_book_s_layout_names_the_print_edition_that_it_lists(sample: Leaflet) -> None:
    assert PAGED.print_edition
    assert PAGED.print_edition.name == "a4"
    assert LAYOUTS["web"].print_edition is None
    (script,) = making._scripts(Job(sample, PAGED, "epub"))
    assert [page for _, page in script.print_pages] == list(range(1, script.print_pages[-1][1] + 1))
    assert script.print_pages[0] == (0, 1)


def test_where_the_print_edition_is_refused_no_pages_are_listed(
    sample: Leaflet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise Refused([Problem("a", Place("a"), "It cannot be laid out.", "Mend it.")])

    monkeypatch.setattr(formats, "printed", refused)
    making._set.cache_clear()
    (script,) = making._scripts(Job(sample, PAGED, "epub"))
    assert script.print_pages == ()
    making._set.cache_clear()
