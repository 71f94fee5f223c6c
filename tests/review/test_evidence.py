"""The evidence pack: measured in this run, nothing claimed, and what is not shown said plainly."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
from click.testing import CliRunner, Result
from lxml import html

from press import pipeline, questions, reader, rulebook
from press.cli import main, terminal
from press.content.readability import Measures, Readability
from press.layout import Layouts
from press.model import Block, Library
from press.pipeline import Output
from press.problems import Grade, Place, Problem
from press.programs import verapdf
from press.programs.witnesses import WITNESSES, Commands
from press.review.evidence import measuring, pack, results
from press.review.evidence.criteria import Criterion, absences, standards
from press.review.evidence.judging import FACTS, Outcome, judge
from press.review.evidence.measuring import Evidence
from press.review.evidence.phrases import Hand
from tests.conftest import SAMPLE
from tests.review.conftest import TODAY, Press, edit
from tests.review.test_questions import answered

pytestmark = pytest.mark.referee  # a batch of documents, made and measured

PACK = Path("out", "evidence", "knee-2025-06")


def run(folder: Path, command: str, *arguments: object) -> Result:
    """A command on the library in a folder; documents go to ``out`` in it."""
    output = [] if command in ("sign", "questions") else ["--output", folder / "out"]
    typed = [command, *arguments, "--lang", "en-GB", "--library", folder / "leaflets", *output]
    return CliRunner(env={"SOURCE_DATE_EPOCH": TODAY}).invoke(main, [str(each) for each in typed])


def said(folder: Path) -> str:
    """The words of the page in a folder, without white space at line ends."""
    page = html.document_fromstring((folder / PACK / "evidence.html").read_text(encoding="utf-8"))
    return " ".join(str(page.xpath("string(//main)")).split())


def facts(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / PACK / "evidence.json").read_bytes())
    return found


class Proved(NamedTuple):
    """A library whose knee is signed, answered and built, with its pack; and what was said when it was made."""

    folder: Path
    result: Result


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Proved:
    folder = tmp_path_factory.mktemp("proved")
    shutil.copytree(SAMPLE, folder / "leaflets")
    run(folder, "questions", "knee", "--edition", "2025-06")
    answered(folder / "leaflets" / "knee" / "2025-06.review.yaml")
    for kind in ("--clinical", "--lay"):
        run(folder, "sign", "knee", "--edition", "2025-06", "--role", "Reader", "--name", "A. Example", kind)
    assert run(folder, "build", "knee", "--jobs", 1).exit_code == 0
    return Proved(folder, run(folder, "evidence", "knee"))


@pytest.fixture
def spoiled(proved: Proved, tmp_path: Path) -> Path:
    """The same in a folder that may be changed."""
    return Path(shutil.copytree(proved.folder, tmp_path / "spoiled"))


# The pack


def test_an_edition_of_which_nothing_is_missing_is_proved(proved: Proved) -> None:
    assert proved.result.exit_code == 0, proved.result.output
    assert "evidence/knee-2025-06: 10 documents measured; 0 faults" in proved.result.stdout
    page = said(proved.folder)
    assert "Documents measured: 10 of 10." in page
    assert "Signed off by A. Example, Reader." in page
    assert "Read and signed by lay readers: A. Example, Reader." in page
    assert "Can the picture bend.svg be understood by somebody who sees no colours? Yes: Dr A. Example" in page
    assert "veraPDF: PDF/UA-1 (106 rules), PDF/A-2a (153 rules): nothing found" in page
    assert "As a clinician, on 21 November 2026. It holds." in page
    assert "Reading age: " in page


def test_who_signed_though_questions_were_open_and_who_tried_a_contact_is_told(spoiled: Path) -> None:
    library = spoiled / "leaflets"
    for file in ("2025-06.signed.yaml", "2025-06.review.yaml"):
        (library / "knee" / file).unlink()
    why = ("--despite", "Two wards have read it aloud")
    run(spoiled, "sign", "knee", "--edition", "2025-06", "--role", "Lead", "--name", "B. Example", *why)
    tried = ("sign", "--contact", "helpline", "--role", "Helpline lead", "--name", "C. Example")
    assert run(spoiled, *tried).exit_code == 0
    for kind in ("--braille", "--script"):
        run(spoiled, "sign", "knee", "--edition", "2025-06", "--role", "Proof-reader", "--name", "D. Example", kind)
    run(spoiled, "evidence", "knee")
    page = said(spoiled)
    assert "It was given though questions were open or answered with no: Two wards have read it aloud" in page
    assert "C. Example, Helpline lead, tried it on 21 November 2026." in page
    assert "As a reader of the braille, on 21 November 2026. It holds." in page
    assert "As a reader of the script of the sound, on 21 November 2026. It holds." in page
    assert "What the contacts say is no part of it: each contact has a sign-off of its own, below." in page


def test_each_document_is_named_with_its_hash_and_lies_in_the_pack(proved: Proved) -> None:
    documents = facts(proved.folder)["documents"]
    assert {Path(each["path"]).suffix for each in documents} == {".pdf", ".docx", ".html", ".epub", ".txt", ".json"}
    page = said(proved.folder).replace(" ", "")
    for each in documents:
        data = (proved.folder / "out" / each["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == each["sha256"]
        assert each["sha256"] in page
        assert (proved.folder / PACK / "documents" / Path(each["path"]).name).read_bytes() == data


def test_the_same_evidence_makes_the_same_bytes(proved: Proved, evidence: Evidence) -> None:
    looks = terminal.layouts(SAMPLE)
    again = pack.files(evidence, tuple(measuring.gaps(evidence, "leaflets")), looks, terminal.version())
    assert again == {name: (proved.folder / PACK / name).read_bytes() for name in again}


def test_what_no_font_of_the_page_has_is_named_and_no_font_of_the_machine_is_taken(evidence: Evidence) -> None:
    gap = Problem("case", Place("knee.pdf"), "Found ⠓\ufffe here, and 図😀.png.", "Mend it.")
    files = pack.files(evidence, (gap,), terminal.layouts(SAMPLE), terminal.version())
    page = " ".join(str(html.document_fromstring(files["evidence.html"].decode()).xpath("string(//main)")).split())
    named = "Found [U+2813 BRAILLE PATTERN DOTS-125][U+FFFE] here, and [U+56F3 CJK UNIFIED IDEOGRAPH-56F3]"
    assert f"{named}[U+1F600 GRINNING FACE].png. Mend it." in page


def test_the_page_and_the_copies_pass_what_every_file_has_to_pass(proved: Proved) -> None:
    files = [proved.folder / PACK / name for name in ("evidence.pdf", "documents/knee-a4-14pt.pdf")]
    result = CliRunner().invoke(main, ["verify", *map(str, files), "--output", str(proved.folder / "out")])
    assert result.exit_code == 0, result.output
    assert result.stdout.count("passed ") == 2


def test_what_was_not_asked_is_not_said_to_have_passed(proved: Proved) -> None:
    page = said(proved.folder)
    assert "Open XML SDK: not asked. Give the command of Microsoft's validator" in page
    assert "Open XML SDK found nothing" not in page
    assert facts(proved.folder)["standards"][standards()[2].name]["4.1.1"] == "open"


def test_all_criteria_that_are_not_covered_say_so(proved: Proved) -> None:
    page, judged = said(proved.folder), facts(proved.folder)["standards"]
    assert page.count("Not covered.") == sum(Counter(each.values())["uncovered"] for each in judged.values())
    assert "2 Training: staff are trained and supported Not covered. No document can tell who was trained." in page
    assert judged["PIF TICK"] == {
        **dict.fromkeys(("1", "4", "5", "6", "7"), "partly"),
        **dict.fromkeys(("2", "3", "8", "9", "10"), "uncovered"),
    }


def test_what_has_changed_since_is_named_and_nothing_is_taken_for_proved(
    spoiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(spoiled / "leaflets" / "knee" / "2025-06.yaml", "marked by a red dot", "marked with a red dot")
    broken = spoiled / "out" / "knee" / "2025-06" / "knee-a4-14pt.pdf"
    broken.write_bytes(broken.read_bytes() + b"\n")
    (spoiled / "out" / "knee" / "2025-06" / "knee-web.html").unlink()
    monkeypatch.setattr(verapdf, "available", lambda: False)
    result = run(spoiled, "evidence", "knee")
    assert result.exit_code == 1
    for sentence in (
        "2025-06.yaml: error: The words have changed since the edition was signed off, and its documents say so.",
        "2025-06.yaml: question: A person must look: 1 open question. [alt-bend]",
        "knee-a4-14pt.pdf: error: It is not there, or not as it was published, and was not measured.",
        "knee-web.html: error: It is not there, or not as it was published, and was not measured.",
        "knee-large-print-18pt.docx: error: It is out of date. Since it was made, this has changed: text.",
        "knee-large-print-18pt.docx: error: The words are not those of the leaflet.",
        "knee-large-print-18pt.pdf: warning: veraPDF was not asked about it. Install the program with its extra",
    ):
        assert sentence in result.stderr
    page = said(spoiled)
    assert "Documents measured: 8 of 10." in page
    assert "The clinical sign-off is void." in page
    assert "veraPDF: not asked. Install the program with its extra" in page
    assert "1.1.1 Non-text content (clause 10.1.1.1) Not kept." in page
    assert not list((spoiled / PACK / "documents").glob("*.html"))  # what was not measured is not handed on


# Which edition


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["elbow"], "There is no topic `elbow`. Use one of: hip, knee."),
        (["knee", "--edition", "2020"], "There is no edition `2020`."),
        (["hip"], "Nothing is built of hip 2024. Build it first: build hip."),
        (["knee", "--edition", "2026-01"], "Nothing is built of knee 2026-01. Build it first: build knee --edition"),
    ],
)
def test_what_there_is_nothing_to_show_of_is_said_in_a_sentence(
    press: Press, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    result = press("evidence", *arguments, "--library", SAMPLE, "--output", tmp_path / "out")
    assert (result.code, sentence in result.err) == (2, True), result.err


def test_a_topic_without_an_edition_in_use_asks_which_one(on: Press, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "status: approved", "status: draft")
    assert "No edition of hip is in use. Say which with --edition: 2024." in on("evidence", "hip").err


# The map


def criteria() -> Iterator[Criterion]:
    for standard in standards():
        yield from standard.criteria


def test_all_that_the_map_names_exists(sample_library: Library) -> None:
    rules = {rule.id for rule in rulebook.rules()}
    kinds = {asked.id.partition("-")[0] for edition in sample_library.editions for asked in questions.ask(edition)}
    for criterion in criteria():
        assert rules.issuperset(criterion.rules), criterion
        assert kinds.issuperset(criterion.questions), criterion
        assert FACTS.keys() >= set(criterion.facts), criterion
        assert {witness.name for witness in WITNESSES}.issuperset(criterion.witnesses), criterion
        assert {"", *absences()} >= {criterion.absent}, criterion


def test_each_criterion_is_covered_or_said_not_to_be() -> None:
    for criterion in criteria():
        shown = (criterion.rules, criterion.witnesses, criterion.questions, criterion.facts, criterion.absent)
        assert any(shown) or criterion.not_shown, criterion


def test_the_map_has_every_criterion_of_its_standards() -> None:
    pif, dapb, both = standards()
    assert [criterion.id for criterion in pif.criteria] == [str(number) for number in range(1, 11)]
    assert [criterion.id for criterion in dapb.criteria] == [str(number) for number in range(1, 7)]
    wcag = Counter(each.id.rpartition(".")[0] for each in both.criteria if not each.document)
    assert wcag == {
        "1.1": 1,
        "1.2": 5,
        "1.3": 5,
        "1.4": 9,
        "2.1": 3,
        "2.2": 2,
        "2.3": 1,
        "2.4": 8,
        "2.5": 6,
        "3.1": 2,
        "3.2": 5,
        "3.3": 6,
        "4.1": 2,
    }
    clauses = [each.clause for each in both.criteria if each.clause]
    assert (
        len(set(clauses)) == len(clauses) == 48
    )  # EN 301 549 V3.2.1: WCAG 2.1 but for four of the web, and 10.5, 10.6


def test_what_cannot_apply_is_what_no_leaflet_can_hold() -> None:
    """Whoever adds a block that moves, sounds or is filled in has to look at the map again."""
    names = {block.__name__ for block in get_args(Block)}
    assert names == {"Paragraph", "List", "Description", "Table", "Figure", "Box"}


# What evidence is worth


@pytest.fixture(scope="module")
def evidence(proved: Proved) -> Evidence:
    looks = terminal.layouts(SAMPLE)
    catalogue = reader.open(proved.folder / "leaflets", Layouts())
    edition = next(each for each in catalogue.library().editions if (each.name, each.language) == ("2025-06", "en-GB"))
    on = date(2026, 11, 21)
    return measuring.measure(catalogue, edition, looks, Output(proved.folder / "out"), Commands(), on)


CONTRAST = Criterion("1.4.3", "Contrast", rules=("print-contrast",))


@pytest.mark.parametrize(
    ("grade", "outcome"),
    [(Grade.ERROR, Outcome.FAILED), (Grade.WARNING, Outcome.PARTLY), (Grade.WAIVED, Outcome.PARTLY)],
)
def test_one_document_that_breaks_a_rule_is_enough(evidence: Evidence, grade: Grade, outcome: Outcome) -> None:
    assert judge(CONTRAST, evidence).outcome is Outcome.SHOWN
    problem = Problem("print-contrast", Place("a.pdf"), "Too pale.", "Print it darker.", grade)
    pdf = next(each for each in evidence.exhibits if each.record.format == "pdf")
    exhibits = tuple(replace(each, problems=(problem,)) if each is pdf else each for each in evidence.exhibits)
    assert judge(CONTRAST, replace(evidence, exhibits=exhibits)).outcome is outcome


def test_a_rule_that_no_document_was_checked_for_stays_open(evidence: Evidence) -> None:
    web = tuple(each for each in evidence.exhibits if each.record.format == "html")
    assert judge(CONTRAST, replace(evidence, exhibits=web)).outcome is Outcome.OPEN


@pytest.mark.parametrize(("yes", "outcome"), [(True, Outcome.SHOWN), (False, Outcome.FAILED), (None, Outcome.OPEN)])
def test_people_have_the_last_word(evidence: Evidence, yes: bool | None, outcome: Outcome) -> None:
    answers = tuple(replace(each, yes=yes) for each in evidence.edition.answers) if yes is not None else ()
    asked = replace(evidence, edition=replace(evidence.edition, answers=answers))
    assert judge(Criterion("1.4.1", "Use of colour", questions=("colour",)), asked).outcome is outcome


def test_a_review_that_is_overdue_keeps_no_criterion_about_dates(evidence: Evidence) -> None:
    dated = Criterion("1", "Systems", facts=("dates",))
    assert judge(dated, evidence).outcome is Outcome.SHOWN
    late = replace(evidence, on=date(2027, 7, 1))
    assert judge(dated, late).outcome is Outcome.FAILED
    assert "evidence-overdue" in {gap.rule for gap in measuring.gaps(late, "leaflets")}


def test_a_leaflet_without_sentences_leaves_no_empty_list(evidence: Evidence) -> None:
    strings = terminal.layouts(SAMPLE)["a4"].strings_for("en-GB")
    assert strings
    nothing = replace(evidence, readability=Readability(scored=True, whole=Measures("", (), (), (), None), sections=()))
    blocks = results.readability(nothing, Hand("en-GB", strings)).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "List"]


def test_what_is_for_a_print_shop_says_so(evidence: Evidence) -> None:
    strings = terminal.layouts(SAMPLE)["a4"].strings_for("en-GB")
    assert strings
    exhibit = evidence.exhibits[0]
    cut = replace(exhibit, record=replace(exhibit.record, print_shop=True))
    names = {results._label(each, Hand("en-GB", strings)) for each in (exhibit, cut)}
    assert len(names) == 2
    assert any(name.endswith(", for a print shop, with bleed and crop marks") for name in names)


def test_documents_for_one_reader_and_one_clinic_are_found_too(library_folder: Path) -> None:
    folder = library_folder.parent
    wishes = ("--layout", "a4", "--size", 16, "--clinic", "riverside", "--print-shop", "--jobs", 1)
    assert run(folder, "build", "knee", *wishes).exit_code == 0
    looks = terminal.layouts(library_folder)
    catalogue = reader.open(library_folder, looks)
    card = next(each for each in catalogue.cards if (each.name, each.language) == ("2025-06", "en-GB"))
    held = pipeline.held(Output(folder / "out"), (card,), catalogue.clinics, looks).orders
    assert list(held) == ["knee/2025-06/knee-a4-16pt-riverside-print-shop.pdf"]
    dues = pipeline.compare(held.values(), Output(folder / "out"))
    assert [due.reasons for due in dues] == [()]
    edit(library_folder / "knee" / "2025-06.yaml", "marked by a red dot", "marked with a red dot")
    again = "build knee --layout a4 --clinic riverside --size 16 --print-shop."
    assert f"Build it again: {again}" in run(folder, "evidence", "knee").stderr
