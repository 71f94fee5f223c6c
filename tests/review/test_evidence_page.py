"""The page and the facts of an evidence pack, of documents that are made up: whole, as a reader gets them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from press import imprint, layout, pipeline, questions
from press.content import readability
from press.layout import Layouts
from press.manuscript import Certificate
from press.model import (
    Answer,
    Contact,
    Edition,
    Leaflet,
    PartialDate,
    SharedPassage,
    Signature,
    SignatureKind,
    Standing,
    plain,
)
from press.pipeline import Wishes
from press.problems import Grade, Place, Problem
from press.programs import witnesses
from press.programs.witnesses import AUDIT, VERAPDF
from press.reader import Catalogue
from press.review.changes.passages import flatten
from press.review.evidence import measuring, pack, page
from press.review.evidence.measuring import Evidence, Exhibit
from tests.conftest import Golden
from tests.review.test_changes import strings
from tests.test_keys import RECORD

HERE = Path(__file__).parent
ON = date(2026, 11, 21)
BROKEN = Problem("print-contrast", Place("knee-a4.pdf", 3, "pale"), "Too pale.", "Print it darker.")
WAIVED = Problem("print-type-size", Place("knee-a4.pdf"), "Too small.", "It has to fit.", Grade.WAIVED)
WARNED = Problem("print-columns", Place("knee-a4.pdf"), "Two columns.", "Use one.", Grade.WARNING)
SAID = Certificate(1200, 34, 5, 4, 3, "0123456789abcdef" * 4)


def _signed(edition: Edition) -> Edition:
    """An edition with all that can be signed, answered and tried, and with what no longer holds."""
    on = PartialDate(2026, 10, 1)
    lay = Signature(SignatureKind.LAY, "Reader", "B. Example", on, "other words")
    passage = SharedPassage("cold", "Use ice.", "0", replace(lay, role="Nurse", name="C. Example"))
    tried = replace(edition.contacts[0], checked=on, signed=replace(lay, name="D. Example"))
    contacts = (
        tried,
        replace(tried, id="changed", name="Ward", changed=True),
        Contact("dated", "Office", phone="01632 960 001", checked=PartialDate(2026, 5)),
        Contact("never", "Shop", phone="01632 960 002"),
    )
    edition = replace(edition, passages=(passage,), contacts=contacts)
    clinical = Signature(SignatureKind.CLINICAL, "Lead", "A. Example", on, imprint.fingerprint(edition), "Read aloud")
    answers = (
        Answer(asked.id, yes, "E. Example", on, asked.fingerprint)
        for asked, yes in zip(questions.ask(edition), (True, False), strict=False)
    )
    return replace(edition, signatures=(clinical, lay), answers=tuple(answers))


def _exhibits() -> tuple[Exhibit, ...]:
    passed, failed = (witnesses.Testimony(VERAPDF, (("ua1", 106), ("2a", 0)), problems) for problems in ((), (BROKEN,)))
    pdf, docx, html = (
        replace(RECORD, path=f"knee/knee-a4.{form}", format=form, part="", print_shop=False, pages=pages)
        for form, pages in (("pdf", 4), ("docx", 0), ("html", 0))
    )
    folded = replace(
        pdf, path="knee/knee-booklet-imposed.pdf", layout="large-print", part="imposed", clinic="riverside"
    )
    return (
        Exhibit(pdf, (), 12, (BROKEN, WAIVED, WARNED, WARNED), SAID, (failed,)),
        Exhibit(docx, ("text", "layout"), 12, (WAIVED,), SAID, (witnesses.Testimony(AUDIT, (), ()),)),
        Exhibit(html, (), 12, (), replace(SAID, words=1201), (witnesses.Testimony(VERAPDF, ()),)),
        Exhibit(folded, ("program",), 16, (), SAID, (passed,)),
        Exhibit(replace(pdf, path="knee/lost.pdf", print_shop=True), (), 12),
    )


def _evidence(sample: Leaflet, catalogue: Catalogue, layouts: Layouts) -> Evidence:
    edition = _signed(sample.edition)
    order = pipeline.plan(catalogue, layouts, Wishes(layouts=("text",), languages=("en-GB",)))[0]
    chain = (Problem("record-chain", Place("record.jsonl", 7), "A line is missing.", "Ask who has it."),)
    return Evidence(edition, ON, _exhibits(), (order,), readability.measure(edition), 4, chain)


def test_the_page_tells_all_that_was_measured_and_all_that_is_missing(
    sample: Leaflet, sample_catalogue: Catalogue, golden: Golden
) -> None:
    layouts = layout.load(HERE.parents[1] / "layouts", HERE.parents[1] / "fonts")
    evidence = _evidence(sample, sample_catalogue, layouts)
    gaps = tuple(measuring.gaps(evidence, "leaflets"))
    made = page.leaflet(evidence, gaps, "0.2.0", strings())
    lines = [plain(page.title(evidence.edition, strings())), *map(str, gaps), ""]
    sections = tuple(part for part in made.edition.sections if part.id != "evidence--rules")  # they are in `rules.txt`
    shown = replace(made.edition, sections=sections)
    lines += [f"{each.style}: {each.text}" for each in flatten(shown, strings()).passages if not each.about]
    golden(HERE / "evidence.txt", "\n".join(lines) + "\n")


def test_the_facts_are_those_of_the_page(sample: Leaflet, sample_catalogue: Catalogue, golden: Golden) -> None:
    layouts = layout.load(HERE.parents[1] / "layouts", HERE.parents[1] / "fonts")
    evidence = _evidence(sample, sample_catalogue, layouts)
    gaps = tuple(measuring.gaps(evidence, "leaflets"))
    found = json.loads(pack._facts(evidence, gaps, "0.2.0"))
    assert len(found.pop("missing")) == len(gaps)
    golden(HERE / "evidence.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def test_an_edition_that_is_not_in_use_or_due_is_a_gap(sample: Leaflet) -> None:
    def rules(standing: Standing, on: date = ON) -> list[str]:
        edition = replace(sample.edition, standing=standing)
        given = Evidence(edition, on, (), (), readability.measure(edition), 0, ())
        return [f"{gap.rule}: {gap.message}" for gap in measuring.gaps(given, "leaflets") if "evidence" in gap.rule]

    day = sample.edition.review.next
    assert rules(Standing.CURRENT) == []
    assert rules(Standing.CURRENT, date(2100, 1, 1)) == [f"evidence-overdue: The leaflet was to be reviewed by {day}."]
    assert rules(Standing.DRAFT, date(2100, 1, 1)) == ["evidence-standing: This edition is not in use: it is a draft."]
    assert rules(Standing.WITHDRAWN)[0].endswith("it is withdrawn.")
    assert rules(Standing.SUPERSEDED)[0].endswith("it is superseded by a newer one.")
