import re
from dataclasses import replace
from pathlib import Path

import pytest

from press import layout, pictures
from press.layout import Strings
from press.manuscript import NO_BREAK_SPACE, Kind, compose, credit_line, reached, spoken_date
from press.manuscript.back import backs
from press.manuscript.bidi import parted
from press.model import (
    Abbreviation,
    Clinic,
    Contact,
    Credit,
    Edition,
    Figure,
    Foreign,
    GlossaryEntry,
    Leaflet,
    Link,
    Paragraph,
    PartialDate,
    Picture,
    Reference,
    RelatedTopic,
    Review,
    Section,
    Standing,
    Status,
    Strong,
    Text,
    Words,
    plain,
)

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def strings() -> Strings:
    found = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"].strings_for("en-GB")
    assert found
    return found


def edition(*words: Words, **more: object) -> Edition:
    values: dict[str, object] = {
        "topic": "knee",
        "name": "2026-11",
        "language": "en-GB",
        "title": "Knees",
        "summary": (Text("About knees."),),
        "review": Review(Status.APPROVED, PartialDate(2026, 11), PartialDate(2028, 11)),
        "standing": Standing.CURRENT,
        "publisher": "The service",
        "sections": (Section("first", (Text("First"),), tuple(Paragraph(each) for each in words)),),
    }
    return Edition(**{**values, **more})  # type: ignore[arg-type]  # the values above have the fields' types


def test_each_part_is_there_where_an_edition_has_something_for_it_and_nowhere_else(strings: Strings) -> None:
    def kinds(**more: object) -> set[Kind]:
        return {part.kind for part in compose(Leaflet(edition((Text("Rest."),), **more)), strings).parts}

    always = {Kind.BODY, Kind.ABOUT}
    assert kinds() == always
    for kind, more in (
        (Kind.SUPPORT, {"contacts": (Contact("line", "Helpline"),)}),
        (Kind.GLOSSARY, {"glossary": (GlossaryEntry("graft", "graft", (Text("A piece of skin."),)),)}),
        (Kind.REFERENCES, {"references": (Reference((Text("Example A. Knees."),)),)}),
        (Kind.RELATED, {"related": (RelatedTopic("hip", "Your hip", ""),)}),
        (Kind.FORMATS, {"alternative_formats": (Text("Ask us for this in braille."),)}),
    ):
        assert kinds(**more) == {*always, kind}


def test_whom_to_ask_is_the_first_contact_or_the_clinic_and_nobody_where_there_is_neither(strings: Strings) -> None:
    contact, clinic = Contact("line", "Helpline", (), "0808 800 6000"), Clinic("ward", "Ward 5", phone="01632 960 001")
    for contacts, of, said in (
        ((), None, ""),
        ((contact,), None, "Helpline (0808 800 6000)"),
        ((), clinic, "Ward 5 (01632 960 001)"),
        ((contact,), clinic, "Helpline (0808 800 6000)"),
    ):
        script = compose(Leaflet(edition(contacts=contacts), of), strings)
        assert script.help.replace(NO_BREAK_SPACE, " ") == said


def test_a_back_page_that_stays_blank_has_whom_to_ask_the_clinic_and_the_code_as_far_as_there_is_room(
    strings: Strings,
) -> None:
    line, post = Contact("line", "Helpline"), Contact("post", "By post")
    clinic = Clinic("ward", "Ward 5", phone="01632 960 001")

    def ways(contacts: tuple[Contact, ...], of: Clinic | None, online: str) -> list[tuple[list[str], bool]]:
        script = compose(Leaflet(edition(contacts=contacts, online=online), of), strings)
        return [
            ([plain(each.heading).partition(":")[0] for each in back.support], back.online is not None)
            for back in backs(script)
        ]

    web, theirs = "https://example.org/knee", "Your clinic"
    assert ways((line, post), None, "") == [(["Helpline"], False), ([], False)]
    assert ways((line, post), None, web) == [(["Helpline"], True), (["Helpline"], False), ([], False)]
    assert ways((line, post), clinic, web) == [
        *((["Helpline", theirs], True), (["Helpline", theirs], False)),
        *(([theirs], True), ([theirs], False), ([], False)),
    ]
    assert ways((line,), clinic, "")[0] == (["Helpline", theirs], False)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("خذ Tab (A) (B) الآن", ["خذ ", "Tab (A) (B)", " الآن"]),
        ("خذ Tab (A الآن", ["خذ ", "Tab (A", " الآن"]),
        ("خذ (Tab) الآن", ["خذ (", "Tab", ") الآن"]),
    ],
)
def test_a_bracket_that_closes_what_is_opened_in_a_piece_from_the_left_is_of_that_piece(
    text: str, pieces: list[str]
) -> None:
    assert [piece for piece, _ in parted(text, rtl=True)] == pieces


