"""Braille: its pages, what has to come back from them, and what the check sees. Without liblouis: see `tests.cells`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from press import braille, formats, imprint, pipeline
from press.braille import BLANK, CONTINUED
from press.checks import braille as check
from press.layout import Braille, Layout, Reading
from press.manuscript import (
    Manuscript,
    certify,
    compose,
    dividing,
    front_of_braille,
    on_paper,
    told_of_braille,
    with_pages,
)
from press.manuscript.fitting import listed
from press.model import (
    Box,
    BoxKind,
    Clinic,
    CrossReference,
    Description,
    Entry,
    Figure,
    Item,
    Leaflet,
    List,
    Paragraph,
    PartialDate,
    Picture,
    Section,
    Signature,
    SignatureKind,
    Text,
)
from press.pipeline import Job, Wishes
from press.problems import Refused
from press.programs import liblouis
from press.quantities import ENGLISH, Terms
from press.reader import Catalogue
from press.review.catalogue import listing
from press.writers import braille as writer
from press.writers.braille import pages, picture, translating
from press.writers.braille.passages import Passage, Style
from press.writers.braille.translating import Cells
from tests.cells import louis as louis
from tests.test_keys import RECORD
from tests.test_leaflets import LAYOUTS
from tests.test_manuscript import edition

TABLES = {"grade_1": "g1", "grade_2": "g2", "signs": "g1"}
ROOT = Path(__file__).parent.parent


def look(**braille: int) -> Layout:
    return replace(LAYOUTS["braille"], braille=Braille(**{"cells": 30, "lines": 12} | braille))


def manuscript(*words: str, sections: tuple[Section, ...] = (), **more: object) -> Manuscript:
    """A short leaflet, whose words the tests' own program has braille for."""
    strings = LAYOUTS.strings_for("en-GB")
    assert strings
    strings = replace(strings, tables=TABLES)
    first = Section("first", (Text("First"),), tuple(Paragraph((Text(each),)) for each in words))
    of = edition(sections=(first, *sections), subtitle="", **more)
    return listed(on_paper(compose(Leaflet(of), strings)))


def lines(script: Manuscript, layout: Layout) -> list[str]:
    return [line for page in check.brf(writer.brf(script, layout)) for line in page]


def rules(script: Manuscript, layout: Layout, spoilt: Callable[[bytes], bytes] = lambda data: data) -> list[str]:
    data = writer.brf(script, layout)
    return [problem.rule for problem in check.check(spoilt(data), check.brf, script, layout)]


# Cells


def test_the_title_page_says_all_that_names_the_leaflet_in_order() -> None:
    clinic = Clinic("c", "Riverside", logo_alt="A river")
    script = replace(manuscript("Rest."), publisher="Us", logo_alt="Our sign", clinic=clinic)
    named = replace(script, notice="Draft", title=(Text("Knees"),), volume="Volume 1", subtitle=(Text("At home"),))
    assert front_of_braille(named) == (
        *("Us", "Our sign", "A river", "Riverside", "Draft", "Knees", "Volume 1", "At home"),
    )
    assert front_of_braille(replace(named, clinic=None, logo_alt="", volume="")) == ("Us", "Draft", "Knees", "At home")


def test_braille_ascii_is_that_of_embossers() -> None:
    assert braille.ascii_of("⠠⠃⠗⠇⠀⠼⠁⠆⠀⠀") == ",BRL #A2"
    assert braille.cells_of(",brl #a2") == "⠠⠃⠗⠇⠀⠼⠁⠆"
    every = "".join(map(chr, range(0x2801, 0x2840)))
    assert braille.cells_of(braille.ascii_of(every)) == every


def test_each_sign_of_braille_ascii_has_a_second_form_32_places_on() -> None:
    assert braille.cells_of("abcxyz`{|}~") == braille.cells_of("ABCXYZ@[\\]^")


def test_cells_of_eight_dots_are_no_braille_for_paper() -> None:
    with pytest.raises(ValueError, match="six dots"):
        braille.ascii_of("⠁⡳")
    with pytest.raises(ValueError, match="not braille ASCII"):
        braille.cells_of("é")


