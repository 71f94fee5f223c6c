"""Leaflets too long for one volume."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from press import layout, manuscript, pipeline, reader
from press.layout import Layout, Reading, Volumes
from press.manuscript import Kind, Manuscript, compose, dividing, heights
from press.manuscript.dividing import Paginate
from press.model import (
    CrossReference,
    Figure,
    Foreign,
    GlossaryEntry,
    Leaflet,
    List,
    Paragraph,
    Picture,
    Section,
    Strong,
    Term,
    Text,
    Words,
    plain,
)
from press.pipeline import Wishes
from press.reader import Catalogue
from tests.building import built
from tests.pdf.conftest import composed
from tests.strangers import topics

ROOT = Path(__file__).parent.parent
DRAWING = Picture("a.svg", "image/svg+xml", b"<svg/>", 10, 10)


def told(name: str) -> Figure:
    return Figure(
        name, DRAWING, f"A {name}", (Text(f"The {name}"),), long_description=(Paragraph((Text("It bends."),)),)
    )


def section(name: str, *words: Words, figure: str = "") -> Section:
    figures = (told(figure),) if figure else ()
    return Section(name, (Text(name.title()),), (*(Paragraph(each) for each in words), *figures))


@pytest.fixture(scope="module")
def large() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]


@pytest.fixture
def script(sample: Leaflet, large: Layout) -> Manuscript:
    """Three parts and the back matter; the first refers to the second and to the glossary."""
    strings = large.strings_for("en-GB")
    assert strings
    pointing = (
        Text("See "),
        Strong((CrossReference((Text("Second"),), "second"),)),
        Text(" and "),
        Foreign((Term((Text("joint"),), "joint"),), "cy"),
    )
    edition = replace(
        sample.edition,
        sections=(
            section("first", pointing, (CrossReference((Text("First"),), "first"),), figure="knee"),
            section("second", (CrossReference((Text("the hip"),), "figure--hip"),), figure="hip"),
            section("third", (Text("The end."),)),
        ),
        glossary=(GlossaryEntry("joint", "joint", (Text("Where bones meet."),)),),
    )
    return compose(Leaflet(edition), strings)


def headings(volume: Manuscript) -> list[str]:
    return [plain(part.section.heading) for part in volume.parts]


def test_each_part_is_in_one_volume_and_pictures_in_words_are_beside_their_pictures(script: Manuscript) -> None:
    first, second = manuscript.divide(script, [1])
    assert headings(first)[1:3] == ["First", "The pictures in words"]
    assert headings(second)[:3] == ["Second", "Third", "The pictures in words"]
    assert [part.kind for part in second.parts[3:]] == [part.kind for part in script.parts[4:]]
    assert [inner.id for volume in (first, second) for inner in pictures(volume)] == [
        "described--knee",
        "described--hip",
    ]


def pictures(volume: Manuscript) -> Iterator[Section]:
    for part in volume.parts:
        if part.kind is Kind.PICTURES:
            yield from part.section.sections


def test_volumes_say_which_they_are_and_all_else_of_the_title_page(script: Manuscript) -> None:
    first, second = (volume.name.replace("\N{NO-BREAK SPACE}", " ") for volume in manuscript.divide(script, [1]))
    assert first == f"{plain(script.title)}, Volume 1 of 2"
    assert second == f"{plain(script.title)}, Volume 2 of 2"
    assert script.name == plain(script.title)
    for volume in manuscript.divide(script, [1]):
        assert (volume.title, volume.summary, volume.publisher) == (script.title, script.summary, script.publisher)


def test_a_reference_to_another_volume_names_it_and_is_no_link(script: Manuscript) -> None:
    first, second = manuscript.divide(script, [1])
    blocks = first.parts[1].section.blocks
    assert isinstance(blocks[0], Paragraph)
    assert isinstance(blocks[1], Paragraph)
    assert blocks[0].words == (
        Text("See "),
        Strong((Text("Second"), Text(" (volume\N{NO-BREAK SPACE}2)"))),
        Text(" and "),
        Foreign((Term((Text("joint"),), "joint"),), "cy"),
    )
    assert isinstance(blocks[1].words[0], CrossReference)
    (paragraph, _) = second.parts[0].section.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(paragraph.words[0], CrossReference)


def test_a_reference_in_brackets_to_another_volume_needs_none_of_its_own(script: Manuscript) -> None:
    pointing = (Text("It goes (see "), CrossReference((Text("below"),), "second", within=True), Text(")."))
    parts = (replace(script.parts[0], section=section("first", pointing)), *script.parts[1:])
    for pages, told in (((), "volume 2"), (({}, {"second": 3}), "page 3 of volume 2")):
        first, _ = manuscript.divide(replace(script, parts=parts), [1], pages)
        said = " ".join(first.texts()).replace("\N{NO-BREAK SPACE}", " ")
        assert f"It goes (see below, {told})." in said


def test_a_reference_to_another_volume_names_its_page_where_that_is_known(script: Manuscript) -> None:
    first, _ = manuscript.divide(script, [1], ({"first": 2}, {"second": 3, "third": 12}))
    (listed,) = first.parts[0].section.blocks
    assert isinstance(listed, List)
    told = [plain(item.blocks[0].words) for item in listed.items if isinstance(item.blocks[0], Paragraph)]
    assert told[:3] == ["Second (page\N{NO-BREAK SPACE}3)", "Third (page\N{NO-BREAK SPACE}12)", "The pictures in words"]
    paragraph = first.parts[1].section.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert "Second (page\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}of volume\N{NO-BREAK SPACE}2)" in plain(paragraph.words)


def paginated(longer: int) -> Paginate:
    """Twenty pages, eight a volume; the second section stands a page later for each page that is named, at most so
    many."""

    def paginate(script: Manuscript, layout: Layout) -> tuple[int, dict[str, int]]:
        named = "".join(script.texts()).count("page\N{NO-BREAK SPACE}")
        later = min(named, longer)
        anchors = {part.section.id: number + later for number, part in enumerate(script.parts, 2)}
        return (8 if script.volume else 20), anchors

    return paginate


def test_pages_of_other_volumes_are_named_once_they_have_settled(script: Manuscript, large: Layout) -> None:
    layout = replace(large.at(28), volumes=Volumes(24, 10))
    volumes = dividing.divide(script, layout, paginated(3), named_by=paginated(3))
    pages = [paginated(3)(volume, layout)[1] for volume in volumes]
    assert "(page\N{NO-BREAK SPACE}" in "".join(volumes[0].texts())
    told = [*volumes[0].texts()]
    for part in volumes[1].parts:
        assert f"{plain(part.section.heading)} (page\N{NO-BREAK SPACE}{pages[1][part.section.id]})" in told
    assert "(page" not in "".join(dividing.divide(script, layout, paginated(3))[0].texts())


def test_no_page_is_named_where_the_pages_never_settle(script: Manuscript, large: Layout) -> None:
    turn = iter(range(1000))

    def restless(script: Manuscript, layout: Layout) -> tuple[int, dict[str, int]]:
        return (8 if script.volume else 20), {part.section.id: next(turn) for part in script.parts}

    layout = replace(large.at(28), volumes=Volumes(24, 10))
    assert "(page" not in "".join(dividing.divide(script, layout, restless, named_by=restless)[0].texts())


def test_the_first_volume_says_what_stands_in_the_others(script: Manuscript) -> None:
    first, second, third = manuscript.divide(script, [1, 2])
    told = [plain(part.section.heading).replace("\N{NO-BREAK SPACE}", " ") for part in first.parts[:2]]
    assert told == ["Volume 2 of 3", "Volume 3 of 3"]
    (second_list,) = first.parts[0].section.blocks
    assert isinstance(second_list, List)
    assert [plain(item.blocks[0].words) for item in second_list.items if isinstance(item.blocks[0], Paragraph)] == (
        headings(second)
    )
    assert not any(part.kind is Kind.VOLUMES for part in (*second.parts, *third.parts))


def test_each_volume_says_whom_to_turn_to_and_explains_the_words_in_it(script: Manuscript) -> None:
    first, second, third = manuscript.divide(script, [1, 2])
    for volume in (first, second, third):
        assert sum(part.kind is Kind.SUPPORT for part in volume.parts) == 1
    assert [plain(entry.name) for entry in first.terms] == ["joint"]
    assert not second.terms
    assert [plain(entry.name) for entry in third.terms] == ["joint"]


def test_nothing_is_lost(script: Manuscript) -> None:
    divided = [text for volume in manuscript.divide(script, [1, 2]) for text in volume.texts()]
    said = {text.replace(" (volume\N{NO-BREAK SPACE}2)", "") for text in divided}
    assert {*script.texts()} <= said


def seen(data: bytes) -> list[str]:
    """The text of each page, as poppler reads it."""
    told = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return [" ".join(page.split()) for page in told.stdout.decode().split("\f")]


@pytest.mark.referee
@pytest.mark.parametrize("engine", layout.ENGINES)
def test_what_is_named_of_another_volume_stands_on_that_page_of_its_file(
    sample: Leaflet, large: Layout, engine: str
) -> None:
    own = replace(large.at(28), volumes=Volumes(24, 14), engine=engine)
    first, *others = pipeline.make(pipeline.Job(sample, own, "pdf"))[0]
    named = re.findall(r"(\S+) \(page\s(\d+)\)", " ".join(seen(first.data)[:3]))
    assert named
    later = [seen(each.data) for each in others]
    for word, page in named:
        assert any(word in pages[int(page) - 1] for pages in later if len(pages) >= int(page)), (word, page)


@pytest.mark.referee
def test_a_leaflet_is_divided_at_the_size_and_the_length_that_the_layout_names(sample: Leaflet, large: Layout) -> None:
    long = replace(large, volumes=Volumes(24, 14))
    job = pipeline.Job(sample, long, "pdf")
    assert [document.part for document in pipeline.make(job)[0]] == [""]
    documents, problems = pipeline.make(replace(job, layout=long.at(28)))
    assert len(documents) > 1
    assert [document.part for document in documents] == [f"volume-{number + 1}" for number in range(len(documents))]
    assert max(document.pages for document in documents) <= 14
    assert problems == ()


@pytest.mark.referee
def test_parts_longer_than_a_volume_stay_whole_and_are_reported(sample: Leaflet, large: Layout) -> None:
    long = replace(large, volumes=Volumes(24, 1)).at(24)
    documents, problems = pipeline.make(pipeline.Job(sample, long, "pdf"))
    assert len(documents) > 2
    assert {problem.rule for problem in problems} == {"volume-length"}


@pytest.mark.parametrize("size", [24, 28])
def test_as_many_pages_as_are_measured_are_enough_and_hardly_too_many(
    large: Layout, sample: Leaflet, size: int
) -> None:
    own = replace(large.at(size), engine="typst", volumes=None)
    ((document,), _) = pipeline.make(pipeline.Job(sample, own, "pdf"))
    measured, places = heights.paginate(composed(sample, own), own)
    assert document.pages <= measured <= document.pages * 1.2 + 2
    assert list(places.values()) == sorted(places.values())
    assert places["part--about"] >= document.pages - 2


@pytest.mark.referee
@pytest.mark.parametrize(("engine", "count"), [("typst", 20), ("weasyprint", 2)])
def test_volumes_of_strangers_leaflets_are_no_longer_than_they_may_be(tmp_path: Path, engine: str, count: int) -> None:
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts").engined(engine)
    topics.write(tmp_path / "leaflets", count, 404)
    own = layouts["large-print"].at(28)
    for edition in reader.open(tmp_path / "leaflets", layouts).library().editions:
        documents, problems = pipeline.make(pipeline.Job(Leaflet(edition), own, "pdf"))
        assert max(document.pages for document in documents) <= own.most_pages
        assert "volume-length" not in {problem.rule for problem in problems}, edition.topic


@pytest.mark.referee
def test_word_files_are_divided_where_the_pdf_is(sample: Leaflet, large: Layout) -> None:
    long = replace(large, volumes=Volumes(24, 3)).at(28)
    pdf, word = (pipeline.make(pipeline.Job(sample, long, kind))[0] for kind in ("pdf", "docx"))
    assert [document.part for document in pdf] == [document.part for document in word]


@pytest.mark.referee
def test_volumes_that_are_no_longer_made_are_removed(
    sample_catalogue: Catalogue, large: Layout, tmp_path: Path
) -> None:
    wishes = Wishes(topics=("knee",), languages=("en-GB",), readings=(Reading(size=28),))
    for most, count in ((3, 3), (40, 1)):
        layouts = {"large-print": replace(large, makes=("pdf",), volumes=Volumes(24, most))}
        (outcome,) = built(pipeline.plan(sample_catalogue, layouts, wishes), sample_catalogue, tmp_path)
        assert outcome.built
        assert len(outcome.records) >= count
        assert sorted(tmp_path.rglob("*.pdf")) == sorted(tmp_path / record.path for record in outcome.records)
    (again,) = built(pipeline.plan(sample_catalogue, layouts, wishes), sample_catalogue, tmp_path)
    assert not again.built


@pytest.mark.parametrize(
    ("lengths", "count", "cuts"),
    [
        ((10, 10, 10, 10), 2, (2,)),
        ((30, 5, 5, 5), 2, (1,)),
        ((1, 1, 40, 1), 3, (2, 3)),
        ((1, 1, 40, 1), 4, (1, 2, 3)),
        ((5, 5, 5), 1, ()),
        ((6, 4, 4, 6, 1), 3, (1, 3)),
        ((0, 0, 7), 2, ()),
    ],
)
def test_volumes_are_cut_so_that_the_longest_is_short(
    lengths: tuple[int, ...], count: int, cuts: tuple[int, ...]
) -> None:
    assert dividing._cuts(lengths, count) == cuts
