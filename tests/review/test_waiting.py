"""Which edition of each topic waits for a signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press.model import Edition, Library, Standing
from press.review.choosing import waiting

DRAFT, CURRENT, OLD, GONE = Standing.DRAFT, Standing.CURRENT, Standing.SUPERSEDED, Standing.WITHDRAWN


def edition(library: Library, name: str, standing: Standing, language: str = "en-GB") -> Edition:
    return replace(library.editions[0], topic="a", name=name, standing=standing, language=language, signatures=())


@pytest.mark.parametrize(
    ("standings", "waits"),
    [
        ({"2024": CURRENT}, ["2024"]),
        ({"2024": CURRENT, "2025": DRAFT}, ["2025"]),
        ({"2024": CURRENT, "2025": DRAFT, "2026": DRAFT}, []),
        ({"2025": DRAFT, "2026": DRAFT}, []),
        ({"2025": DRAFT}, ["2025"]),
        ({"2023": OLD, "2024": CURRENT}, ["2024"]),
        ({"2024": GONE}, []),
    ],
)
def test_a_draft_waits_or_else_what_is_in_use_and_neither_of_two_drafts(
    sample_library: Library, standings: dict[str, Standing], waits: list[str]
) -> None:
    editions = tuple(edition(sample_library, name, standing) for name, standing in standings.items())
    library = replace(sample_library, editions=editions)
    assert [each.name for each in waiting(library, "")] == waits
    assert [each.name for each in waiting(library, "en-GB")] == waits
    assert waiting(library, "cy") == ()


def test_each_language_waits_for_its_own(sample_library: Library) -> None:
    editions = edition(sample_library, "2024", CURRENT), edition(sample_library, "2024", DRAFT, "cy")
    library = replace(sample_library, editions=editions)
    assert sorted(each.language for each in waiting(library, "")) == ["cy", "en-GB"]
    assert [each.language for each in waiting(library, "cy")] == ["cy"]