@pytest.mark.parametrize(
    ("text", "read"),
    [("MRI", "mri"), ("“yes”,", '"yes",'), ("5–10", "5—10"), ("dydd.", "dydd4"), ("(9).", "9)"), ("٢٫٥", "2٫5")],
)
def test_words_have_come_back_whatever_their_capitals_and_the_signs_around_them(text: str, read: str) -> None:
    assert braille.came_back(text, read)


@pytest.mark.parametrize(
    ("text", "read"),
    [("(not)", "(n)"), ("2.5", "25"), ("2.5", "2.e"), ("10%", "10"), ("5mg", "5m"), ("a@b.org", "ab.org"), ("9", "")],
)
def test_a_figure_or_a_sign_that_is_another_has_not_come_back(text: str, read: str) -> None:
    assert not braille.came_back(text, read)


def test_the_letters_of_a_word_may_come_back_where_a_sign_in_it_does_not() -> None:
    assert braille.letters_came_back("and/or", "andor")
    assert not braille.letters_came_back("people;", "p;")


def test_what_matters_are_quantities_addresses_and_negations() -> None:
    text = "Do not take two tablets of it, or 5 mg: see www.example.org/a, and don’t stop"
    words = text.split(" ")
    found = braille.matters(words, text, ENGLISH, ("not", "-n’t"))
    kept = [word for word, matters in zip(words, found, strict=True) if matters]
    assert kept == ["not", "two", "tablets", "5", "mg:", "www.example.org/a,", "don’t"]


def test_a_figure_counts_among_the_letters_of_a_word_that_has_one_and_of_no_other() -> None:
    assert braille.letters_came_back("5mg/day", "5mgday")
    assert not braille.letters_came_back("5mg", "mg")
    assert braille.letters_came_back("stop.", "stop4")


def test_dates_and_what_is_counted_matter_in_the_words_of_their_language() -> None:
    welsh = Terms(months=("Mehefin",), to="i", counters=("cam",))
    for text in ("3 Mehefin 2026", "cam 3", "10 tabled"):
        assert braille.matters(text.split(" "), text, welsh, ()) == [True] * len(text.split(" "))
    assert braille.matters(["ym", "Mehefin"], "ym Mehefin", welsh, ()) == [False, False]


@pytest.mark.parametrize(
    ("span", "kept"), [((0, 1), "a"), ((2, 4), "bc"), ((3, 4), "bc"), ((5, 6), "d"), ((0, 3), "a bc"), ((1, 2), "")]
)
def test_a_word_matters_of_which_a_letter_does(
    monkeypatch: pytest.MonkeyPatch, span: tuple[int, int], kept: str
) -> None:
    monkeypatch.setattr(braille, "vital", lambda *_: iter([span]))
    found = braille.matters(["a", "bc", "d"], "a bc d", ENGLISH, ())
    assert " ".join(word for word, matters in zip(["a", "bc", "d"], found, strict=True) if matters) == kept


@pytest.mark.parametrize(("word", "negation"), [("pant", "-nt"), ("Don’t,", "-n't"), ("“NO”", "no"), ("ddim", "ddim")])
def test_a_negation_is_a_word_or_an_ending(word: str, negation: str) -> None:
    assert braille.negates(word, (negation, "other"))
    assert not braille.negates(word, ("other", "-ther"))


@pytest.mark.parametrize(("word", "negation"), [("part", "-nt"), ("note", "no"), ("’t", "-n’t"), ("not", "-no")])
def test_a_word_that_begins_or_ends_nearly_as_a_negation_is_none(word: str, negation: str) -> None:
    assert not braille.negates(word, (negation,))


# liblouis


def test_liblouis_that_is_not_there_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    liblouis._asked.cache_clear()
    monkeypatch.setattr(liblouis, "version", lambda: "")
    with pytest.raises(Refused) as refused:
        liblouis.forward(["a"], "g2")
    (problem,) = refused.value.problems
    assert (problem.rule, "apt-get install liblouis-bin" in problem.hint) == ("liblouis", True)
    job = Job(Leaflet(edition(sections=(Section("a", (Text("A"),)),))), LAYOUTS["braille"], "brf")
    with pytest.raises(Refused) as refused:
        pipeline.make(job)
    assert [problem.rule for problem in refused.value.problems] == ["liblouis"]


