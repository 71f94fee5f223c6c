"""What is due, on any day."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.review.conftest import Press, Said, edit


@pytest.fixture
def press(press: Press, tmp_path: Path) -> Press:
    """What is due in the project's own library, from which nothing has been built."""

    def run(*arguments: object) -> Said:
        return press(*arguments, *(() if "--library" in arguments else ("--output", tmp_path / "out")))

    return run


def states(press: Press, *arguments: object) -> dict[tuple[str, str], str]:
    found = json.loads(press("due", "--json", *arguments).out)["items"]
    return {(item["name"], item["edition"]): item["state"] for item in found}


@pytest.mark.parametrize(
    ("day", "skin", "recurrence", "code"),
    [
        ("2024-03-31", "current", "current", 0),
        ("2024-04-01", "due soon", "current", 0),
        ("2024-06-30", "due soon", "current", 0),
        ("2024-07-01", "overdue", "current", 1),
        ("2026-06-30", "overdue", "due soon", 1),
        ("2026-07-01", "overdue", "overdue", 1),
        ("2040-01-01", "overdue", "overdue", 1),
    ],
)
def test_the_leaflets_of_the_project_are_listed_rightly(
    press: Press, day: str, skin: str, recurrence: str, code: int
) -> None:
    assert press("due", "--on", day).code == code
    found = states(press, "--on", day)
    assert found["skin-metastases", "2022-06"] == skin
    assert found["breast-cancer-recurrence", "2024-06"] == recurrence
    assert found["skin-metastases", "2016"] == "superseded"


def test_within_says_how_many_days_count_as_soon(press: Press) -> None:
    day = ("--on", "2024-06-01")
    assert states(press, *day, "--within", "28")["skin-metastases", "2022-06"] == "current"
    assert states(press, *day, "--within", "29")["skin-metastases", "2022-06"] == "due soon"


def test_the_list_says_what_replaces_what_and_what_nobody_has_signed(press: Press) -> None:
    said = press("due", "--on", "2024-07-01").out
    rows = {tuple(line.split()[:3]): line for line in said.splitlines()}
    assert "replaced by 2022-06" in rows["superseded", "skin-metastases", "2016"]
    assert "-1" in rows["overdue", "skin-metastases", "2022-06"].split()
    assert "not signed off" in rows["overdue", "skin-metastases", "2022-06"]
    assert "2024-06  1\n2026-06  1" in said
    assert said.endswith("On 2024-07-01: 1 overdue, 0 due soon, 4 in progress.\n")


def row(said: str, *start: str) -> str:
    (found,) = [line for line in said.splitlines() if tuple(line.split())[: len(start)] == start]
    return found


def test_a_draft_is_in_progress_and_its_current_edition_names_it(on: Press, library_folder: Path) -> None:
    said = on("due").out
    assert row(said, "draft", "knee", "2026-01", "en-GB").endswith("  to replace 2025-06")
    assert "draft 2026-01 in progress" in row(said, "current", "knee", "2025-06", "en-GB")
    edit(library_folder / "hip" / "2024.yaml", "status: approved", "status: draft")
    assert row(on("due").out, "draft", "hip").endswith("  the first edition")


def test_an_edition_is_replaced_by_the_one_in_use_and_never_by_a_draft(on: Press, library_folder: Path) -> None:
    assert row(on("due").out, "superseded", "knee", "2023-01").endswith("  replaced by 2025-06")
    edit(library_folder / "knee" / "2025-06.yaml", "status: approved", "status: draft")
    assert not [line for line in on("due").out.splitlines() if "replaced by" in line]


def test_what_is_due_in_a_year_or_a_month_is_in_time_until_its_last_day(on: Press) -> None:
    for day, state in (("2027-12-31", "due soon"), ("2028-01-01", "overdue")):
        assert states(on, "--on", day)["hip", "2024"] == state


def test_a_contact_that_was_tried_in_the_last_year_there_is_is_due_on_its_last_day(
    on: Press, library_folder: Path
) -> None:
    edit(library_folder / "library.yaml", "checked: 2025-05-01", "checked: 9999-05-01")
    found = json.loads(on("due", "--json").out)["items"]
    assert [item["due"] for item in found if item["name"] == "helpline"] == ["9999-12-31"]