@pytest.mark.parametrize(("url", "kind"), [("", Text), ("https://example.org/a", Link)])
def test_the_licence_of_a_picture_is_a_link_where_it_has_an_address(strings: Strings, url: str, kind: type) -> None:
    picture = Picture("knee.svg", "image/svg+xml", b"<svg/>", 100, 100)
    figure = Figure("knee", picture, "A knee", (), Credit((Text("A. Example."),), "CC BY 4.0", url))
    *_, licence = credit_line(figure, strings)
    assert (type(licence), plain((licence,))) == (kind, "CC BY 4.0")


def body(strings: Strings, *words: Words, **more: object) -> list[Words]:
    """The words of the first section's paragraphs, as they are set."""
    section = compose(Leaflet(edition(*words, **more)), strings).sections[0]
    return [block.words for block in section.blocks if isinstance(block, Paragraph)]


def said(strings: Strings, text: str) -> str:
    return plain(body(strings, (Text(text),))[0])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("call 0808 800 6000 now", "call 0808~800~6000 now"),
        ("call 01632 960 001.", "call 01632~960~001."),
        ("on 9 June 2022 we", "on 9~June~2022 we"),
        ("in June 2022.", "in June~2022."),
        ("it takes 30 minutes", "it takes 30~minutes"),
        ("take 2.5 mg twice", "take 2.5~mg twice"),
        ("Monday, 9am to 4pm.", "Monday, 9am~to~4pm."),
        ("this is stage 3.", "this is stage~3."),
        ("pages 232–240 of it", "pages 232–240~of it"),
        ("about a third of people", "about a third of people"),
        ("in 2008. 34: 232–240. It", "in 2008. 34: 232–240. It"),
        ("for 6 to 8 weeks after", "for 6~to~8~weeks after"),
        ("at 9.30am, at 10:15 or", "at 9.30am, at 10:15~or"),
        ("take 1½ tablets, up to 10 000", "take 1½~tablets, up~to~10~000"),
        ("if ≤ 30 mL/min/1.73 m² of", "if ≤~30~mL/min/1.73~m² of"),
        ("1 Example Street, Anytown AN1 1AA.", "1~Example Street, Anytown AN1~1AA."),
    ],
)
def test_numbers_are_tied_to_what_they_count(strings: Strings, typed: str, printed: str) -> None:
    assert said(strings, typed).replace("\N{NO-BREAK SPACE}", "~") == printed


def test_opening_hours_stay_in_one_piece_in_welsh_too() -> None:
    welsh = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"].supplies.strings["cy"]
    assert said(welsh, "Dydd Sadwrn, 9am i 1pm.") == "Dydd Sadwrn, 9am\N{NO-BREAK SPACE}i\N{NO-BREAK SPACE}1pm."


def test_a_number_is_tied_to_its_noun_across_marks(strings: Strings) -> None:
    (words,) = body(strings, (Strong((Text("30 "),)), Text("minutes")))
    assert words == (Strong((Text("30\N{NO-BREAK SPACE}"),)), Text("minutes"))


def test_an_abbreviation_is_expanded_at_its_first_use_only(strings: Strings) -> None:
    ect = (("ECT", "electrochemotherapy"),)
    words = (Text("Ask about ECT."),), (Text("ECT can hurt."),)
    first, second = body(strings, *words, abbreviations=ect)
    assert first == (Text("Ask about ECT (electrochemotherapy)."),)
    assert second == (Abbreviation("ECT", "electrochemotherapy"), Text(" can hurt."))


def test_an_abbreviation_in_a_heading_is_tagged_and_not_expanded(strings: Strings) -> None:
    sections = (Section("x", (Text("What is ECT?"),), (Paragraph((Text("ECT helps."),)),)),)
    composed = compose(Leaflet(edition(sections=sections, abbreviations=(("ECT", "electro"),))), strings).sections[0]
    assert plain(composed.heading) == "What is ECT?"
    assert composed.heading[1] == Abbreviation("ECT", "electro")
    assert composed.blocks == (Paragraph((Text("ECT (electro) helps."),)),)


def test_an_abbreviation_is_a_word_of_its_own(strings: Strings) -> None:
    (words,) = body(strings, (Text("ACTION and CTx"),), abbreviations=(("CT", "computerised tomography"),))
    assert words == (Text("ACTION and CTx"),)