def test_a_text_is_cut_into_lines_that_the_program_does_not_break(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def run(way: str, lines: list[str], table: str) -> list[str]:
        given.extend(lines)
        return [line.replace(" ", BLANK) for line in lines]

    liblouis._asked.cache_clear()
    monkeypatch.setattr(liblouis, "_run", run)
    (words,) = liblouis.forward(["word " * 300], "cut")
    assert [word.text for word in words] == ["word"] * 300
    assert len(given) > 1
    assert max(map(len, given)) <= 400


@pytest.mark.parametrize(("first", "second", "lines"), [(199, 200, [400]), (200, 200, [200, 200]), (500, 9, [500, 9])])
def test_a_line_for_the_program_is_as_long_as_it_takes_and_no_longer(first: int, second: int, lines: list[int]) -> None:
    found = list(liblouis._pieces(f"{'a' * first} {'b' * second}", " "))
    assert [len(piece) for piece in found] == lines
    assert " ".join(found) == f"{'a' * first} {'b' * second}"


def test_a_phone_number_may_be_one_word_of_braille(monkeypatch: pytest.MonkeyPatch) -> None:
    liblouis._asked.cache_clear()
    monkeypatch.setattr(liblouis, "_run", lambda *_: ["⠁⠀⠼⠚⠐⠓"])
    assert liblouis.forward(["a 01 23"], "phone") == [[("a", "⠁"), ("01 23", "⠼⠚⠐⠓")]]


# Pages


def words(text: str, *tied: int) -> tuple[Cells, ...]:
    return tuple(Cells(word, number in tied) for number, word in enumerate(text.split()))


def test_words_that_are_tied_stand_on_one_line() -> None:
    style = Style()
    assert list(pages._lines(words("aaaa 500 mg", 1), style, 9, 9)) == ["aaaa", f"500{BLANK}mg"]
    assert list(pages._lines(words("aaaa 500 mg"), style, 9, 9)) == [f"aaaa{BLANK}500", "mg"]
    assert list(pages._lines(words("aaaa bbbb"), style, 9, 9)) == [f"aaaa{BLANK}bbbb"]
    assert list(pages._lines(words("aaaa bbbb"), style, 8, 8)) == ["aaaa", "bbbb"]


def test_an_amount_is_tied_wherever_it_stands_in_a_text() -> None:
    text = "Take 500 mg now and 20 mg at night."
    found = [liblouis.Word(word, "⠁") for word in text.split()]
    tied = [word.text for word, holds in zip(found, translating._tied(found, text, ENGLISH), strict=True) if holds]
    assert tied == ["500", "20"]


def test_a_word_that_is_longer_than_a_line_says_that_it_goes_on() -> None:
    assert list(pages._lines(words("ab abcdefghijk"), Style(rest=1), 6, 6)) == [
        "ab",
        f"{BLANK}abcd{CONTINUED}",
        f"{BLANK}efgh{CONTINUED}",
        f"{BLANK}ijk",
    ]


def test_contents_lead_to_their_pages_with_dots() -> None:
    style = Style()
    assert list(pages.listed([(words("abcde"), style, 3)], 10)) == [f"abcde{BLANK * 3}⠼⠉"]
    assert list(pages.listed([(words("abcd"), style, 3)], 10)) == [f"abcd{BLANK}⠄⠄{BLANK}⠼⠉"]
    assert list(pages.listed([(words("ab cdefg"), style, 3)], 11)) == [f"ab{BLANK}cdefg{BLANK}⠼⠉"]
    assert list(pages.listed([(words("ab cdefgh"), style, 3)], 11)) == ["ab", f"cdefgh{BLANK * 3}⠼⠉"]
    assert list(pages.listed([(words("ab cd"), style, 3), (words("abcdefghi"), style, 12)], 12)) == [
        f"ab{BLANK}cd{BLANK}⠄⠄⠄{BLANK}⠼⠉",
        "abcdefghi",
        BLANK + "⠄" * 7 + f"{BLANK}⠼⠁⠃",
    ]


def test_what_leads_stands_with_two_lines_of_what_follows_and_no_more() -> None:
    lead, text = Style(leads=True), Style()
    before, heading, other, body = (
        pages.Set(Passage(plain, style), words(plain))
        for plain, style in (("aaaa aaaa", text), ("bb", lead), ("cc", lead), ("dddd eeee ffff", text))
    )
    for lines, sets, filled in (
        (5, (before, heading, body), [5, 2]),
        (4, (before, heading, body), [2, 4, 2]),
        (6, (before, heading, other, body), [6, 2]),
        (5, (before, heading, other, body), [2, 5, 2]),
    ):
        volume = pages.Volume(Braille(cells=4, lines=lines), ())
        volume.turn()
        volume.put(sets)
        assert [len(page) for page in volume.pages] == filled


DRAWN = """<?xml version='1.0' encoding='UTF-8'?>
<svg xmlns="http://www.w3.org/2000/svg" width="42mm" height="100mm" viewBox="0 0 42 100" role="img" xml:lang="ar">\
<title>A</title><g class="page"><rect x="2" y="2" width="38" height="46" fill="#FFFFFF" stroke="#6E738C"/>\
<path fill="none" stroke="#111118" stroke-width="1.6" stroke-linecap="round" \
d="M15 25h0 M15 27.5h0 M17.5 25h0 M17.5 30h0 M23.5 30h0"/></g>\
<g class="page"><rect x="2" y="52" width="38" height="46" fill="#FFFFFF" stroke="#6E738C"/></g></svg>
"""


def test_a_picture_of_braille_has_the_dots_that_are_raised_and_a_title_in_its_language() -> None:
    assert picture.drawn([["", "\u282b\u2820"], [""]], Braille(cells=2, lines=2), "A", "ar").decode() == DRAWN


@pytest.mark.usefixtures("louis")
def test_a_leaflet_has_a_title_page_contents_and_running_heads() -> None:
    script = manuscript("Take 5 mg.")
    found = check.brf(writer.brf(script, look(lines=25)))
    assert [page[0][-2:] for page in found[1:]] == ["⠼⠃", "⠼⠉"]
    assert found[1][1].strip(BLANK) == "⠉⠕⠝⠞⠑⠝⠞⠎"
    assert found[1][3].startswith("⠋⠊⠗⠎⠞⠀⠄")
    assert found[1][3].endswith("⠼⠉")
    assert f"{BLANK * 2}⠞⠁⠅⠑⠀⠼⠑⠀⠍⠛⠲" in found[2]
    assert check.check(writer.brf(script, look(lines=25)), check.brf, script, look(lines=25)) == ()


@pytest.mark.usefixtures("louis")
def test_no_heading_ends_a_page_and_no_page_is_larger_than_asked_for() -> None:
    sections = tuple(
        Section(f"s{number}", (Text("Heading"),), (Paragraph((Text("word " * 23),)),)) for number in range(9)
    )
    script = manuscript("a", sections=sections)
    for layout in (look(lines=10), look(lines=11), look(lines=13)):
        found = check.brf(writer.brf(script, layout))
        assert layout.braille
        assert max(len(page) for page in found) <= layout.braille.lines
        assert not [page for page in found if page[-1].strip(BLANK) == "⠓⠑⠁⠙⠊⠝⠛"]
        assert rules(script, layout) == []


@pytest.mark.usefixtures("louis")
def test_a_long_leaflet_is_in_volumes_each_with_title_page_and_helpline() -> None:
    sections = tuple(Section(f"s{number}", (Text("Part"),), (Paragraph((Text("word " * 90),)),)) for number in range(6))
    script = replace(manuscript("a", sections=sections), help="Helpline (01632)")
    volumes = dividing.divide(script, look(pages=10), writer.paginate)
    names = [volume.volume.replace("\N{NO-BREAK SPACE}", " ") for volume in volumes]
    assert names == ["Volume 1 of 3", "Volume 2 of 3", "Volume 3 of 3"]
    for volume in volumes:
        assert "Helpline (01632)" in told_of_braille(volume, look())
        assert len(check.brf(writer.brf(volume, look(pages=10)))) <= 10
        assert rules(volume, look(pages=10)) == []


def test_the_title_page_says_what_whoever_orders_braille_wants_to_know() -> None:
    script = manuscript("a")
    assert told_of_braille(script, look(sides=2, grade=1)) == (
        "Braille, grade 1: 30 cells by 12 lines, on both sides",
        f"Print edition 2026-11, code {script.code}",
        "Made by machine. It has to be proof-read before it is embossed.",
    )


def test_a_proof_reader_s_signature_is_printed_while_it_holds() -> None:
    bare = edition((Text("Words."),))
    signature = Signature(
        SignatureKind.BRAILLE, "Transcriber", "A. Example", PartialDate(2026, 11, 9), imprint.signed(bare)
    )
    signed = replace(bare, signatures=(signature,))
    strings = LAYOUTS.strings_for("en-GB")
    assert strings
    script = compose(Leaflet(signed), strings, kinds=("print",))
    assert script.proof_read == "Proof-read: Transcriber, 9 November 2026"
    assert any("print or braille" in text for text in script.texts())
    changed = replace(signed, title="Other words")
    assert compose(Leaflet(changed), strings, kinds=("print",)).proof_read == ""


def test_a_language_that_has_one_grade_alone_is_in_that_unless_another_is_asked_for() -> None:
    script = manuscript("a")
    arabic = replace(script, strings=replace(script.strings, tables={"grade_1": "g1"}))
    assert told_of_braille(arabic, look())[0].startswith("Braille, grade 1:")
    with pytest.raises(Refused) as refused:
        writer.brf(arabic, replace(look(), reading=Reading(grade=2)))
    assert [problem.rule for problem in refused.value.problems] == ["braille-table"]


# What comes back


@pytest.mark.usefixtures("louis")
def test_a_negation_that_would_not_come_back_is_written_letter_by_letter() -> None:
    script = manuscript("Do not stop (not now).")
    shown = [line for line in lines(script, look()) if "⠎⠞⠕⠏" in line]
    assert shown == [f"{BLANK * 2}⠙⠕⠀⠝⠀⠎⠞⠕⠏⠀⠣⠝⠕⠞⠀⠝⠕⠺⠜⠲"]
    assert rules(script, look()) == []


@pytest.mark.usefixtures("louis")
def test_other_words_that_do_not_come_back_are_told_to_the_proof_reader() -> None:
    script = manuscript("For people.")
    (problem,) = check.check(writer.brf(script, look()), check.brf, script, look())
    assert (problem.rule, problem.grade.value) == ("braille-proof-read", "warning")
    assert "Read back as others: people. (read as p.)" in problem.message


@pytest.mark.usefixtures("louis")
def test_a_figure_that_does_not_come_back_by_any_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    script = manuscript("Take 5 mg.")
    monkeypatch.setattr(liblouis, "backward", lambda texts, table: [[""] * len(each) for each in texts])
    found = check.check(writer.brf(script, look()), check.brf, script, look())
    assert "5" in [problem.place.words for problem in found if problem.rule == "braille-back"]


@pytest.mark.usefixtures("louis")
def test_a_sign_that_has_no_braille_is_refused_with_its_word() -> None:
    with pytest.raises(Refused) as refused:
        writer.brf(manuscript("It is 漢字."), look())
    (problem,) = refused.value.problems
    assert (problem.rule, problem.place.words) == ("braille-sign", "“漢字.”")


# What the check sees

SPOILT: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a word is lost": ("braille-words", lambda data: data.replace(b"TAKE ", b"")),
    "a word is twice": ("braille-words", lambda data: data.replace(b"TAKE ", b"TAKE TAKE ")),
    "another dose": ("braille-words", lambda data: data.replace(b"#E MG", b"#H MG")),
    "the end is lost": ("braille-words", lambda data: data[: data.rfind(b"EDITION")] + b"\f"),
    "something follows": ("braille-words", lambda data: data[:-3] + b" X\r\n\f"),
    "another item": ("braille-words", lambda data: data.replace(b"#A4 ONE", b"#C4 ONE")),
    "another page in the contents": ("braille-contents", lambda data: re.sub(rb"(FIRST '+ )#C", rb"\1#D", data)),
    "no page number": ("braille-page", lambda data: data.replace(b"#B\r", b"#C\r", 1)),
    "a long line": ("braille-page", lambda data: data.replace(b"TAKE", b"TAKE" + b" " * 30)),
    "no braille": ("braille-file", lambda data: data.replace(b"TAKE", "é".encode())),
}


