"""Where the pages of print begin: in the words of a leaflet, in e-books and braille, and what checks see of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press import formats
from press.braille import BLANK, PRINT_PAGE
from press.checks import braille as check_braille
from press.checks import epub as check
from press.layout import AS_IT_IS, Braille, Layout
from press.manuscript import Manuscript, carried, compose, divide, with_pages, with_print_pages
from press.manuscript.fitting import fit, listed
from press.model import (
    Box,
    BoxKind,
    CrossReference,
    Figure,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    Picture,
    Section,
    Strong,
    Table,
    Text,
)
from press.pipeline import Job, making
from press.problems import Place, Problem, Refused
from press.writers import braille, epub
from tests.cells import louis as louis
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
    making._printed.cache_clear()
    (script,) = making._scripts(Job(sample, PAGED, "epub"))
    assert script.print_pages == ()
    making._set.cache_clear()
    making._printed.cache_clear()


# Braille


@pytest.fixture
def embossed(script: Manuscript) -> Manuscript:
    """A leaflet whose words the tests' own program has braille for."""
    tables = {"grade_1": "g1", "grade_2": "g2", "signs": "g1"}
    strings = replace(script.strings, tables=tables)
    items = List((item("One knee"), item("Two knees")), numbered=True)
    box = Box(BoxKind.NOTE, (Text("Watch"),), (Paragraph((Text("Both knees hurt badly today"),)),))
    inner = Section("inner", (Text("Inside"),), (box,))
    words = Paragraph((Text("Ask us or see our pages about knees, today or another day."),))
    section = Section("new", (Text("New"),), (words, items), (inner,))
    return replace(script, strings=strings, parts=(replace(script.parts[0], section=section),), print_pages=())


def item(text: str) -> Item:
    return Item((Paragraph((Text(text),)),))


def turning(script: Manuscript, *before: str) -> Manuscript:
    """The manuscript with a page of print at each of these words."""
    places = [0, *(at(script, word) for word in before)]
    return replace(script, print_pages=tuple((index, number) for number, index in enumerate(places, 1)))


CELLS = replace(LAYOUTS["braille"], braille=Braille(cells=30, lines=30))


def brailled(script: Manuscript) -> list[list[str]]:
    """The lines of each page, in letters."""
    (*pages, _) = braille.brf(script, CELLS).decode().split("\f")
    return [[line.strip() for line in page.splitlines()] for page in pages]


def told(data: bytes, script: Manuscript) -> list[str]:
    return [problem.rule for problem in check_braille.check(data, check_braille.brf, script, CELLS)]


@pytest.mark.usefixtures("louis")
def test_braille_tells_each_page_of_print_before_its_first_word(embossed: Manuscript) -> None:
    script = turning(embossed, "about", "Two", "Watch", "badly")
    lines = [line for page in brailled(script)[1:] for line in page]
    assert lines[1] == '"3#A'
    where = {line: (lines[n - 1], lines[n + 1]) for n, line in enumerate(lines) if line.startswith('"3#')}
    assert where['"3#B'] == ("ASK US OR SEE OUR PAGES", "ABOUT KNEES1 TODAY OR ANOTHER")
    assert where['"3#C'] == ("#A4 ONE KNEE", "#B4 TWO KNEES")
    assert where['"3#D'] == ("INSIDE", "")
    assert where['"3#E'] == ("BOTH KNEES HURT", "BADLY TODAY")
    assert told(braille.brf(script, CELLS), script) == []


@pytest.mark.usefixtures("louis")
@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        (b'"3#B', b'"3#C'),
        (b'             "3#B\r\n', b""),
        (b'#A4 ONE KNEE\r\n             "3#C', b'             "3#C\r\n#A4 ONE KNEE'),
        (b'             "3#B', b'"3#B'),
        (b"BADLY TODAY", b'BADLY TODAY\r\n             "3#E'),
    ],
    ids=["another number", "none", "before another word", "at the margin", "one too many"],
)
def test_a_page_of_print_that_is_told_elsewhere_or_not_is_seen(
    embossed: Manuscript, written: bytes, otherwise: bytes
) -> None:
    script = turning(embossed, "about", "Two", "Watch")
    data = braille.brf(script, CELLS)
    assert written in data
    assert set(told(data.replace(written, otherwise), script)) & {"braille-print-pages", "braille-words"}


@pytest.mark.usefixtures("louis")
@pytest.mark.parametrize("lines", range(10, 20))
def test_what_tells_of_a_page_of_print_never_ends_a_page_of_braille(embossed: Manuscript, lines: int) -> None:
    script = turning(embossed, "us", "see", "about", "Two", "knees", "Watch", "hurt", "badly")
    layout = replace(CELLS, braille=Braille(cells=30, lines=lines))
    pages = check_braille.brf(braille.brf(script, layout))
    assert sum(line.lstrip(BLANK).startswith(PRINT_PAGE) for page in pages for line in page) == 9
    assert not [page for page in pages if page[-1].lstrip(BLANK).startswith(PRINT_PAGE)]


def test_pages_of_print_stay_with_their_words_in_lists_for_tables(script: Manuscript) -> None:
    head = (Text("Dose"),), (Text("When"),)
    rows = tuple(((Text(f"{number} mg"),), (Text(f"Day {number}"),)) for number in (11, 12, 13))
    section = Section("new", (Text("New"),), (Table((Text("Doses"),), head, rows),))
    table = turning(replace(script, parts=(replace(script.parts[0], section=section),)), "12")
    made = carried(listed(table), table)
    (_, index), words = made.print_pages[-1][::-1], " ".join(made.texts()).split()
    assert made.print_pages[0] == (0, 1)
    assert "12" in words[index : index + 3]
    assert "11" not in words[index:]


def test_pages_of_print_stay_with_their_words_in_sections_within_sections(script: Manuscript) -> None:
    inner = Section("inner", (Text("Inner"),), (Paragraph((Text("Rest at home today."),)),))
    outer = Section("outer", (Text("Outer"),), (Paragraph((Text("Wash the wound daily."),)),), (inner,))
    whole = replace(script, parts=(replace(script.parts[0], section=outer),), print_pages=())
    whole = replace(whole, print_pages=((0, 1), (at(whole, "wound"), 2), (at(whole, "home"), 3)))
    assert carried(replace(whole, print_pages=()), whole).print_pages == whole.print_pages


def test_pages_of_print_stay_with_their_words_in_volumes_and_behind_references(script: Manuscript) -> None:
    see = Paragraph((Text("First see "), CrossReference((Text("there"),), "two"), Text(" and then stop.")))
    one, two = (Section(name, (Text(name.title()),), (see,)) for name in ("one", "two"))
    first = script.parts[0]
    whole = replace(script, parts=(replace(first, section=one), replace(first, section=two)), print_pages=())
    words = " ".join(whole.texts()).split()
    second = len(words) - 1 - words[::-1].index("then")
    whole = replace(whole, print_pages=((0, 1), (words.index("then"), 2), (second, 3)))
    (_, volume) = (carried(each, whole) for each in divide(whole, [1]))
    own = " ".join(volume.texts()).split()
    assert [(own[index], page) for index, page in volume.print_pages[1:]] == [("Two", 2), ("then", 3)]
    named = carried(with_pages(whole, {"two": 44}), whole)
    words = " ".join(named.texts()).split()
    assert [(words[index], page) for index, page in named.print_pages[1:]] == [("then", 2), ("then", 3)]
    assert carried(script, replace(whole, print_pages=())) == script
