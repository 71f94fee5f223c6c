"""The command line from outside: what a user types, sees and gets."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from PIL import Image

from press.cli import COMMANDS, batch, main
from press.pipeline import Alone

ROOT = Path(__file__).parent.parent


def press(*arguments: str | Path) -> tuple[int, str, str]:
    """Run the program in this process, which is warm; its exit code, and what it said on standard output and error."""
    with patch.object(batch, "crew", lambda *_: Alone(perf_counter)):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], "build.py", catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def typed(*arguments: str | Path) -> tuple[int, str, str]:
    """The same in a process of its own, as a user types it."""
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def broken(library: Path) -> None:
    """Spoil one edition of the sample library in two places."""
    edition = library / "hip" / "2024.yaml"
    text = edition.read_text(encoding="utf-8")
    edition.write_text(text.replace("summary:", "sumary:").replace("next:", "nekst:"), encoding="utf-8")


def test_help_names_every_command() -> None:
    code, said, _ = typed("--help")
    assert code == 0
    assert all(f"\n  {command} " in said for command in ("build", "check", "layouts", "list", "verify"))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_that_help_names_is_there(name: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"], prog_name="build.py")
    assert ended.value.code == 0


@pytest.mark.parametrize(
    ("command", "others"),
    [
        ("--help", {"press.model", "yaml", "lxml", "markdown_it", "jinja2", "weasyprint", "pikepdf", "fontTools"}),
        ("list", {"lxml.html", "jinja2", "weasyprint", "pikepdf", "PIL", "rich", "multiprocessing"}),
    ],
)
def test_a_command_loads_nothing_that_only_others_need(command: str, others: set[str]) -> None:
    script = f"""
import sys
from press.cli import main
try:
    main([{command!r}])
finally:
    print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    loaded = set(done.stderr.split())
    assert "press.programs.limits" in loaded
    assert not others & loaded


def test_list_shows_editions_with_their_status_and_dates() -> None:
    code, said, _ = press("list")
    assert code == 0
    rows = [line.split("  ") for line in said.splitlines()]
    found = {tuple(cell.strip() for cell in row if cell.strip())[:6] for row in rows}
    assert ("skin-metastases", "2022-06", "en-GB", "unsigned, open questions, overdue", "2022-06", "2024-06") in found
    assert ("skin-metastases", "2016", "en-GB", "superseded", "2016", "2018") in found
    recurrence = ("breast-cancer-recurrence", "2024-06", "en-GB")
    assert (*recurrence, "unsigned, open questions, overdue", "2024-06", "2026-06") in found


def test_check_of_whole_content_says_so() -> None:
    assert press("check")[:2] == (0, "7 editions fit to build; 0 errors, 4 warnings in the content\n")


def test_check_names_all_faults_with_file_and_line(library_folder: Path) -> None:
    broken(library_folder)
    code, said, problems = press("check", "--library", library_folder)
    assert code == 1
    lines = [line for line in problems.splitlines() if "hip/2024.yaml" in line]
    assert any("Did you mean `summary`?" in line for line in lines)
    assert any("Did you mean `next`?" in line for line in lines)
    assert "4 errors" in said


def test_check_as_json_is_for_machines(library_folder: Path) -> None:
    broken(library_folder)
    code, said, _ = press("check", "hip", "--library", library_folder, "--json")
    assert code == 1
    found = {(problem["rule"], problem["place"]["file"], problem["grade"]) for problem in json.loads(said)}
    assert ("missing-key", "leaflets/hip/2024.yaml", "error") in found


def test_check_of_another_topic_does_not_speak_of_it(library_folder: Path) -> None:
    broken(library_folder)
    code, _, problems = press("check", "knee", "--library", library_folder)
    assert "hip/2024" not in problems.replace("knee", "")
    assert code == 0


def test_a_build_goes_on_without_the_refused_and_says_so(library_folder: Path, tmp_path: Path) -> None:
    broken(library_folder)
    code, said, problems = typed("--layout", "web", "--library", library_folder, "--output", tmp_path / "out")
    assert code == 1
    assert "hip/2024.yaml" in problems
    assert "built  knee/2025-06/knee-web.html" in said
    assert not (tmp_path / "out" / "hip").exists()


def test_a_refused_edition_keeps_its_earlier_documents(library_folder: Path, tmp_path: Path) -> None:
    options = ("--layout", "web", "--library", library_folder, "--output", tmp_path / "out")
    assert press("build", "hip", *options)[0] == 0
    before = (tmp_path / "out" / "hip" / "2024" / "hip-web.html").read_bytes()
    broken(library_folder)
    assert press("build", *options)[0] == 1
    assert (tmp_path / "out" / "hip" / "2024" / "hip-web.html").read_bytes() == before