@pytest.mark.usefixtures("louis")
@pytest.mark.parametrize("case", SPOILT)
def test_what_is_wrong_in_a_file_is_seen(case: str) -> None:
    wanted, spoil = SPOILT[case]
    items = List((Item((Paragraph((Text("one"),)),)), Item((Paragraph((Text("two"),)),))), numbered=True)
    section = Section("more", (Text("More"),), (items,))
    script = manuscript("Take 5 mg.", sections=(section,))
    layout = look(lines=30)
    assert rules(script, layout) == []
    assert wanted in rules(script, layout, spoil)


@pytest.mark.usefixtures("louis")
def test_a_heading_that_stands_with_other_words_is_seen() -> None:
    script, layout = manuscript("Take 5 mg."), look(lines=30)
    data = writer.brf(script, layout)
    found = [line.strip() for line in data.split(b"\r\n")]
    assert b"FIRST" in found
    together = data.replace(b"\r\n\r\n            FIRST\r\n", b"\r\n            FIRST\r\n")
    assert together != data
    assert "braille-headings" in [problem.rule for problem in check.check(together, check.brf, script, layout)]


@pytest.mark.usefixtures("louis")
def test_boxes_have_a_line_above_and_below_and_links_lead_where_they_say() -> None:
    box = Box(BoxKind.NOTE, (Text("Mind"),), (Paragraph((CrossReference((Text("see first"),), "first"),)),))
    script = manuscript("a", sections=(Section("more", (Text("More"),), (box,)),))
    shown = lines(script, look(lines=30))
    assert shown[shown.index("⠶" * 30) + 2 : shown.index("⠛" * 30)] == [f"{BLANK * 2}⠎⠑⠑⠀⠋⠊⠗⠎⠞"]
    assert rules(script, look(lines=30)) == []


