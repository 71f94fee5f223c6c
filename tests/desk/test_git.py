"""A library in git: each change at the desk becomes a commit in the person's name, of these files alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from press.desk import people
from press.desk.people import Person, Role
from press.programs import git
from tests.desk.conftest import Browser, Open, filled, said

KNEE = "/edit/knee/2025-06/en-GB"
WHO = Person("asmith", "Dr A. Smith", Role.ADMINISTRATOR, people.hashed("correct horse battery"))


def asked(browser: Browser, *command: str) -> str:
    folder = browser.desk.office.folder
    return subprocess.run(["git", "-C", folder, *command], capture_output=True, text=True, check=True).stdout


def in_git(browser: Browser) -> None:
    with (browser.desk.office.folder / "library.yaml").open("a", encoding="utf-8") as file:
        file.write("desk: {git: true}\n")


def retitled(browser: Browser, title: str) -> str:
    fields = filled(browser.get(KNEE).text)
    return said(browser.client.post(KNEE, data={**fields, "do": "save", "title": title}))


def test_a_change_that_git_does_not_keep_is_in_the_library_and_told(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(browser)
    monkeypatch.setattr(git, "_COMMAND", "no-such-git")
    answer = retitled(browser, "Caring for your knee")
    assert "The words are in the leaflet" in answer
    assert "git has not kept it: git is not installed" in answer
    assert "Caring for your knee" in (browser.desk.office.folder / "knee" / "2025-06.yaml").read_text(encoding="utf-8")


def test_a_library_that_is_not_in_git_is_asked_nothing(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "_COMMAND", "no-such-git")
    assert "git" not in retitled(browser, "Caring for your knee")


@pytest.mark.referee
def test_a_change_is_a_commit_of_its_file_alone_in_the_name_of_whoever_made_it(opened: Open) -> None:
    browser = opened({"asmith": WHO})
    in_git(browser)
    sign_in = {"name": "asmith", "password": "correct horse battery"}
    assert browser.post("/signin", **sign_in).status_code == 200
    assert "not kept in git" in retitled(browser, "Caring for a knee")
    asked(browser, "init", "--quiet")
    asked(browser, "add", "library.yaml")
    asked(browser, "-c", "user.name=E", "-c", "user.email=e@example.org", "commit", "--quiet", "-m", "Begun")
    other = Path(browser.desk.office.folder) / "other.txt"
    other.write_text("staged by somebody", encoding="utf-8")
    asked(browser, "add", "other.txt")
    assert "git" not in retitled(browser, "Caring for your knee")
    assert asked(browser, "log", "-1", "--format=%an <%ae>: %s") == (
        "Dr A. Smith <asmith@desk.invalid>: Edited: knee/2025-06\n"
    )
    assert asked(browser, "show", "--name-only", "--format=") == "knee/2025-06.yaml\n"
    assert asked(browser, "status", "--porcelain", "--", "other.txt") == "A  other.txt\n"
