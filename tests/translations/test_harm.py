"""What a translation lacks that may harm a patient: a number or a warning, each alone."""

from __future__ import annotations

import pytest

from press.reader.behind import Changed, told


def changed(was: str, now: str, *, warns: bool = False) -> Changed:
    return Changed("a", was, now, warns)


DOSE = changed("Take 5 mg.", "Take 50 mg.")
WARNING = changed("Do not drive.", "Do not drive or swim.", warns=True)
WORDS = changed("Rest.", "Rest well.")


@pytest.mark.parametrize(
    ("found", "harmful", "said"),
    [
        ([DOSE], True, ("“5 mg” became “50 mg”",)),
        ([WARNING], True, ("a warning changed: “Do not drive.” became “Do not drive or swim.”",)),
        ([WORDS], False, ("1 other passage changed",)),
        ([WORDS, WORDS], False, ("2 other passages changed",)),
        ([], False, ()),
        (
            [WORDS, WARNING, DOSE],
            True,
            (
                "“5 mg” became “50 mg”",
                "a warning changed: “Do not drive.” became “Do not drive or swim.”",
                "1 other passage changed",
            ),
        ),
        ([changed("", "Take 5 mg.")], True, ("“5 mg” is new",)),
        ([changed("Take 5 mg.", "")], True, ("“5 mg” was taken out",)),
        ([changed("", "Do not drive.", warns=True)], True, ("a warning is new: “Do not drive.”",)),
        ([changed("Do not drive.", "", warns=True)], True, ("a warning was taken out: “Do not drive.”",)),
        ([changed("Take 5 mg and 5 mg.", "Take 5 mg.")], True, ("“5 mg” was taken out",)),
        ([changed("On day 3 take 5 mg.", "On day 4 take 6 mg.")], True, ("“5 mg” became “6 mg”", "“3” became “4”")),
    ],
)
def test_a_number_or_a_warning_may_harm_and_comes_first(
    found: list[Changed], harmful: bool, said: tuple[str, ...]
) -> None:
    behind = told(found)
    assert (behind.changes, behind.harmful) == (said, harmful)