# The other files


@pytest.mark.usefixtures("louis")
def test_the_files_of_one_leaflet_have_the_same_pages() -> None:
    script, layout = manuscript("Take 5 mg of it, not more: call 01632 960 123."), look(sides=2)
    pages = check.brf(writer.brf(script, layout))
    assert check.pef(writer.pef(script, layout)) == pages
    assert check.dots(writer.dots(script, layout)) == pages
    for read, data in ((check.pef, writer.pef(script, layout)), (check.dots, writer.dots(script, layout))):
        assert check.check(data, read, script, layout) == ()
    volume = etree.fromstring(writer.pef(script, layout)).find(".//{*}volume")
    assert volume is not None
    shape = {"cols": "30", "rows": "12", "rowgap": "0", "duplex": "true"}
    assert {name: volume.get(name) for name in shape} == shape


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g class="page"><path d="{}"/></g></svg>'


@pytest.mark.parametrize("place", ["M15 99999999h0", "M1 15h0", "M15 22.5h0", "M20 15h0"])
def test_dots_that_are_none_of_ours_are_no_picture_of_braille(place: str) -> None:
    assert check.dots(SVG.format("M15 15h0M17.5 20h0").encode()) == (("⠡",),)
    with pytest.raises(ValueError, match="no picture of braille"):
        check.dots(SVG.format(place).encode())


