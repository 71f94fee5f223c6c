"""Small things that somebody would miss only when they need them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from press.review import codes, evidence
from press.review.codes import Known
from press.review.evidence.judging import FACTS
from press.review.evidence.phrases import grouped

TAKEN_FOR_EACH_OTHER = (
    *("0O", "0Q", "0D", "DO", "QO", "PR", "DP", "DR", "1I", "1L", "1T", "7L", "IL", "7T", "2Z", "27", "7Z", "3E", "38"),
    *("8E", "5S", "56", "6S", "6G", "5G", "SG", "GC", "6C", "8B", "B3", "B6", "86", "36", "4A", "FE", "EP", "FP", "HN"),
    *("HM", "NM", "KX", "MW", "NW", "UV", "UW", "VW", "VY", "VT", "YT", "79"),
)


@pytest.mark.parametrize(("one", "other"), TAKEN_FOR_EACH_OTHER)
def test_signs_that_are_taken_for_each_other_name_the_likely_code(one: str, other: str) -> None:
    for read, printed in ((one, other), (other, one)):
        ours = Known("-".join([printed * 4] * 2), "knee", "2026-01", "en-GB", None)
        assert codes.look_up("-".join([read * 4] * 2), [ours]).likely == (ours,)


def test_signs_that_look_like_no_others_name_none() -> None:
    ours = Known("7777-7777", "knee", "2026-01", "en-GB", None)
    assert codes.look_up("XXXX-XXXX", [ours]).likely == ()


def test_a_digest_is_printed_whole_in_groups() -> None:
    sha = "0123456789abcdef" * 4
    assert grouped(sha).replace(" ", "") == sha
    assert grouped(sha).split() == [sha[at:to] for at, to in pairwise(range(0, 65, 8))]


def test_each_fact_that_criteria_name_is_measured() -> None:
    criteria = Path(evidence.__path__[0], "criteria.yaml").read_text(encoding="utf-8")
    assert set(_facts(yaml.safe_load(criteria))) == set(FACTS)


def _facts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [*value.get("facts", []), *(fact for each in value.values() for fact in _facts(each))]
    return [fact for each in value for fact in _facts(each)] if isinstance(value, list) else []
