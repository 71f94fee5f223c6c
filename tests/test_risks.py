"""Boxes in numbers: what is said and drawn of them, in every language, and counted back from finished files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from base64 import b64decode, b64encode
from dataclasses import replace

import pytest

from press import formats, manuscript, risks
from press.incoming import printed
from press.incoming.sources import sources
from press.layout import Strings
from press.manuscript import Manuscript
from press.manuscript.numbers import told
from press.model import (
    Block,
    Box,
    BoxKind,
    Figure,
    Item,
    Leaflet,
    List,
    Paragraph,
    Section,
    Share,
    Strong,
    Text,
    Words,
    figures,
    plain,
)
from press.pictures import people
from tests.pdf.conftest import composed, loaded
from tests.words import known

WITH, WITHOUT = "With it: about 3 in 100 people", "Without it: 8 in 100 people"


def _words(text: str) -> Words:
    return (Text(text),)


def _box(*said: str, kind: BoxKind = BoxKind.RISK) -> Box:
    return Box(kind, _words("Infection"), (List(tuple(Item((Paragraph(_words(each)),)) for each in said)),))


def _strings(language: str) -> Strings:
    strings = loaded().strings_for(language)
    assert strings
    return strings


def _told(box: Box, language: str = "en") -> list[str]:
    strings = _strings(language)
    (made,) = told([Section("s", _words("S"), (box,))], strings)
    return list(manuscript.section_texts(made, strings))[2:]


def _leaflet(sample: Leaflet, *boxes: Box) -> Leaflet:
    sections = (Section("numbers", _words("Numbers"), boxes),)
    return Leaflet(replace(sample.edition, sections=sections, glossary=(), abbreviations=()))


def test_the_press_says_both_to_how_many_it_happens_and_to_how_many_it_does_not() -> None:
    first, drawn, legend, *_ = _told(_box(WITH, WITHOUT))
    assert first == "With it: This happens to about 3 in 100 people. It does not happen to about 97 in 100 people."
    assert drawn == "Infection, With it: drawing of 100 people, 3 of them filled in."
    assert legend == "Each figure is one person. Filled in: it happens to them (3). Outlines: it does not (97)."


@pytest.mark.parametrize(
    ("language", "written", "wanted"),
    [
        (
            "cy",
            "3 o bob 100 o bobl",
            "Mae hyn yn digwydd i 3 o bob 100 o bobl. Nid yw’n digwydd i 97 o bob 100 o bobl.",
        ),
        ("ar", "3 من كل 100 شخص", "يحدث هذا لدى 3 من كل 100 شخص. ولا يحدث لدى 97 من كل 100 شخص."),
        ("ar", "٣ من كل ١٠٠ شخص", "يحدث هذا لدى ٣ من كل ١٠٠ شخص. ولا يحدث لدى ٩٧ من كل ١٠٠ شخص."),
        (
            "en",
            "1 in 10,000 people",
            "This happens to 1 in 10,000 people. It does not happen to 9,999 in 10,000 people.",
        ),
    ],
)
def test_the_rest_is_written_as_the_author_writes_numbers(language: str, written: str, wanted: str) -> None:
    assert _told(_box(written), language)[0] == wanted


@pytest.mark.parametrize(
    ("count", "of", "word"),
    [
        (1, 10, "very_common"),
        (99, 1_000, "common"),
        (1, 100, "common"),
        (1, 101, "uncommon"),
        (1, 1_000, "uncommon"),
        (1, 1_001, "rare"),
        (1, 10_000, "rare"),
        (1, 10_001, "very_rare"),
        (0, 100, "very_rare"),
    ],
)
def test_a_side_effect_has_the_word_of_the_one_scale(count: int, of: int, word: str) -> None:
    assert risks.frequency(Share(count, of)) == word
    said = _told(_box(f"{count} in {of} people", kind=BoxKind.SIDE_EFFECT))[0]
    assert said.endswith(f"this is {_strings('en')[word]}.")


@pytest.mark.parametrize(
    ("heading", "said", "warned"),
    [
        ("A common infection", "1 in 20 people", []),
        ("A common infection", "3 in 1,000 people", ["“common” stands over 3 in 1,000 people"]),
        ("Infection", "Rare in children: 3 in 100 people", ["“Rare” stands over 3 in 100 people"]),
        ("Very common infections", "3 in 100 people", ["“Very common” stands over"]),
        ("Infection", "Uncommon: 3 in 1,000 people", []),
        ("The common cold", "3 in 1,000 people", []),
        ("Haint anghyffredin", "3 o bob 100 o bobl", ["“anghyffredin” stands over"]),
        ("Haint cyffredin iawn", "3 o bob 10 o bobl", []),
        ("عدوى غير شائعة", "3 من كل 100 شخص", ["“غير شائعة” stands over"]),
        ("عدوى نادرة جدا", "1 من كل 100,000 شخص", []),
    ],
)
def test_a_word_of_the_scale_that_an_author_writes_is_held_against_the_numbers(
    heading: str, said: str, warned: list[str]
) -> None:
    box = replace(_box(said, kind=BoxKind.SIDE_EFFECT), heading=_words(heading))
    found = list(risks.faults(box))
    assert [each.message.startswith(start) for each, start in zip(found, warned, strict=True)] == [True] * len(warned)
    assert not any(each.certain for each in found)
    assert not list(risks.faults(replace(box, kind=BoxKind.RISK)))


WORDS_OF_THE_SCALE = {
    "very_common": ("very common", "cyffredin iawn", "gyffredin iawn", "chyffredin iawn", "شائعة جدا"),
    "common": ("common", "Cyffredin", "gyffredin", "chyffredin", "شائعة"),
    "uncommon": ("uncommon", "not common", "anghyffredin", "غير شائعة"),
    "rare": ("rare", "prin", "brin", "phrin", "نادرة"),
    "very_rare": ("very rare", "prin iawn", "brin iawn", "phrin iawn", "نادرة جدا"),
}


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, all_ in WORDS_OF_THE_SCALE.items() for word in all_])
def test_each_word_of_the_scale_is_known_for_what_it_is(name: str, word: str) -> None:
    shares = dict(zip(risks.FREQUENCIES, (10, 100, 1_000, 10_000, 100_000), strict=True))
    for frequency, of in shares.items():
        found = list(risks.faults(_box(f"Haint, {word}: 1 in {of} people", kind=BoxKind.SIDE_EFFECT)))
        said = [each.message.split("”")[0].removeprefix("“").casefold() for each in found]
        assert said == ([] if frequency == name else [word.casefold()])


@pytest.mark.parametrize("word", ["cold", "bile duct", "carotid artery", "warts"])
def test_what_is_called_common_for_another_reason_is_none_of_the_scale(word: str) -> None:
    assert not list(risks.faults(_box(f"A common {word}: 1 in 10,000 people", kind=BoxKind.SIDE_EFFECT)))


def _fault(said: str) -> str:
    """Which rule a box with one sentence breaks; empty for none."""
    return next((each.rule for each in risks.faults(_box(said))), "")


@pytest.mark.parametrize("word", known("press.risks._ABOUT"))
def test_a_number_may_be_about_so_many(word: str) -> None:
    (risk,) = risks.read(_box(f"{word.capitalize()} 3 in 100 people"))
    assert (risk.before, risk.share) == (f"{word.lower()} ", Share(3, 100))


@pytest.mark.parametrize(
    "said",
    [
        *("3%", "3 % of people", "٣٪ من الناس", "3 percent", "3 per cent of people", "3 y cant o bobl"),
        *("3 بالمئة", "3 بالمائة", "3 في المئة"),
    ],
)
def test_a_percentage_is_refused_however_it_is_written(said: str) -> None:
    assert _fault(said) == "risk-percentage"


@pytest.mark.parametrize(
    "said",
    [
        *(f"3 {limit} in 100 people" for limit in ("or more", "or fewer", "or less")),
        *(f"3 in {limit} 100 people" for limit in ("at least", "at most", "up to", "hyd at", "o leiaf")),
        *(f"3 in {limit} 100 people" for limit in ("more than", "fewer than", "less than", "Up to")),
        *(f"3 {limit} o bob 100 o bobl" for limit in ("neu fwy", "neu lai")),
        *(f"3 {limit} من كل 100 شخص" for limit in ("أو أكثر", "أو أقل", "على الأقل", "على الأكثر")),
        "3 in 100 people or more",
        "nearly 3 in 100 people",
        "up to 3 in 100 people",
    ],
)
def test_a_limit_is_refused_wherever_it_stands(said: str) -> None:
    (found,) = risks.faults(_box(said))
    assert found.message.startswith("Of what is limited")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("1 in 2 people", ""),
        ("2 in 2 people", ""),
        ("0 in 100 people", ""),
        ("3 in 100 people.", ""),
        ("1 in 10 000 people", ""),
        ("1 in 1 people", "risk"),
        ("3 in 2 people", "risk"),
        ("3 / 100 people", "risk"),
        ("1,5 in 100 people", "risk"),
        ("1 in 1,00 people", "risk"),
        ("1 in 10,000.000 people", "risk"),
        ("3 in 100 in 5 years", "risk"),
        ("3 people", "risk-relative"),
        ("twice as likely", "risk-relative"),
    ],
)
def test_people_are_counted_in_whole_numbers_of_at_least_two(said: str, rule: str) -> None:
    assert _fault(said) == rule


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("1 in 1,000 people", "999 in 1,000 people"),
        ("about 1 in 12,000 people", "about 11,999 in 12,000 people"),
        ("1 in 12000 people", "11999 in 12000 people"),
        ("1 in 12 000 people", "11 999 in 12 000 people"),
        ("1 in 12.000 people", "11.999 in 12.000 people"),
        ("١ من كل ١٢٬٠٠٠ شخص", "١١٬٩٩٩ من كل ١٢٬٠٠٠ شخص"),
        ("3 in 3 people", "0 in 3 people"),
    ],
)
def test_how_many_are_left_is_written_with_the_signs_of_how_many_there_are(said: str, rest: str) -> None:
    (risk,) = risks.read(_box(said))
    assert (risk.ratio, risk.rest) == (said, rest)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ((Strong(_words("With it: ")), *_words("3 in 100 people")), (Strong(_words("With it")),)),
        ((Strong(_words("With it")), *_words(": 3 in 100 people")), (Strong(_words("With it")),)),
        (
            (*_words("With "), Strong(_words("it: ")), *_words("3 in 100 people")),
            (*_words("With "), Strong(_words("it"))),
        ),
        (_words("By day 2: with it: 3 in 100 people"), _words("By day 2: with it")),
        (_words("3 in 100 people"), ()),
    ],
)
def test_what_stands_before_the_colon_keeps_its_marks_and_is_no_number(words: Words, label: Words) -> None:
    box = replace(_box(), blocks=(Paragraph(words),))
    assert not list(risks.faults(box))
    (risk,) = risks.read(box)
    assert (risk.label, risk.ratio) == (label, "3 in 100 people")


@pytest.mark.parametrize("at", [0, 1, 2])
def test_no_part_of_the_numbers_has_a_mark(at: int) -> None:
    words = [*_words("With it: "), *_words("3 in 100 "), *_words("people")]
    words[at] = Strong((words[at],))
    found = risks.faults(replace(_box(), blocks=(Paragraph(tuple(words)),)))
    assert ["no marks of their own" in each.message for each in found] == [True] * (at > 0)


def test_a_fault_names_its_group_and_a_group_each_fault() -> None:
    sizes = list(risks.faults(_box("A: 3 in 100 people", "B: 1 in 10 people", "2 in 50 people")))
    assert [(each.row, each.rule, each.certain) for each in sizes] == [
        (1, "risk-compared", True),
        (2, "risk-compared", True),
        (2, "risk-compared", True),
    ]
    assert "100 and 10." in sizes[0].message
    assert "`With treatment: 3 in 100 people`" in sizes[2].hint
    spoilt = list(risks.faults(_box("A: 3 in 100 people", "B: 1%", "C: 1 in 10 people", "D: ½")))
    assert [(each.row, each.rule) for each in spoilt] == [(1, "risk-percentage"), (3, "risk-relative")]
    called = _box("Rare: 1 in 10 people", "Common: 1 in 10 people", kind=BoxKind.SIDE_EFFECT)
    assert [(each.row, each.rule) for each in risks.faults(called)] == [(0, "risk-frequency"), (1, "risk-frequency")]
    assert not list(risks.faults(replace(called, kind=BoxKind.RISK)))


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Box(BoxKind.NOTE, (), ()),),
        (List((Item((Paragraph(_words("3 in 100 people")),)),), numbered=True),),
        (List((Item((Paragraph(_words("3 in 100 people")),) * 2),)),),
        (List((Item(()),)),),
    ],
)
def test_a_box_that_does_not_end_in_numbers_is_refused(blocks: tuple[Block, ...]) -> None:
    (found,) = risks.faults(replace(_box(), blocks=blocks))
    assert found.message.startswith("The box does not end in numbers")


def test_a_risk_that_is_no_side_effect_has_no_word_of_that_scale() -> None:
    assert "scale" not in " ".join(_told(_box(WITH)))


def test_more_people_than_can_be_told_apart_are_said_in_words_alone() -> None:
    assert len(_told(_box("1 in 1,000 people"))) == 3
    assert len(_told(_box("1 in 1,001 people"))) == 1


@pytest.mark.parametrize("share", [Share(0, 2), Share(3, 100), Share(100, 100), Share(17, 45), Share(25, 1_000)])
def test_the_drawing_has_a_figure_for_each_person(share: Share) -> None:
    assert people.counted(people.people(share, rtl=False).data) == share


def test_from_right_to_left_the_first_stands_at_the_right() -> None:
    first = (re.search(rb'd="M([\d.]+)', people.people(Share(1, 10), rtl=rtl).data) for rtl in (False, True))
    left, right = (float(found[1]) for found in first if found)
    assert left < 10 < 90 < right


@pytest.mark.parametrize(
    ("name", "kind"), [("web", "html"), ("epub", "epub"), ("large-print", "docx"), ("data", "json")]
)
def test_a_finished_file_in_which_one_person_is_missing_is_refused(sample: Leaflet, name: str, kind: str) -> None:
    layout = loaded()[name]
    made = formats.opened(kind)
    script = manuscript.compose(_leaflet(sample, _box(WITH, WITHOUT)), _strings("en"))
    data = made.write(script, layout, {})
    assert not made.check(data, script, layout)
    found = {problem.rule for problem in made.check(_without_one(data, kind), script, layout)}
    assert {rule.rpartition("-")[2] for rule in found} == {"people"}


def _without_one(data: bytes, kind: str) -> bytes:
    """A file with a person less in its first drawing."""
    if kind == "html":
        return re.sub(
            rb"(?<=svg\+xml;base64,)[\w+/=]+", lambda found: b64encode(_fewer(b64decode(found[0]))), data, count=1
        )
    if kind == "json":
        leaflet = json.loads(data)
        figure = leaflet["parts"][0]["section"]["blocks"][0]["blocks"][1]
        figure["data"] = b64encode(_fewer(b64decode(figure["data"]))).decode()
        return json.dumps(leaflet).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        first = min(name for name in old.namelist() if name.endswith(".svg"))
        for info in old.infolist():
            new.writestr(info, _fewer(old.read(info)) if info.filename == first else old.read(info))
    return out.getvalue()


def _fewer(svg: bytes) -> bytes:
    return re.sub(rb"<path [^>]*/>", b"", svg, count=1)


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_both_engines_paint_each_person_once(sample: Leaflet, engine: str) -> None:
    layout = replace(loaded()["a4"], engine=engine)
    made = formats.opened("pdf")
    script = composed(_leaflet(sample, _box(WITH, WITHOUT)), layout)
    data = made.write(script, layout, {})
    assert not made.check(data, script, layout)
    other = _shown(script, Share(4, 100))
    assert {problem.rule for problem in made.check(data, other, layout)} == {"picture-people"}


def _shown(script: Manuscript, share: Share) -> Manuscript:
    """The manuscript as if its first drawing were of others."""
    first = next(figures(script.sections))

    class Changed(manuscript.Rewriter):
        def figure(self, figure: Figure) -> Figure:
            return replace(figure, share=share) if figure.alt == first.alt else figure

    parts = tuple(replace(part, section=Changed().section(part.section)) for part in script.parts)
    return replace(script, parts=parts)


def test_what_stands_before_the_numbers_is_kept() -> None:
    box = replace(_box(WITH), blocks=(Paragraph(_words("Why.")), *_box(WITH).blocks))
    (made,) = told([Section("s", _words("S"), (box,))], _strings("en"))
    (block,) = made.blocks
    assert isinstance(block, Box)
    first = block.blocks[0]
    assert isinstance(first, Paragraph)
    assert plain(first.words) == "Why."


def test_a_sentence_that_the_press_made_is_no_text_of_the_edition_that_word_could_change(sample: Leaflet) -> None:
    text = "sections:\n  - heading: Numbers\n    body: |\n      ::: risk Infection\n      3 in 100 people\n      :::\n"
    box = Box(BoxKind.RISK, _words("Infection"), (Paragraph(_words("3 in 100 people")),))
    script = manuscript.compose(_leaflet(sample, box), _strings("en"))
    (found,) = [each for each in printed.passages(script, sources(text)) if each.text.startswith("This happens")]
    assert (found.source, found.owner) == (None, printed.NUMBERS)
