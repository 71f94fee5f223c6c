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
    Box,
    BoxKind,
    Figure,
    Item,
    Leaflet,
    List,
    Paragraph,
    Section,
    Share,
    Text,
    Words,
    figures,
    plain,
)
from press.pictures import people
from tests.pdf.conftest import composed, loaded

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
