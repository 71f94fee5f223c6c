"""The command that opens the desk: for whom, where, and with which users."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.cli import main, serving
from press.desk import people
from tests.conftest import SAMPLE


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))


def desk(library: Path, *options: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["desk", "--library", str(library), *options], input=typed)


def test_other_machines_are_let_in_only_with_users(library: Path) -> None:
    for host in ("0.0.0.0", "192.168.1.4", "::", "desk.example.org"):  # noqa: S104  # what is refused
        refused = desk(library, "--host", host)
        assert (refused.exit_code, "--users" in refused.output) == (2, True)


def test_a_proxy_is_believed_only_where_all_is_said(library: Path, tmp_path: Path) -> None:
    assert desk(library, "--proxy-header", "X-User").exit_code == 2
    assert desk(library, "--proxy-header", "X-User", "--proxy-from", "10.0.0.1").exit_code == 2
    assert desk(library, "--proxy-from", "10.0.0.1").exit_code == 2


def test_a_user_is_added_with_a_password_that_only_they_know(library: Path, tmp_path: Path) -> None:
    file, phrase = tmp_path / "users.yaml", "correct horse battery"
    options = ("--users", str(file), "--add-user", "ann", "--role", "approver", "--who", "Dr A. Example")
    added = desk(library, *options, typed=f"{phrase}\n{phrase}\n")
    assert (added.exit_code, added.output.splitlines()[-1]) == (0, f"{file}: ann is added, as approver.")
    assert phrase not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o77 == 0
    found = people.read(file)["ann"]
    assert (found.who, found.role.value, people.fits(found, phrase)) == ("Dr A. Example", "approver", True)
    assert "already" in desk(library, *options, typed=f"{phrase}\n{phrase}\n").output
    other = ("--users", str(file), "--add-user", "bob")
    assert "fewer than 12" in desk(library, *other, typed="short\nshort\n").output
    assert desk(library, *other, typed=f"{phrase}\n{phrase}\n").exit_code == 0
    assert sorted(people.read(file)) == ["ann", "bob"]


def test_a_file_of_users_that_cannot_be_relied_on_opens_no_desk(library: Path, tmp_path: Path) -> None:
    (tmp_path / "users.yaml").write_text("users: []\n", encoding="utf-8")
    assert desk(library, "--users", str(tmp_path / "users.yaml")).exit_code == 1
    assert desk(library, "--users", str(tmp_path / "nobody.yaml")).exit_code == 2


@pytest.mark.parametrize("options", [(), ("--no-browser",)])
def test_where_the_desk_is_open_is_said_and_shown_in_a_browser_that_is_wanted(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    shown: list[str] = []
    ports: list[int] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    monkeypatch.setattr("press.desk.errands.Errands.warm", lambda _: None)

    def serve(app: object, listening: socket.socket) -> None:
        ports.append(listening.getsockname()[1])
        listening.close()

    monkeypatch.setattr("press.cli.serving.serve", serve)
    done = desk(library, "--port", "0", "--keep", str(tmp_path / "keep"), *options)
    (port,) = ports
    assert f"The desk is open at http://localhost:{port}/  (end it with Ctrl-C)\n" in done.output
    assert shown == ([] if options else [f"http://localhost:{port}/"])


def test_a_port_that_is_taken_is_said(library: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = desk(library, "--port", str(port), "--no-browser", "--keep", str(tmp_path / "keep"))
    assert (refused.exit_code, f"Port {port} cannot be had" in refused.output) == (1, True)
    assert (tmp_path / "keep").stat().st_mode & 0o77 == 0  # what the desk keeps is nobody else's to read


def test_answers_are_sent_at_once_and_wait_for_no_more_to_send() -> None:
    listening = serving.listen("127.0.0.1", 0)
    try:
        assert listening.proto == socket.IPPROTO_TCP  # asyncio sets TCP_NODELAY on no other: each page took 40 ms more
    finally:
        listening.close()