def test_contacts_count_from_when_somebody_tried_them(on: Press, library_folder: Path) -> None:
    assert states(on, "--on", "2026-05-01")["helpline", ""] == "due soon"
    assert states(on, "--on", "2026-05-02")["helpline", ""] == "overdue"
    assert on("due", "--on", "2026-05-02").code == 1
    edit(library_folder / "library.yaml", "checked: 2025-05-01", "checked: null")
    assert states(on, "--on", "2026-05-02")["helpline", ""] == "never checked"


def test_a_figure_may_be_due_before_its_edition(on: Press, library_folder: Path) -> None:
    edit(library_folder / "knee" / "2025-06.yaml", "    file: bend.svg\n", "    file: bend.svg\n    review: 2026-01\n")
    found = json.loads(on("due", "--json", "--on", "2026-02-01").out)["items"]
    (figure,) = [item for item in found if item["kind"] == "figure"]
    assert (figure["state"], figure["name"], figure["due"], figure["days"]) == ("overdue", "knee", "2026-01-31", -1)
    assert "`bend`" in figure["note"]


def test_a_spreadsheet_has_a_row_for_each_item(press: Press) -> None:
    rows = list(csv.DictReader(io.StringIO(press("due", "--csv", "--on", "2024-07-01").out)))
    assert [(row["name"], row["edition"], row["due"], row["days"]) for row in rows if row["state"] == "overdue"] == [
        ("skin-metastases", "2022-06", "2024-06-30", "-1")
    ]
    assert len(rows) == 9


def test_a_calendar_has_each_review_on_its_last_day(press: Press) -> None:
    calendar = Calendar.from_ical(press("due", "--ics", "--on", "2024-07-01").out)
    events = {str(event["summary"]): str(event.decoded("dtstart")) for event in calendar.walk("VEVENT")}
    assert events == {
        "Review Secondary (metastatic) breast cancer in the skin (2022-06)": "2024-06-30",
        "Review Breast cancer recurrence (2024-06)": "2026-06-30",
    }


def test_a_clock_that_is_set_wrongly_is_doubted(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    said = press("due")
    assert said.code == 0
    assert "The clock says 1970-01-01, but breast-cancer-recurrence 2024-06 was reviewed after that." in said.err
    assert press("due", "--on", "1970-01-01").err == ""


def test_a_refused_edition_is_said_and_ends_with_one(on: Press, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "next: 2027", "next: 2023")
    said = on("due", "--on", "2025-01-01")
    assert said.code == 1
    assert "hip/2024.yaml:6: error: The next review is not later than the last." in said.err


def test_two_drafts_at_once_are_both_listed_and_warned_of(on: Press, library_folder: Path) -> None:
    draft = library_folder / "knee" / "2026-01.yaml"
    other = draft.with_name("2026-03.yaml")
    other.write_text(draft.read_text(encoding="utf-8").replace("2026-01", "2026-03"), encoding="utf-8")
    assert "draft 2026-01, 2026-03 in progress" in on("due").out
    assert "There are two drafts at once: 2026-01 and 2026-03." in on("check").err


def test_who_looks_after_a_topic_is_told_and_so_is_where_nobody_does(on: Press, library_folder: Path) -> None:
    owner = "owner: {role: Lead physiotherapist, address: physio@example.org}\n"
    edit(library_folder / "hip" / "2024.yaml", "online:", f"{owner}online:")
    said = on("due").out
    assert "  Lead physiotherapist  " in row(said, "current", "hip")
    assert "Without an owner (`owner:` in the edition): knee." in said
    (found,) = [line for line in csv.DictReader(io.StringIO(on("due", "--csv").out)) if line["name"] == "hip"]
    assert (found["owner"], found["address"]) == ("Lead physiotherapist", "physio@example.org")
    calendar = Calendar.from_ical(on("due", "--ics").out)
    (event,) = [event for event in calendar.walk("VEVENT") if "hip" in str(event["summary"])]
    assert str(event["attendee"]) == "mailto:physio@example.org"
    assert "Lead physiotherapist" in str(event["description"])
    assert json.loads(on("due", "--json").out)["unowned"] == ["knee"]


def test_an_owner_without_an_address_is_refused(on: Press, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "online:", "owner: {role: Lead}\nonline:")
    assert "`address`" in on("check", "hip").err