def test_an_expansion_that_the_author_wrote_is_not_repeated(strings: Strings) -> None:
    (words,) = body(
        strings, (Text("A general practitioner (GP) helps."),), abbreviations=(("GP", "general practitioner"),)
    )
    assert plain(words) == "A general practitioner (GP) helps."


def test_the_parts_come_in_the_order_of_the_house(strings: Strings) -> None:
    picture = Picture("a.svg", "image/svg+xml", b"<svg/>", 10, 10)
    figure = Figure("a", picture, "A knee", (Text("A knee"),), long_description=(Paragraph((Text("It bends."),)),))
    whole = edition(
        sections=(Section("first", (Text("First"),), (figure,)),),
        contacts=(Contact("helpline", "Helpline", phone="0808 800 6000"),),
        glossary=(GlossaryEntry("joint", "joint", (Text("Where bones meet."),)),),
        related=(RelatedTopic("hip", "Hips"),),
        references=(Reference((Text("A paper."),), "https://example.org/paper"),),
        alternative_formats=(Text("Call us."),),
    )
    parts = compose(Leaflet(whole), strings).parts
    assert [part.kind for part in parts] == [kind for kind in Kind if kind not in (Kind.SECOND, Kind.VOLUMES)]


def test_every_leaflet_says_who_published_it_and_when_it_is_reviewed(strings: Strings) -> None:
    texts = list(compose(Leaflet(edition((Text("x"),))), strings).texts())
    about = [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts[texts.index("About this leaflet") :]]
    assert about == [
        "About this leaflet",
        *("Published by", "The service", "Last reviewed", "November 2026", "Next review", "November 2028"),
        *("Edition", "2026-11", "Code of this text", about[-1]),
    ]
    assert about[-1] == compose(Leaflet(edition((Text("x"),))), strings).code


def test_a_clinic_has_its_ways_of_contact_in_get_support(strings: Strings) -> None:
    clinic = Clinic("river", "River Clinic", ("1 Street", "Town"), "01632 960 001", "Mondays", "a@example.org")
    manuscript = compose(Leaflet(edition((Text("x"),)), clinic), strings)
    (support,) = [part.section for part in manuscript.parts if part.kind is Kind.SUPPORT]
    said = [plain(block.words) for block in support.sections[0].blocks if isinstance(block, Paragraph)]
    assert said == [
        "Address: 1\N{NO-BREAK SPACE}Street, Town",
        "Phone: 01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}001",
        "Open: Mondays",
        "Email: a@example.org",
    ]


@pytest.mark.parametrize(
    ("standing", "says"),
    [(Standing.SUPERSEDED, "out of date"), (Standing.DRAFT, "draft"), (Standing.WITHDRAWN, "withdrawn")],
)
def test_an_edition_that_is_not_current_says_so(strings: Strings, standing: Standing, says: str) -> None:
    assert says in compose(Leaflet(edition((Text("x"),), standing=standing)), strings).notice


def test_a_current_edition_carries_no_notice(strings: Strings) -> None:
    assert compose(Leaflet(edition((Text("x"),))), strings).notice == ""


def test_a_credit_names_the_licence_with_a_link(strings: Strings) -> None:
    picture = Picture("a.svg", "image/svg+xml", b"<svg/>", 10, 10)
    credit = Credit((Text("Adapted from: Sersa et al."),), "CC BY-SA 3.0", "https://example.org/by-sa")
    words = credit_line(Figure("a", picture, "Cells", credit=credit), strings)
    assert plain(words) == "Image credit: Adapted from: Sersa et al. Licence: CC BY-SA 3.0"
    assert words[-1] == Link((Text("CC BY-SA 3.0"),), "https://example.org/by-sa")


@pytest.mark.parametrize(
    ("date", "words"),
    [(PartialDate(2016), "2016"), (PartialDate(2022, 6), "June 2022"), (PartialDate(2022, 6, 9), "9 June 2022")],
)
def test_dates_are_said_as_exactly_as_they_are_known(strings: Strings, date: PartialDate, words: str) -> None:
    assert spoken_date(date, strings) == words


def test_a_leaflet_on_the_web_has_a_qr_code_and_its_address_in_words(strings: Strings) -> None:
    script = compose(Leaflet(edition((Text("x"),), online="https://example.org/knees")), strings)
    figure = script.sections[-1].blocks[-1]
    assert isinstance(figure, Figure)
    assert figure.alt == "QR code that opens example.org/knees"
    assert plain(figure.caption) == "On the web: example.org/knees"
    assert figure.picture == pictures.qr_code(f"https://example.org/knees?code={script.code}")
    assert figure.picture != pictures.qr_code("https://example.org/knees")


