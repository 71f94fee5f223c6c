"""The documentation: what it says happens, happens; it leads nowhere that is not there; and it makes a site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from press.cli import COMMANDS, main
from tests.review.conftest import TODAY

ROOT = Path(__file__).parent.parent
MADE = {"commands.md", "rules.md"}
"""Pages that the program makes of itself."""
DOCS = [page for page in sorted((ROOT / "docs").rglob("*.md")) if page.name not in MADE]
PAGES = [ROOT / "README.md", *DOCS, ROOT / "layouts" / "README.md"]
SLOW = {"review.md", "thousand.md", "output.md", "translate.md"}
"""Pages whose transcripts build."""


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """The fenced blocks of a page: the language, and what stands in each."""
    for match in re.finditer(r"^( *)```(\S*)[^\n]*\n(.*?)^\1```$", page.read_text(encoding="utf-8"), re.M | re.S):
        yield match[2], re.sub(rf"^{match[1]}", "", match[3], flags=re.M)


def steps(page: Path) -> list[tuple[str, str]]:
    """What a page says to type, and what it says will be told."""
    told = [re.split(r"^\$ ", text, flags=re.M)[1:] for _, text in blocks(page) if text.startswith("$ ")]
    return [(command, said) for block in told for command, _, said in (step.partition("\n") for step in block)]


def pattern(said: str) -> str:
    """What is told, as a regular expression: ``...`` stands for what is cut."""
    lines = [re.escape(line).replace(r"\.\.\.", ".*") for line in said.splitlines()]
    return "".join(r"(?:.*\n)*?" if line == ".*" else f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=page.name, marks=[pytest.mark.referee] if page.name in SLOW else [])
        for page in PAGES
        if steps(page)
    ],
)
def test_transcripts_are_as_they_stand_there(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "leaflets", tmp_path / "leaflets")
    command = tmp_path / "bin" / "leaflet-press"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "build.py"}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "SOURCE_DATE_EPOCH": TODAY}
    for typed, said in steps(page):
        shell = ["/bin/sh", "-c", f"{typed} 2>&1"]
        done = subprocess.run(shell, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert re.fullmatch(pattern(said), done.stdout), f"$ {typed}\n{done.stdout}"


@pytest.mark.parametrize(
    ("said", "told", "same"),
    [
        ("a\n...\nz\n", "a\nb\nc\nz\n", True),
        ("a\n...\n", "a\n", True),
        ("a ... z\n", "a b z\n", True),
        ("a\n...\nz\n", "a\nz\ny\n", False),
        ("", "a\n", False),
        ("a.\n", "ab\n", False),
    ],
)
def test_what_is_cut_in_a_transcript_is_all_that_may_differ(said: str, told: str, same: bool) -> None:
    assert bool(re.fullmatch(pattern(said), told)) is same


def typed(page: Path) -> Iterator[list[str]]:
    """The commands of the program that a page says to type, in words."""
    for language, text in blocks(page):
        if language == "sh":
            for line in text.splitlines():
                words = line.partition("  #")[0].split()
                if words[:1] == ["leaflet-press"]:
                    yield words[1:]
    for command in re.findall(r"`leaflet-press ([a-z][^`]*)`", page.read_text(encoding="utf-8")):
        yield command.split()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_that_a_page_says_to_type_is_there(page: Path) -> None:
    for words in typed(page):
        name = words[0] if words and not words[0].startswith("-") else "build"
        if name in ("help", "COMMAND"):
            continue
        assert name in COMMANDS, words
        context = main.make_context("leaflet-press", ["help"], resilient_parsing=True)
        command = main.get_command(context, name)
        if isinstance(command, click.Group) and words[1:]:
            command = command.get_command(context, words[1])
        assert command, words
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known | {"--help"}, words


def test_every_link_and_picture_of_the_readme_is_there() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "layouts" / "README.md"):
        text = page.read_text(encoding="utf-8")
        targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
        missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
        assert not missing


def test_the_readme_fits_a_screen_and_leads_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) < 90
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in DOCS:
        name = page.relative_to(ROOT / "docs").with_suffix("").as_posix()
        assert name == "index" or re.search(rf"^{name}$", index, re.M), name


@pytest.mark.referee
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run([ROOT / "bootstrap", "docs"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (ROOT / "output" / "docs" / "reference" / "leaflet.html").read_text(encoding="utf-8")
    kinds = [kind for kind, _ in blocks(ROOT / "docs" / "reference" / "leaflet.md")]
    assert page.count('class="printed"') == kinds.count("{block}") > 5
    commands = (ROOT / "output" / "docs" / "reference" / "commands.html").read_text(encoding="utf-8")
    assert all(f'id="{name}"' in commands for name in COMMANDS)