def test_an_older_edition_says_that_it_is_out_of_date(tmp_path: Path) -> None:
    options = ("--edition", "2016", "--layout", "web", "--output", tmp_path)
    code, said, _ = press("build", "skin-metastases", *options)
    assert code == 0
    assert "1 document: 1 built, 0 unchanged, 0 failed" in said
    page = (tmp_path / "skin-metastases" / "2016" / "skin-metastases-web.html").read_text(encoding="utf-8")
    assert "This leaflet is out of date." in page


@pytest.fixture
def pdf(library_folder: Path, tmp_path: Path) -> Path:
    """A PDF as the program makes it."""
    options = ("--library", library_folder, "--layout", "a4", "--output", tmp_path)
    assert press("build", "hip", *options)[0] == 0
    return tmp_path / "hip" / "2024" / "hip-a4-14pt.pdf"


def test_verify_passes_what_was_built(pdf: Path) -> None:
    code, said, _ = press("verify", "--output", pdf.parents[2])
    assert (code, said) == (0, f"passed {pdf}\n1 file; 0 problems\n")


def test_verify_names_the_rules_that_a_file_breaks(pdf: Path) -> None:
    pdf.write_bytes(pdf.read_bytes().replace(b"dc:title", b"dc:tytle"))
    code, said, problems = press("verify", pdf)
    assert code == 1
    assert "verapdf-ua1-7.1-9" in problems
    assert f"FAILED {pdf}" in said


def test_verify_says_of_a_file_that_is_none_that_it_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(b"This is no PDF.")
    code, _, problems = press("verify", file)
    assert code == 1
    assert "pdf-unreadable" in problems


def test_verify_can_ask_a_verapdf_of_the_machine(pdf: Path, tmp_path: Path) -> None:
    command = tmp_path / "verapdf"
    command.write_text(
        "#!/bin/sh\n"
        'test "$(ulimit -d)" = unlimited || exec echo "no memory"\n'
        'test "$3 $4" = "--flavour ua1" || exec echo "<report><validationReport/></report>"\n'
        "echo \"<report><jobs><job><validationReport isCompliant='false'><details>\"\n"
        "echo \"<rule specification='ISO 14289-1:2014' clause='7.1' testNumber='9' status='failed'>\"\n"
        'echo "<description>The title is missing</description><check><context>root</context></check></rule>"\n'
        "echo \"<rule clause='7.2' testNumber='1' status='passed'/>\"\n"
        'echo "</details></validationReport></job></jobs></report>"\n'
    )
    command.chmod(0o755)
    code, _, problems = press("verify", pdf, "--verapdf", command)
    assert code == 1
    assert "ISO 14289-1:2014, clause 7.1: The title is missing." in problems
    assert problems.count("verapdf-") == 1


def test_a_verapdf_that_is_not_there_is_said(pdf: Path) -> None:
    code, _, problems = press("verify", pdf, "--verapdf", "/nowhere/verapdf")
    assert code == 1
    assert "It could not be run" in problems


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("build", "skin-metastasis"), "Did you mean `skin-metastases`?"),
        (("build", "--layout", "wep"), "Did you mean `web`?"),
        (("build", "--size", "19"), "No layout offers this."),
        (("build", "--size", "big"), "not a valid float"),
        (("build", "--clinic", "riversid"), "Did you mean `riverside`?"),
        (("build", "--library", "nowhere"), "does not exist"),
        (("check", "skin"), "There is no topic `skin`."),
        (("print",), "There is no command `print`."),
        (("build", "--colour"), "No such option"),
    ],
)
def test_wrong_use_ends_with_two_and_a_sentence(arguments: tuple[str, ...], says: str) -> None:
    code, _, said = press(*arguments)
    assert code == 2
    assert says in said


def test_documents_are_not_built_into_the_library(library_folder: Path) -> None:
    before = sorted(library_folder.rglob("*"))
    for output in (library_folder, library_folder / "hip", library_folder / "new" / "output"):
        code, _, said = press("build", "--library", library_folder, "--output", output)
        assert code == 2
        assert "lies in the library" in said
    assert sorted(library_folder.rglob("*")) == before


def test_layouts_says_what_each_makes_and_shows_its_first_page(tmp_path: Path) -> None:
    short = shutil.copytree(ROOT / "tests" / "short" / "leaflets", tmp_path / "leaflets")
    code, said, _ = press("layouts", "dl", "booklet", "--library", short, "--output", tmp_path / "output")
    assert code == 0
    assert "dl: DL, folded in three" in said
    assert "99.67 × 210 mm, one panel of six, folded in thirds" in said
    assert "accent    #A3195B  7.4:1 on paper, 6.6:1 on tint" in said
    with Image.open(tmp_path / "output" / "layouts" / "dl.png") as picture:
        assert picture.size == (600, 425)
    assert (tmp_path / "output" / "layouts" / "booklet.png").exists()


