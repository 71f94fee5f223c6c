"""Links on paper: the target is printed after the words, once, and is no word of the leaflet."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from press import layout
from press.layout import Strings
from press.manuscript import Kind, Manuscript, certify, compose, on_paper
from press.manuscript.paper import without_targets
from press.model import (
    Clinic,
    Contact,
    Credit,
    CrossReference,
    Figure,
    Inline,
    Leaflet,
    Link,
    Paragraph,
    Picture,
    RelatedTopic,
    Section,
    Strong,
    Table,
    Target,
    Text,
    TopicReference,
    plain,
)
from tests.test_manuscript import edition

ROOT = Path(__file__).parent.parent
NB = "\N{NO-BREAK SPACE}"
WARD = Contact("ward", "Ward 7", phone="01632 960 001 extension 42")


@pytest.fixture(scope="module")
def strings() -> Strings:
    found = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"].strings_for("en-GB")
    assert found
    return found


def composed(strings: Strings, *inlines: Inline, clinic: Clinic | None = None, **more: Any) -> Manuscript:
    return compose(Leaflet(edition(inlines, **more), clinic), strings)


def printed(strings: Strings, *inlines: Inline, **more: Any) -> str:
    """The first paragraph, as it stands on paper, no-break spaces as spaces."""
    (block, *_) = on_paper(composed(strings, *inlines, **more)).sections[0].blocks
    assert isinstance(block, Paragraph)
    return plain(block.words).replace(NB, " ")


@pytest.mark.parametrize(
    ("words", "address", "after"),
    [
        ("our team", "mailto:knee@example.org", " (knee@example.org)"),
        ("knee@example.org", "mailto:Knee@example.org", ""),
        ("Write to knee@example.org.", "mailto:knee@example.org", ""),
        ("the page on knees", "https://www.example.org/knee/", " (www.example.org/knee)"),
        ("the page on knees", "https://example.org/knee?a=1#b", " (example.org/knee?a=1#b)"),
        ("example.org/knee", "https://www.example.org/knee", ""),
        ("www.example.org/knee", "https://example.org/knee/", ""),
        ("example.org", "https://example.org/knee", " (example.org/knee)"),
        ("our ward", "tel:01632960000", " (01632960000)"),
        ("01632 960 000", "tel:01632960000", ""),
        ("our ward", "tel:01632-960-000", " (01632-960-000)"),
        ("01632 960 000", "tel:01632-960-000", ""),
        ("ward 7", "tel:01632960001;ext=42", " (01632960001 extension 42)"),
    ],
)
def test_where_a_link_leads_stands_after_words_that_do_not_say_it(
    strings: Strings, words: str, address: str, after: str
) -> None:
    assert printed(strings, Link((Text(words),), address)) == words + after


def test_a_number_is_printed_as_it_is_written_elsewhere(strings: Strings) -> None:
    link = Link((Text("the ward"),), "tel:01632960001;ext=42")
    assert printed(strings, link, contacts=(WARD,)) == "the ward (01632 960 001 extension 42)"
    hyphens = Link((Text("the ward"),), "tel:01632-960-001;ext=42")
    assert printed(strings, hyphens, contacts=(WARD,)) == "the ward (01632 960 001 extension 42)"
    desk = Link((Text("the desk"),), "tel:01632960002")
    clinic = Clinic("riverside", "Riverside", phone="(01632) 960 002")
    manuscript = on_paper(composed(strings, desk, clinic=clinic))
    assert plain(manuscript.sections[0].blocks[0].words) == f"the desk ((01632){NB}960{NB}002)"  # type: ignore[union-attr]


def test_links_are_found_wherever_words_stand(strings: Strings) -> None:
    link = Link((Text("us"),), "mailto:a@example.org")
    table = Table((link,), ((link,), (Text("b"),)), (((link,), (Strong((link,)),)),))
    sections = (Section("x", (link,), (table,)),)
    texts = " ".join(on_paper(compose(Leaflet(edition(sections=sections)), strings)).texts())
    assert texts.count("us (a@example.org)") == 5


def test_a_topic_on_the_web_has_its_address_and_a_place_in_the_leaflet_has_none(strings: Strings) -> None:
    assert printed(strings, TopicReference((Text("Hips"),), "hip", "https://example.org/hip")) == (
        "Hips (example.org/hip)"
    )
    assert printed(strings, TopicReference((Text("Hips"),), "hip")) == "Hips"
    assert printed(strings, CrossReference((Text("above"),), "first")) == "above"


def test_a_licence_has_its_address(strings: Strings) -> None:
    picture = Picture("a.png", "image/png", b"", 1, 1)
    credit = Credit((Text("A. Example"),), "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    figure = Figure("bend", picture, "A knee", credit=credit)
    plainly = compose(Leaflet(edition(sections=(Section("x", (Text("X"),), (figure,)),))), strings)
    texts = list(on_paper(plainly).texts())
    assert "Image credit: A. Example Licence: CC BY 4.0 (creativecommons.org/licenses/by/4.0)" in texts
    assert certify(on_paper(plainly)) == certify(plainly)


def test_what_is_printed_after_words_is_no_word_of_the_leaflet(strings: Strings) -> None:
    script = composed(strings, Link((Text("our team"),), "mailto:knee@example.org"), contacts=(WARD,))
    paper = on_paper(script)
    assert list(paper.texts()) != list(script.texts())
    assert without_targets(paper).sections == script.sections
    assert certify(paper) == certify(script)
    (block, *_) = paper.sections[0].blocks
    assert isinstance(block, Paragraph)
    (link,) = block.words
    assert isinstance(link, Link)
    assert isinstance(link.words[-1], Target)


def related(strings: Strings, *topics: RelatedTopic, **more: Any) -> list[str]:
    script = on_paper(composed(strings, Text("x"), related=topics, **more))
    (part,) = (part for part in script.parts if part.kind is Kind.RELATED)
    texts = replace(script, parts=(part,))
    return [text.replace(NB, " ") for text in texts.texts()][-len(topics) - 1 :]


def test_other_leaflets_say_where_to_get_them(strings: Strings) -> None:
    hip, toe = RelatedTopic("hip", "Hips", "https://example.org/hip"), RelatedTopic("toe", "Toes")
    assert related(strings, hip, contacts=(WARD,)) == ["Other leaflets", "Hips (example.org/hip)"]
    assert related(strings, hip, toe, contacts=(WARD,)) == [
        "Hips (example.org/hip)",
        "Toes",
        "To get a leaflet that is not on the web, ask: Ward 7 (01632 960 001 extension 42).",
    ]
    assert related(strings, toe, clinic=Clinic("riverside", "Riverside")) == [
        "Toes",
        "To get a leaflet that is not on the web, ask: Riverside.",
    ]
    assert related(strings, toe) == [
        "Toes",
        "To get a leaflet that is not on the web, ask: the person who gave you this leaflet.",
    ]


def test_an_empty_cell_says_so(strings: Strings) -> None:
    head = tuple((Text(name),) for name in ("Week", "Noon", "Night"))
    table = Table((Text("Doses"),), head, (((Text("1"),), (), (Text("5 mg"),)),))
    (block,) = compose(Leaflet(edition(sections=(Section("x", (Text("X"),), (table,)),))), strings).sections[0].blocks
    assert isinstance(block, Table)
    assert [plain(cell) for cell in block.rows[0]] == ["1", "none given", f"5{NB}mg"]
