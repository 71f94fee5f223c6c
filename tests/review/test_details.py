"""Small things that somebody would miss only when they need them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from press import layout
from press.layout import Layouts
from press.model import Contact, Library, PartialDate, Signature, SignatureKind
from press.review import codes, evidence
from press.review.codes import Known
from press.review.evidence import page
from press.review.evidence.judging import FACTS
from press.review.evidence.phrases import Hand, grouped
from press.review.inspecting import Inspection

ROOT = Path(__file__).parents[2]
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")

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


def test_what_is_wrong_with_layouts_and_strings_is_told_with_the_library(tmp_path: Path) -> None:
    looks = dict(LAYOUTS)
    looks["web"] = replace(looks["web"], waivers={"print-line-lenght": "Said so."})
    supplies = replace(LAYOUTS.supplies, unfinished={"pl": ("phone",)})
    inspection = Inspection(Layouts(looks, supplies), tmp_path, tmp_path, datetime.date(2026, 11, 30))
    assert [problem.rule for problem in inspection.library({})] == ["unknown-rule", "strings-untranslated"]


def test_a_contact_that_nobody_has_signed_has_not_changed_since(sample_library: Library) -> None:
    contacts = [contact for edition in sample_library.editions for contact in edition.contacts]
    assert {(contact.signed, contact.changed) for contact in contacts} == {(None, False)}


DAY, LATER = PartialDate(2026, 11, 21), PartialDate(2026, 12, 1)


@pytest.mark.parametrize(
    ("checked", "signed", "changed", "says"),
    [
        (None, None, False, "Nobody has noted that they tried it."),
        (LATER, None, False, "1 December 2026"),
        (DAY, DAY, False, "C. Example, Lead, tried it on 21 November 2026."),
        (None, DAY, True, "It has changed since C. Example, Lead, tried it on 21 November 2026."),
        (LATER, DAY, False, "1 December 2026"),
    ],
)
def test_evidence_says_who_tried_a_contact_and_whether_it_has_changed_since(
    checked: PartialDate | None, signed: PartialDate | None, changed: bool, says: str
) -> None:
    strings = LAYOUTS.strings_for("en-GB")
    assert strings
    by = Signature(SignatureKind.CLINICAL, "Lead", "C. Example", signed, "x") if signed else None
    contact = Contact("line", "Helpline", phone="0808", checked=checked, signed=by, changed=changed)
    said = page._tried(contact, Hand("en-GB", strings))
    assert says in said
    assert ("C. Example" in said) == ("C. Example" in says)


def _facts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [*value.get("facts", []), *(fact for each in value.values() for fact in _facts(each))]
    return [fact for each in value for fact in _facts(each)] if isinstance(value, list) else []