@pytest.mark.parametrize("read", [check.pef, check.dots])
def test_what_is_no_file_of_braille_is_said(read: Callable[[bytes], check.Pages]) -> None:
    for data in (b"", b"<pef/>", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        with pytest.raises(ValueError, match="it is no"):
            read(data)


# Layouts and wishes


def test_a_reader_s_wishes_are_told_by_the_names_of_files() -> None:
    layout = LAYOUTS["braille"]
    wished = layout.read(Reading(grade=1, cells=28, lines=25))
    assert wished.braille == Braille(grade=1, cells=28)
    assert wished.reading.suffix == "grade-1-cells-28"
    assert layout.read(Reading(grade=2, cells=40)) is layout
    assert not LAYOUTS["a4"].offers(Reading(grade=1))
    assert not layout.offers(Reading(size=14))


def test_braille_is_made_only_where_it_is_asked_for(sample_catalogue: Catalogue) -> None:
    plain = pipeline.plan(sample_catalogue, LAYOUTS, Wishes())
    assert not [order for order in plain if order.layout.name == "braille"]
    asked = pipeline.plan(sample_catalogue, LAYOUTS, Wishes(layouts=("braille",), readings=(Reading(grade=1),)))
    assert {order.format for order in asked} == {"brf", "pef", "svg"}
    assert all("-braille-grade-1." in order.path for order in asked)


@pytest.mark.usefixtures("louis")
@pytest.mark.parametrize(("read", "rule"), [(check.pef, "pef-file"), (check.dots, "dots-file")])
def test_a_file_of_another_kind_is_a_problem(read: Callable[[bytes], check.Pages], rule: str) -> None:
    script = manuscript("a")
    assert [problem.rule for problem in check.check(b"<a/>", read, script, look())] == [rule]


def test_the_report_names_liblouis_and_its_tables_of_braille_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liblouis, "version", lambda: "Liblouis 3")
    assert formats.transcriber("brf", LAYOUTS["braille"], "cy") == (
        "Liblouis 3: cy-cy-g2.ctb, cy-cy-g1.utb, en-ueb-g1.ctb"
    )
    assert formats.transcriber("pdf", LAYOUTS["a4"], "cy") == ""
    assert formats.brailler("pef") == "Liblouis 3"
    assert formats.brailler("txt") == ""