def test_the_code_goes_into_any_web_address(strings: Strings) -> None:
    script = compose(Leaflet(edition((Text("x"),), online="https://example.org/?page=2#top")), strings)
    figure = script.sections[-1].blocks[-1]
    assert isinstance(figure, Figure)
    assert figure.picture == pictures.qr_code(f"https://example.org/?page=2&code={script.code}#top")


def test_help_stands_in_the_same_place_in_every_leaflet(strings: Strings) -> None:
    """WCAG 2.2, 3.2.6."""
    helpline, clinic = Contact("helpline", "Helpline", phone="01632 960 000"), Clinic("east", "East")
    for made_for in (None, clinic):
        leaflet = Leaflet(edition((Text("x"),), contacts=(helpline,), online="https://example.org"), made_for)
        parts = compose(leaflet, strings).parts
        assert [part.kind for part in parts] == [Kind.BODY, Kind.SUPPORT, Kind.ABOUT]
        assert parts[1].section.sections[0].id == "contact--helpline"


def test_what_a_clinic_says_in_its_own_language_is_marked(strings: Strings) -> None:
    clinic = Clinic("east", "East", hours="O ddydd Llun", language="cy")
    section = compose(Leaflet(edition((Text("x"),)), clinic), strings).sections[1].sections[0]
    assert section.blocks == (Paragraph((Strong((Text("Open:"),)), Text(" "), Foreign((Text("O ddydd Llun"),), "cy"))),)


KINDS = ("print", "large_print", "e_book")


def kinds_named(strings: Strings, *kinds: str, **more: object) -> list[str]:
    """The paragraphs under "This leaflet in other formats"."""
    parts = compose(Leaflet(edition((Text("x"),), **more)), strings, kinds=kinds).parts
    blocks = next((part.section.blocks for part in parts if part.kind is Kind.FORMATS), ())
    return [plain(block.words).replace("\N{NO-BREAK SPACE}", " ") for block in blocks if isinstance(block, Paragraph)]


def test_a_leaflet_names_what_else_it_can_be_had_as_and_where(strings: Strings) -> None:
    assert kinds_named(
        strings, *KINDS, online="https://example.org/knees", alternative_formats=(Text("Call us."),)
    ) == [
        "Call us.",
        "You can have this leaflet as print, large print or an e-book (EPUB). On the web: example.org/knees",
    ]


def test_whoever_has_no_web_is_told_whom_to_ask_for_other_formats(strings: Strings) -> None:
    helpline = Contact("helpline", "Helpline", phone="01632 960 000")
    listed = "You can have this leaflet as print or a web page. Ask for it: "
    assert kinds_named(strings, "print", "web_page", contacts=(helpline,)) == [f"{listed}Helpline (01632 960 000)."]
    assert kinds_named(strings, "print", "web_page") == [f"{listed}the person who gave you this leaflet."]


def test_nothing_is_said_of_other_formats_where_there_are_none(strings: Strings) -> None:
    assert kinds_named(strings, "print") == []


@pytest.mark.parametrize(
    "said",
    [
        "01632 960 001",
        "Ward 01632 960 001",
        "01632 960 001 by day",
        "By day 01632 960 001, by night 01632 960 002",
        "01632 960 001 or 01632 960 002",
        "Ask the ward",
    ],
)
def test_all_that_is_said_of_a_phone_number_is_printed_and_each_number_dials(strings: Strings, said: str) -> None:
    script = reached(compose(Leaflet(edition(), Clinic("knees", "Knee Clinic", phone=said)), strings))
    assert plain(script.reach).replace(NO_BREAK_SPACE, " ") == f"Phone: {said}"
    assert " 960" not in plain(script.reach)
    links = [each.address for each in script.reach if isinstance(each, Link)]
    assert links == [f"tel:{number.replace(' ', '')}" for number in re.findall(r"01632 960 00\d", said)]


def test_a_clinic_s_phone_number_stands_below_its_name_on_paper(strings: Strings) -> None:
    clinic = Clinic("knees", "Knee Clinic", phone="01632 960 001")
    script = reached(compose(Leaflet(edition(), clinic), strings))
    number = "01632 960 001".replace(" ", NO_BREAK_SPACE)
    assert script.reach == (Strong((Text("Phone:"),)), Text(" "), Link((Text(number),), "tel:01632960001"))
    said = list(script.texts())
    assert said[said.index("Knee Clinic") + 1] == f"Phone: {number}"
    for none in (None, replace(clinic, phone="")):
        assert reached(compose(Leaflet(edition(), none), strings)).reach == ()