def test_a_layout_that_is_not_there_is_named_with_the_nearest() -> None:
    code, _, problems = press("layouts", "bookled")
    assert code == 2
    assert "Did you mean `booklet`?" in problems


def test_the_report_says_what_a_leaflet_takes_to_print_and_to_send(tmp_path: Path) -> None:
    short = shutil.copytree(ROOT / "tests" / "short" / "leaflets", tmp_path / "leaflets")
    code, said, _ = press("--layout", "booklet", "--library", short, "--output", tmp_path / "output")
    assert code == 0
    assert "kB, 5 pages, 2 sheets, 10 g, postage Letter; new)" in said
    filled = "3 blank pages filled with lines for notes or the helpline"
    assert f"kB, 4 pages, 2 sheets, 10 g, postage Letter, {filled}; new)" in said


def test_a_leaflet_too_long_for_panels_fails_with_how_many_words_too_many(tmp_path: Path) -> None:
    code, said, problems = press("build", "skin-metastases", "--layout", "dl", "--output", tmp_path)
    assert code == 1
    assert "FAILED skin-metastases/2022-06/skin-metastases-dl.pdf" in said
    assert re.search(
        r"skin-metastases/2022-06: error: The leaflet is about \d+ words too long for the 6 panels", problems
    )


def test_rules_are_listed_with_their_sources() -> None:
    code, said, _ = press("rules")
    assert code == 0
    assert re.search(r"^print-italics +UKAAF G003; RNIB +Letters are set in italics\.$", said, re.MULTILINE)
    listed = json.loads(press("rules", "--json")[1])
    assert len({rule["id"] for rule in listed}) == len(listed) > 100
    assert all(rule["source"] and rule["finds"] and rule["hint"] for rule in listed)


def _set_smaller(library: Path, waivers: str = "print-small-type: Because.") -> None:
    """Have a library's summaries smaller than the body, and its hip leaflet waive rules."""
    look = library.parent / "layouts" / "a4" / "extra.css"
    look.parent.mkdir(parents=True)
    look.write_text(".summary { font-size: 12.5pt }", encoding="utf-8")
    file = library / "hip" / "2024.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}waivers: {{{waivers}}}\n", encoding="utf-8")


def test_an_edition_waives_a_rule_with_a_reason_that_the_manifest_keeps(library_folder: Path, tmp_path: Path) -> None:
    _set_smaller(library_folder, "print-nonsense: Because., print-small-type: Because.")
    code, _, problems = press("check", "hip", "--library", library_folder)
    assert code == 1
    assert "There is no rule `print-nonsense` to waive." in problems
    assert "print-small-type" not in problems
    assert press("build", "hip", "--layout", "a4", "--library", library_folder, "--output", tmp_path / "out")[0] == 0
    (made,) = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert made["waived"] == {"print-small-type": "Because."}


def test_the_report_has_all_results_and_what_each_document_says(library_folder: Path, tmp_path: Path) -> None:
    _set_smaller(library_folder)
    options = ("--layout", "a4", "--layout", "web", "--library", library_folder, "--output", tmp_path / "out")
    assert press("build", "hip", *options)[0] == 0
    code, said, _ = press("build", "hip", *options, "--report")
    assert code == 0
    assert re.search(r"rules   \d+ of \d+ kept, 1 waived\n +print-small-type: Because", said)
    said_by = re.findall(r"parity  (\d+ words, .* all there, in order, and no others \(sha256 \w{64}\))", said)
    assert len(said_by) == 2
    assert len(set(said_by)) == 1
    lines = map(json.loads, press("build", "hip", *options, "--report", "--json")[1].splitlines())
    results = [line for line in lines if line["event"] == "result"]
    assert {result["said"]["alternative_texts"] for result in results} == {1}
    assert all(len(result["kept"]) > 10 for result in results)


@pytest.mark.parametrize("option", ["--output", "--library"])
def test_a_folder_without_a_name_is_not_the_working_folder(tmp_path: Path, option: str) -> None:
    code, _, problems = press("build", option, "")
    assert code == 2
    assert "It is empty. Name a folder." in problems


def test_an_altered_document_is_found_wherever_it_lies(library_folder: Path, tmp_path: Path) -> None:
    options = ("--library", library_folder, "--output", tmp_path / "out")
    assert press("build", "hip", "--layout", "large-print", *options)[0] == 0
    (made,) = (tmp_path / "out").rglob("*.docx")
    altered = tmp_path / "from a clinic.docx"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(altered, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Walk a little", b"Walk a lot"))
    for file, found in ((made, False), (altered, True)):
        _, said, problems = press("verify", file, "--output", tmp_path / "out")
        assert ("It was altered since it was made: it has the code" in problems) == found
        assert f"{'FAILED' if found else 'passed'} {file}" in said
