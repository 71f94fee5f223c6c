"""The next edition: the author's text as it was, with new dates and nobody's sign-off."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from difflib import ndiff
from pathlib import Path

import pytest

from press.model import Edition, PartialDate, Standing, Status
from press.review import renewal
from press.store import folder as store
from tests.building import read
from tests.conftest import SAMPLE
from tests.review.conftest import TODAY, Press, edit, full

LEAFLETS = Path(__file__).parents[2] / "leaflets"
EDITIONS = [
    file
    for folder in (SAMPLE, LEAFLETS)
    for file in sorted(folder.glob("*/[0-9]*.yaml"))
    if not {".source", ".easy"} & set(file.suffixes)
]


@pytest.fixture
def leaflets(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LEAFLETS, tmp_path / "leaflets"))


def changed(old: str, new: str) -> list[str]:
    """The lines that differ, marked with - and +."""
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[0] in "-+"]


def test_only_the_review_changes_and_comments_stay(press: Press, leaflets: Path) -> None:
    topic = leaflets / "skin-metastases"
    said = press("next", "skin-metastases", "--library", leaflets)
    assert said.code == 0
    old, new = (topic / f"{name}.yaml" for name in ("2022-06", "2026-11"))
    lines = changed(old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8"))
    assert [line for line in lines if line.startswith("+")] == [
        "+   status: draft",
        '+   last: "2026-11"',
        '+   next: "2028-11"',
    ]
    gone = [line[4:] for line in lines if line.startswith("-")]
    assert gone[:4] == [
        "status: approved",
        'last: "2022-06"',
        'next: "2024-06"',
        "approved_by: Clinical lead, breast care",
    ]
    assert gone[4] == "changes:"
    assert len(gone) == 5 + 13


def test_the_draft_is_fit_to_build_and_replaces_nothing_yet(press: Press, leaflets: Path) -> None:
    press("next", "skin-metastases", "--last", "2027-01", "--next", "2029-06", "--library", leaflets)
    library, problems = read(leaflets)
    assert problems == ()
    standings = {edition.name: edition.standing for edition in library.editions if edition.topic == "skin-metastases"}
    assert standings == {"2016": Standing.SUPERSEDED, "2022-06": Standing.CURRENT, "2027-01": Standing.DRAFT}
    (draft,) = [edition for edition in library.editions if edition.name == "2027-01"]
    assert (str(draft.review.last), str(draft.review.next)) == ("2027-01", "2029-06")


def read_as(text: str, folder: Path) -> Edition:
    """What the reader makes of an edition of the year 2030."""
    (folder / "2030.yaml").write_bytes(text.encode())
    library, problems = read(folder.parent)
    assert not [problem for problem in problems if "2030" in problem.place.file and problem.grade.value == "error"]
    (edition,) = [edition for edition in library.editions if edition.name == "2030"]
    return edition


@pytest.mark.parametrize("file", EDITIONS, ids=lambda file: f"{file.parent.name} {file.stem}")
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_edition_says_the_same_in_its_next_draft(file: Path, newline: str, tmp_path: Path) -> None:
    topic = Path(shutil.copytree(file.parents[1], tmp_path / "leaflets")) / file.parent.name
    library, _ = read(topic.parent)
    before = next(edition for edition in library.editions if edition.file == f"{topic.name}/{file.stem}")
    text = file.read_text(encoding="utf-8").replace("\n", newline)
    if before.translated:
        text = text.replace("title:", f"language: {before.language}{newline}title:", 1)
    renewed = renewal.renewed(text, PartialDate(2030), PartialDate(2032, 6))
    after = read_as(renewed, topic)
    review = replace(before.review, status=Status.DRAFT, last=PartialDate(2030), next=PartialDate(2032, 6))
    wanted = replace(before, name="2030", standing=Standing.DRAFT, review=replace(review, approved_by="", changes=()))
    same = {"file": after.file, "translated": False, "signatures": (), "source": None}
    assert after == replace(wanted, **same)  # type: ignore[arg-type]  # the keys are the fields'
    assert renewed.count("\n") == renewed.count(newline)


BLOCK = """
  approved_by: >-
    A long
    role   # whose?

  # when
  last: 2020  # as on paper
  next: 2022
  changes:
  - One
  - Two
  status: approved"""


@pytest.mark.parametrize(
    ("review", "wanted"),
    [
        ("{status: approved, last: 2020, next: 2022}", '{status: draft, last: 2026-11, next: 2028-11}'),
        ("{last: '2020', approved_by: Lead, next: '2022', status: approved}",
         "{last: '2026-11', next: '2028-11', status: draft}"),
        ("{status: approved, last: 2020, next: 2022, approved_by: A lead}",
         "{status: draft, last: 2026-11, next: 2028-11}"),
        (BLOCK,
         "\n\n  # when\n  last: 2026-11  # as on paper\n  next: 2028-11\n  status: draft"),
        ("\n  approved_by: >-\n    A long\n\n    role\n\n  # why\n  status: approved\n  last: 2020\n  next: 2022",
         "\n\n  # why\n  status: draft\n  last: 2026-11\n  next: 2028-11"),
        ("\n  changes:\n    - One\n\n    - Two\n  status: approved\n  last: 2020\n  next: 2022",
         "\n  status: draft\n  last: 2026-11\n  next: 2028-11"),
        ("\n  status:\tapproved\t# since\n  last: 2020\t\n  next:\t2022",
         "\n  status:\tdraft\t# since\n  last: 2026-11\t\n  next:\t2028-11"),
        ("{status: approved,\tlast: 2020, next: 2022}", "{status: draft,\tlast: 2026-11, next: 2028-11}"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_review_keeps_its_layout(review: str, wanted: str) -> None:
    text = f"# top\ntitle: x\nreview: {review}\nsections: []  # none\n"
    for before in ("", "\ufeff", "# \N{PEDESTRIAN}\n"):
        renewed = renewal.renewed(before + text, PartialDate(2026, 11), PartialDate(2028, 11))
        assert renewed == before + text.replace(review, wanted)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("kne",), "There is no topic `kne`. Did you mean `knee`?"),
        (("clinics",), "There is no topic `clinics`. Use one of: hip, knee."),
        (("knee",), "A draft is open already: knee/2026-01.yaml."),
        (("hip", "--last", "2024"), "2024 is not later than 2024, the newest edition."),
        (("hip", "--last", "2023-05"), "2023-05 is not later than 2024, the newest edition."),
        (("hip", "--last", "2026-11", "--next", "2026-11"), "The next review, 2026-11, is not later than the last"),
        (("hip", "--last", "2027", "--next", "2026"), "The next review, 2026, is not later than the last, 2027."),
        (("hip", "--last", "2026-13"), "`2026-13` is no date."),
        (("hip", "--last", "0000"), "`0000` is no date."),
        (("hip", "--last", "9998"), "The next review would be in the year 10001. Give --next."),
        (("hip", "--last", "2024-12"), "2024-12 is not later than 2024, the newest edition."),
        (("hip", "--lang", "cy"), "There is no edition in `cy`. Use one of: en-GB."),
    ],
)
def test_what_cannot_be_opened_is_said_and_nothing_is_written(
    on: Press, library_folder: Path, arguments: tuple[str, ...], says: str
) -> None:
    before = sorted(library_folder.rglob("*"))
    said = on("next", *arguments)
    assert said.code == 2
    assert says in " ".join(said.err.split())
    assert sorted(library_folder.rglob("*")) == before


def test_the_new_file_is_named_as_its_user_would_type_it(
    on: Press, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library_folder.parent)
    assert on("next", "hip").out.startswith("leaflets/hip/2026-11.yaml: a draft of 2024, ")


def test_a_clock_before_the_newest_edition_opens_nothing(on: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert "1970-01 is not later than 2024, the newest edition. Give --last, or set the clock." in on("next", "hip").err


def test_a_second_edition_in_a_month_is_offered_a_name(on: Press, library_folder: Path) -> None:
    assert on("next", "hip").code == 0
    draft = library_folder / "hip" / "2026-11.yaml"
    draft.write_text(draft.read_text().replace("status: draft", "status: approved"))
    said = " ".join(on("next", "hip").err.split())
    day = re.search(r"For a second one in a month give the day: --last (2026-11-\d\d)\.", said)
    assert day, said
    assert on("next", "hip", "--last", day[1]).code == 0
    assert "status: draft" in (library_folder / "hip" / f"{day[1]}.yaml").read_text()


def test_a_translation_has_a_next_edition_of_its_own(on: Press, library_folder: Path) -> None:
    assert on("next", "knee", "--lang", "cy").code == 0
    assert (library_folder / "knee" / "2026-11.cy.yaml").is_file()


def test_a_year_is_as_good_a_date_as_a_day(on: Press, library_folder: Path) -> None:
    assert "reviewed 2025, due 2028-01." in on("next", "hip", "--last", "2025").out
    assert "  last: 2025\n  next: 2028-01\n" in (library_folder / "hip" / "2025.yaml").read_text(encoding="utf-8")


def test_a_tab_in_an_edition_stops_no_next_one(on: Press, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "status: approved", "status:\tapproved\t# seen")
    assert on("next", "hip").code == 0
    assert "status:\tdraft\t# seen" in (library_folder / "hip" / "2026-11.yaml").read_text(encoding="utf-8")


def test_an_edition_for_which_there_is_no_room_leaves_nothing(
    on: Press, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(library_folder.rglob("*"))
    monkeypatch.setattr(store, "_write", full)
    said = on("next", "hip")
    assert said.code == 2
    assert "hip/2026-11.yaml: No space left on device." in said.err
    assert sorted(library_folder.rglob("*")) == before
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    assert on("next", "hip").code == 0