@pytest.mark.usefixtures("louis")
def test_a_word_that_goes_on_over_lines_is_read_as_one() -> None:
    script = manuscript(f"See {'abcde' * 15} now.", "abcde " * 11, f"{'x' * 30} y")
    shown = lines(script, look(lines=30))
    assert sum(line.endswith(CONTINUED) for line in shown) == 3
    assert rules(script, look(lines=30)) == []


@pytest.mark.usefixtures("louis")
def test_a_quantity_that_is_wider_than_a_line_is_parted_and_still_proved() -> None:
    script = manuscript(f"Take 5 {'milligrams' * 4} of it.", "It costs 500 tablets a day, or 40 mg/kg/day.")
    for cells in (20, 24):
        assert rules(script, look(cells=cells, lines=30)) == []


@pytest.mark.usefixtures("louis")
def test_items_stand_further_in_and_notes_have_their_signs() -> None:
    inner = List((Item((Paragraph((Text("inner words that run over"),)),)),))
    outer = List((Item((Paragraph((Text("outer words that run over it"),)), inner)),), numbered=True, start=3)
    picture = Picture("a.svg", "image/svg+xml", b"<svg/>", 10, 10)
    figure = Figure("a", picture, "A bent knee", (Text("It bends"),))
    entries = Description((Entry((Text("joint"),), (Paragraph((Text("where bones meet, or where they met"),)),)),))
    script = manuscript("a", sections=(Section("more", (Text("More"),), (outer, figure, entries)),))
    shown = [
        liblouis.backward([[liblouis.Word("", line.lstrip(BLANK))]], "g2") for line in lines(script, look(lines=60))
    ]
    indents = [len(line) - len(line.lstrip(BLANK)) for line in lines(script, look(lines=60))]
    said = [(indent, " ".join(text)) for indent, ((*text,),) in zip(indents, shown, strict=True)]
    start = said.index((0, "3. outer words that run over"))
    assert said[start : start + 9] == [
        (0, "3. outer words that run over"),
        (2, "it"),
        (2, "inner words that run over"),
        (2, "@⠨(a bent knee@⠨)"),
        (2, "it bends"),
        (0, "joint"),
        (2, "where bones meet, or where"),
        (2, "they met"),
        (0, ""),
    ]
    assert rules(script, look(lines=60)) == []


