"""The reader: which editions a library has, what each draws from the others, and what stops none."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import IO, cast

import pytest

from press import prose, reader
from press.cli import terminal
from press.model import (
    Abbreviation,
    Block,
    BoxKind,
    CrossReference,
    Description,
    Edition,
    Figure,
    Inline,
    Leaflet,
    Library,
    PartialDate,
    RelatedTopic,
    Standing,
    Text,
    TopicReference,
    plain,
)
from press.problems import Grade, Problem, errors
from press.reader import edition as edition_file
from press.reader import files
from tests.building import read


def named(library: Library, topic: str, name: str, language: str = "en-GB") -> Edition:
    found = [e for e in library.editions if (e.topic, e.name, e.language) == (topic, name, language)]
    assert len(found) == 1
    return found[0]


def parts(value: object) -> Iterator[object]:
    """A value of the model and all that is in it."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))


def spoiled(file: Path, old: str, new: str) -> tuple[Library, tuple[Problem, ...]]:
    """What is read where one place in one file is another."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return read(file.parents[1])


# What is read


def test_the_sample_has_every_block_and_every_inline_that_an_author_can_write(sample: Leaflet) -> None:
    kinds = {type(part) for part in parts(sample.edition)}
    wanted = {*Block.__args__, *Inline.__args__} - {Description, Abbreviation}  # these two come with the manuscript
    assert wanted <= kinds
    assert {part.kind for part in parts(sample.edition) if hasattr(part, "kind")} == set(BoxKind)
    pictures = [part for part in parts(sample.edition) if isinstance(part, Figure)]
    assert {picture.decorative for picture in pictures} == {True, False}
    assert any(picture.long_description for picture in pictures)


def test_editions_stand_by_topic_then_from_the_oldest_to_the_newest_then_by_language(sample_library: Library) -> None:
    assert [(e.topic, e.name, e.language, e.standing) for e in sample_library.editions] == [
        ("hip", "2024", "en-GB", Standing.CURRENT),
        ("knee", "2023-01", "en-GB", Standing.SUPERSEDED),
        ("knee", "2025-06", "cy", Standing.CURRENT),
        ("knee", "2025-06", "en-GB", Standing.CURRENT),
        ("knee", "2026-01", "en-GB", Standing.DRAFT),
    ]


def test_a_translation_is_known_by_its_file_name(sample_library: Library) -> None:
    assert [e.language for e in sample_library.editions if e.translated] == ["cy"]


def test_a_link_to_a_figure_leads_to_its_anchor_and_one_to_a_section_to_its_id(sample: Leaflet) -> None:
    figure = next(part for part in parts(sample.edition) if isinstance(part, Figure))
    targets = [part.target for part in parts(sample.edition) if isinstance(part, CrossReference)]
    assert targets == [figure.anchor, "what-you-can-do"]


def test_headings_of_the_same_words_get_numbers(sample: Leaflet) -> None:
    ids = [inner.id for section in sample.edition.sections for inner in section.sections]
    assert ids == ["signs-of-wear", "what-are-the-signs-of-wear", "signs-of-wear-2"]


def test_the_glossary_holds_the_terms_met_and_the_editions_own_win(sample: Leaflet) -> None:
    assert [(e.id, e.term, plain(e.meaning)) for e in sample.edition.glossary] == [
        ("cartilage", "cartilage", "The smooth cover of the ends of bones."),
        ("synovial-fluid", "synovial fluid", "A thick liquid that lets the parts of a joint glide."),
    ]


def test_contacts_come_from_the_register_in_its_order_whatever_that_of_the_edition(library_folder: Path) -> None:
    file = library_folder / "knee" / "2025-06.yaml"
    file.write_text(file.read_text().replace("contacts: [helpline, post]", "contacts: [post, helpline]"))
    helpline, post = named(read(library_folder)[0], "knee", "2025-06").contacts
    assert (helpline.id, helpline.phone, helpline.checked) == ("helpline", "01632 960 000", PartialDate(2025, 5, 1))
    assert (post.id, post.phone, post.checked) == ("post", "", None)


def test_other_topics_are_named_in_the_same_language_or_else_the_default_one(library_folder: Path) -> None:
    hip = library_folder / "hip"
    welsh = hip.joinpath("2024.yaml").read_text().replace("Your new hip", "Eich clun newydd").replace("/hip", "/clun")
    library, _ = read(library_folder)
    other = named(library, "knee", "2025-06", "cy")
    assert other.related == (RelatedTopic("hip", "Your new hip", "https://example.org/hip"),)
    hip.joinpath("2024.cy.yaml").write_text(welsh)
    library, _ = read(library_folder)
    other = named(library, "knee", "2025-06", "cy")
    assert other.related == (RelatedTopic("hip", "Eich clun newydd", "https://example.org/clun"),)
    assert [part.online for part in parts(other) if isinstance(part, TopicReference)] == ["https://example.org/clun"]


def test_a_topic_without_a_current_edition_is_named_by_its_newest_and_has_no_address(library_folder: Path) -> None:
    library, _ = spoiled(library_folder / "hip" / "2024.yaml", "approved", "draft")
    assert named(library, "knee", "2025-06").related == (RelatedTopic("hip", "Your new hip"),)


@pytest.mark.parametrize("refused", ['"Your \\u202ehip"', '"A \\e[1mhip"', "New **hip**", "中", "hip " * 300])
def test_a_title_that_is_refused_is_printed_by_no_other_topic(library_folder: Path, refused: str) -> None:
    file = library_folder / "hip" / "2024.yaml"
    sound, looks = file.read_text(), terminal.layouts(library_folder)
    file.write_text(sound.replace("title: Your new hip", f"title: {refused}"))
    catalogue = reader.open(library_folder, looks)
    assert named(catalogue.library(), "knee", "2025-06").related == ()
    left_out = [problem for problem in catalogue.problems if problem.rule == "related"]
    assert {problem.grade for problem in left_out} == {Grade.WARNING}
    assert "No edition of the topic `hip` has a title that may be printed" in left_out[0].message
    file.write_text(sound)
    again = reader.open(library_folder, looks, catalogue.memory()).library()
    assert named(again, "knee", "2025-06").related[0].title == "Your new hip"


def test_a_picture_may_stand_in_two_places(library_folder: Path) -> None:
    file = library_folder / "knee" / "2025-06.yaml"
    library, problems = spoiled(file, "A warm bath helps.", "A warm bath.\n\n      ![](figure:bend)\n\n      Rest.")
    assert not problems
    drawn = [part.id for part in parts(named(library, "knee", "2025-06")) if isinstance(part, Figure)]
    assert drawn == ["bend", "bend", "wave"]


def test_what_the_author_typed_stays_as_it_was_typed(library_folder: Path) -> None:
    library, problems = spoiled(
        library_folder / "hip" / "2024.yaml", "Your new hip", "“Your”  new\N{NO-BREAK SPACE}hip -- ..."
    )
    assert not problems
    assert named(library, "hip", "2024").title == "“Your” new\N{NO-BREAK SPACE}hip -- ..."
    related = named(library, "knee", "2025-06").related
    assert [topic.title for topic in related] == ["“Your” new\N{NO-BREAK SPACE}hip -- ..."]


def test_each_file_is_read_once(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count: Counter[str] = Counter()
    opened = Path.open

    def counted(path: Path, mode: str) -> IO[bytes]:
        count[path.name] += 1
        return cast(IO[bytes], opened(path, mode))

    monkeypatch.setattr(Path, "open", counted)
    read(library_folder)
    assert set(count) == {path.name for path in library_folder.rglob("*.*")}
    assert set(count.values()) == {1}


# What is refused


@pytest.mark.parametrize("file", ["knee/2025-06.yaml", "knee/2023-01.yaml", "hip/2024.yaml"])
def test_a_refused_edition_stops_no_other(library_folder: Path, file: str) -> None:
    topic, name = file.removesuffix(".yaml").split("/")
    library, problems = spoiled(library_folder / file, "summary:", "sumary:")
    assert {problem.place.file for problem in errors(problems)} == {f"leaflets/{file}"}
    assert len(library.editions) == 4
    assert (topic, name, "en-GB") not in {(e.topic, e.name, e.language) for e in library.editions}


def test_a_topic_that_nobody_can_name_is_no_related_one(library_folder: Path) -> None:
    _, problems = spoiled(library_folder / "hip" / "2024.yaml", "title:", "titel:")
    assert {(problem.rule, str(problem.place)) for problem in problems if "knee" in problem.place.file} == {
        ("related", "leaflets/knee/2025-06.cy.yaml:11"),
        ("related", "leaflets/knee/2025-06.yaml:123"),
    }


def test_an_older_edition_is_not_made_current_where_the_newest_is_refused(library_folder: Path) -> None:
    library, _ = spoiled(library_folder / "knee" / "2025-06.yaml", "title:", "titel:")
    assert named(library, "knee", "2023-01").standing is Standing.SUPERSEDED


def test_an_older_edition_is_current_where_the_newer_is_withdrawn(library_folder: Path) -> None:
    library, _ = spoiled(library_folder / "knee" / "2025-06.yaml", "approved", "withdrawn")
    assert named(library, "knee", "2023-01").standing is Standing.CURRENT
    assert named(library, "knee", "2025-06").standing is Standing.WITHDRAWN


def test_a_warning_refuses_nothing(library_folder: Path) -> None:
    file = library_folder / "knee" / "2025-06.yaml"
    library, problems = spoiled(file, "  MRI: magnetic", "  XYZ: unused\n  MRI: magnetic")
    assert [(problem.grade, problem.place.line, problem.place.words) for problem in problems] == [
        (Grade.WARNING, 119, "XYZ")
    ]
    assert len(library.editions) == 5


def test_a_character_that_no_font_has_is_named_with_its_line(library_folder: Path) -> None:
    file = library_folder / "hip" / "2024.yaml"
    file.write_text(file.read_text().replace("Walk a little", "Walk → a little"))
    printable = frozenset(range(0x20, 0x7F))
    assert not read(library_folder)[1]
    found = [problem for problem in read(library_folder, printable)[1] if problem.place.file.endswith("2024.yaml")]
    assert [(problem.rule, problem.place.line, problem.place.words) for problem in found] == [
        ("no-glyph", 10, "→ U+2192 RIGHTWARDS ARROW")
    ]


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("hip/2024.signed.yaml", "signatures:\n  - kind: clinical\n    name: Dr → A.\n", 3),
        ("hip/2024.review.yaml", 'comments:\n  - {id: "1", who: A., date: 2026-01-02, words: Left → right}\n', 2),
        ("contacts.signed.yaml", "contacts:\n  - contact: helpline\n    role: → Lead\n", 3),
    ],
)
def test_what_people_signed_or_said_is_printed_as_evidence_and_needs_letters_that_a_font_has(
    library_folder: Path, file: str, text: str, line: int
) -> None:
    library_folder.joinpath(file).write_text(text, encoding="utf-8")
    found = [problem for problem in read(library_folder, frozenset(range(0x20, 0x7F)))[1] if problem.rule == "no-glyph"]
    assert (f"leaflets/{file}", line) in {(problem.place.file, problem.place.line) for problem in found}


def test_letters_of_a_drawing_that_no_font_has_are_named_and_spaces_and_marks_are_not(library_folder: Path) -> None:
    drawing = library_folder / "knee" / "bend.svg"
    words = "Knee\n\N{NO-BREAK SPACE}\N{DEVANAGARI LETTER HA}\N{RIGHT-TO-LEFT MARK}\N{RIGHTWARDS ARROW}"
    drawing.write_text(drawing.read_text("utf-8").replace("</svg>", f'<text x="1" y="9">{words}</text></svg>'), "utf-8")
    problems = read(library_folder, frozenset(range(0x20, 0x7F)))[1]
    (named,) = {each.place.words for each in problems if each.rule == "no-glyph" and "bend.svg" in each.message}
    assert named == "ह U+0939, → U+2192"


@pytest.mark.parametrize("character", ["\N{NEXT LINE}", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"])
def test_a_line_break_that_only_yaml_knows_is_refused(library_folder: Path, character: str) -> None:
    _, problems = spoiled(library_folder / "hip" / "2024.yaml", "a new hip", f"a{character} new hip")
    assert ("character", 2) in {(problem.rule, problem.place.line) for problem in problems}


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    library, problems = read(tmp_path / "leaflets")
    assert library == Library(())
    assert [str(problem.place) for problem in problems] == ["leaflets", "leaflets/library.yaml"]


def test_a_folder_in_the_place_of_a_file_is_a_problem(library_folder: Path) -> None:
    library_folder.joinpath("hip", "2025.yaml").mkdir()
    library_folder.joinpath("library.yaml").unlink()
    library_folder.joinpath("library.yaml").mkdir()
    _, problems = read(library_folder)
    assert {(problem.rule, str(problem.place)) for problem in problems} >= {
        ("unreadable", "leaflets/library.yaml"),
        ("stray-file", "leaflets/hip/2025.yaml"),
    }


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(library_folder: Path) -> None:
    file = library_folder / "hip" / "2024.yaml"
    file.write_bytes(file.read_bytes().replace(b"a new hip", b"a caf\xe9"))
    library, problems = read(library_folder)
    assert [str(problem.place) for problem in errors(problems) if problem.rule == "encoding"] == [
        "leaflets/hip/2024.yaml:2"
    ]
    assert "hip" not in {edition.topic for edition in library.editions}


def test_a_picture_that_is_refused_stops_only_the_editions_that_use_it(library_folder: Path) -> None:
    library_folder.joinpath("knee", "bend.svg").write_text("<svg")
    library, problems = read(library_folder)
    assert [(problem.rule, str(problem.place)) for problem in errors(problems)] == [
        ("picture-file", "leaflets/knee/2025-06.yaml:102")
    ]
    assert len(library.editions) == 4


def test_the_same_library_gives_the_same_value_wherever_it_lies(library_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(library_folder, tmp_path / "elsewhere" / "leaflets")
    assert read(Path(copy)) == read(library_folder)


def test_words_of_a_title_are_bare_text(sample: Leaflet) -> None:
    assert sample.edition.summary == (
        Text("This leaflet is for people whose knee hurts. It says what you can do yourself."),
    )


def test_what_all_topics_share_is_taken_in_the_edition_s_language(library_folder: Path) -> None:
    (library_folder / "library.cy.yaml").write_text(
        "publisher: Gwasanaeth\ncontacts:\n"
        '  helpline: {name: Llinell gymorth, description: Ffoniwch ni., hours: "Bob dydd, 9am i 4pm"}\n'
        "alternative_formats: Ffoniwch ni.\n"
    )
    file = library_folder / "knee" / "2025-06.cy.yaml"
    file.write_text(file.read_text() + "contacts: [helpline, post]\n")
    library, problems = read(library_folder)
    assert not problems
    welsh = next(edition for edition in library.editions if edition.language == "cy")
    assert (welsh.publisher, plain(welsh.alternative_formats)) == ("Gwasanaeth", "Ffoniwch ni.")
    helpline, post = welsh.contacts
    assert (helpline.name, helpline.hours, helpline.phone) == (
        "Llinell gymorth",
        "Bob dydd, 9am i 4pm",
        "01632 960 000",
    )
    assert post.name == "Post room"


def test_an_accent_that_cannot_be_read_is_refused_with_one_that_can(library_folder: Path) -> None:
    file = library_folder / "clinics" / "riverside.yaml"
    file.write_text(file.read_text().replace("#005EB8", "#FF80C0"))
    library, problems = read(library_folder, grounds=frozenset({"#FFFFFF", "#FFF3B0"}))
    (problem,) = problems
    assert library.clinics == ()
    assert (problem.rule, problem.place.words, problem.place.line > 0) == ("accent", "#FF80C0", True)
    offered = problem.hint.split()[1].rstrip(",")
    file.write_text(file.read_text().replace("#FF80C0", offered))
    assert read(library_folder, grounds=frozenset({"#FFFFFF", "#FFF3B0"}))[1] == ()


@pytest.mark.parametrize(
    ("root", "path", "name"),
    [
        (PurePosixPath("/srv/leaflets"), "/srv/leaflets/knee/2026-01.yaml", "leaflets/knee/2026-01.yaml"),
        (PurePosixPath("/srv/Klinik Süd/Blätter"), "/srv/Klinik Süd/Blätter/knee", "Blätter/knee"),
        (PurePosixPath("/"), "/knee/2026-01.yaml", "/knee/2026-01.yaml"),
        (PureWindowsPath(r"C:\Klinik Süd\leaflets"), r"C:\Klinik Süd\leaflets\knee\a.yaml", "leaflets/knee/a.yaml"),
        (PureWindowsPath(r"\\server\share\leaflets"), r"\\server\share\leaflets\knee\a.yaml", "leaflets/knee/a.yaml"),
        (PureWindowsPath("L:\\"), r"L:\knee\a.yaml", "L:/knee/a.yaml"),
        (PurePosixPath("/srv/leaflets"), "/srv/leaflets/kn\\ee", "leaflets/kn\\ee"),
        (PurePosixPath("/srv/leaflets"), "/srv/leaflets/\udce9", "leaflets/\\udce9"),
    ],
)
def test_a_file_of_a_library_has_one_name_on_all_systems(root: PurePath, path: str, name: str) -> None:
    assert files.named(type(root)(path), root) == name


def test_a_file_outside_of_a_library_has_no_name_in_it() -> None:
    with pytest.raises(ValueError, match="is not in the subpath"):
        files.named(PureWindowsPath(r"D:\leaflets\knee"), PureWindowsPath(r"C:\leaflets"))


def test_what_went_through_no_check_is_printed_with_what_cannot_be_printed_named() -> None:
    printable = frozenset({*range(0x20, 0x7F), 0xA0})
    assert prose.spelled("EN 301\N{NO-BREAK SPACE}549\nas it is", printable) == "EN 301\N{NO-BREAK SPACE}549\nas it is"
    assert prose.spelled("Left → \uffferight", printable) == "Left [U+2192 RIGHTWARDS ARROW] [U+FFFE]right"
    assert prose.spelled("→", frozenset()) == "→"
    assert prose.spelled("Ask", frozenset(map(ord, "Ak"))) == "A[U+0073 LATIN SMALL LETTER S]k"


@pytest.mark.parametrize(
    ("one", "other", "agree", "later"),
    [
        ("2026-03-14", "2026-03-15", False, False),
        ("2026-03-15", "2026-03-14", False, True),
        ("2026-03-14", "2026-03-14", True, False),
        ("2026-03", "2026-03-14", True, False),
        ("2026-04", "2026-03-31", False, True),
        ("2026", "2026-12-31", True, False),
    ],
)
def test_dates_are_compared_as_far_as_both_are_known(one: str, other: str, agree: bool, later: bool) -> None:
    first, second = (PartialDate(*map(int, date.split("-"))) for date in (one, other))
    assert edition_file._agree(first, second) is agree
    assert edition_file._later(first, second) is later