def test_the_catalogue_lists_braille_for_those_who_read_by_touch() -> None:
    assert {listing._need(replace(RECORD, format=name)) for name in ("brf", "pef", "svg")} == {listing.TOUCHED}


@pytest.mark.usefixtures("louis")
def test_braille_is_read_aloud_line_by_line_or_said_to_need_liblouis(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = check.brf(b"TAKE #E MG\r\n\r\n  NOW\r\n\f")
    assert list(check.speech(pages).lines()) == ["Document “take 5 mg”, language en", "take 5 mg", "now"]
    monkeypatch.undo()
    liblouis._asked.cache_clear()
    monkeypatch.setattr(liblouis, "version", lambda: "")
    with pytest.raises(ValueError, match="liblouis, which writes braille, is not installed"):
        check.speech(pages)


@pytest.mark.usefixtures("louis")
def test_what_a_language_s_own_table_cannot_say_is_written_by_that_of_signs_and_told() -> None:
    script = manuscript("A café for people.")
    of = replace(script.strings, tables={**TABLES, "signs": "signs"})
    script = replace(script, strings=of)
    assert any("⠉⠁⠋⠿" in line for line in lines(script, look()))
    (problem,) = check.check(writer.brf(script, look()), check.brf, script, look())
    assert problem.message.endswith("Read back as others: people. (read as p.). Written by the table of signs: café.")
    proved = replace(script, proof_read="Proof-read: a transcriber")
    assert check.check(writer.brf(proved, look()), check.brf, proved, look()) == ()


@pytest.mark.usefixtures("louis")
def test_a_language_whose_negations_nobody_has_said_is_told_of() -> None:
    script = manuscript("Do not stop.")
    script = replace(script, strings=replace(script.strings, negations=()))
    (problem,) = check.check(writer.brf(script, look()), check.brf, script, look())
    assert "Nobody has said which words say no in this language" in problem.message


@pytest.mark.parametrize(
    ("layout", "reading", "offer"),
    [
        ("braille", Reading(size=18), "braille has grades 1, 2; cells 20 to 60; lines 10 to 40; sides 1, 2."),
        ("braille", Reading(font="Inter"), "braille has grades 1, 2;"),
        ("text", Reading(grade=1), "text is as it is."),
        ("a4", Reading(cells=40), "a4 has sizes 14"),
    ],
)
def test_who_asks_a_layout_for_what_it_lacks_is_told_what_it_has(
    layout: str, reading: Reading, offer: str, sample_catalogue: Catalogue
) -> None:
    with pytest.raises(pipeline.Unknown, match=re.escape(offer)):
        pipeline.plan(sample_catalogue, LAYOUTS, Wishes(layouts=(layout,), readings=(reading,)))


@pytest.mark.usefixtures("louis")
def test_a_reference_names_the_page_of_braille_that_its_place_is_on() -> None:
    reference = Paragraph((Text("See "), CrossReference((Text("more"),), "more"), Text(".")))
    sections = (
        Section("then", (Text("Then"),), (reference, Paragraph((Text("word " * 60),)))),
        Section("more", (Text("More"),), (Paragraph((Text("words"),)),)),
    )
    bare = manuscript("a", sections=sections)
    script = dividing.numbered(bare, look(), writer.paginate)
    place = writer.paginate(script, look())[1]["more"]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in script.texts() if "See" in text] == [
        f"See more (page {place})."
    ]
    assert place > writer.paginate(script, look())[1]["then"]
    assert rules(script, look()) == []
    assert certify(script) == certify(bare)
    wrong = with_pages(bare, {"more": place + 1})
    assert "braille-contents" in rules(wrong, look())


@pytest.mark.usefixtures("louis")
def test_a_leaflet_without_references_is_laid_out_once_to_be_numbered() -> None:
    asked: list[Manuscript] = []

    def paginate(script: Manuscript, layout: Layout) -> tuple[int, dict[str, int]]:
        asked.append(script)
        return 1, {"first": 3}

    script = manuscript("a")
    assert dividing.numbered(script, look(), paginate) is not None
    assert len(asked) == 1
