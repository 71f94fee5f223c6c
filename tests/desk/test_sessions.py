"""Who may do what, whose password is relied on, how long a session holds, and how often somebody may ask."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from press.desk import people
from press.desk.people import Person, Right, Role
from press.desk.safety import LASTS, Buckets, Seal
from tests.desk.test_safety import PHRASE, read

MAY = {
    "reader": {"read"},
    "editor": {"read", "edit", "comment"},
    "approver": {"read", "comment", "sign"},
    "administrator": {"read", "edit", "comment", "sign"},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_just_what_it_is_for(role: Role) -> None:
    assert {right.value for right in Right if role.may(right)} == MAY[role.value]


def test_what_a_file_says_of_a_user_is_kept(tmp_path: Path) -> None:
    kept = people.hashed(PHRASE)
    text = f"users:\n  - {{name: ann, who: Dr A. Example, role: approver, password: '{kept}'}}\n"
    (tmp_path / "users.yaml").write_text(text, encoding="utf-8")
    assert people.read(tmp_path / "users.yaml") == {"ann": Person("ann", "Dr A. Example", Role.APPROVER, kept)}


@pytest.mark.parametrize("key", ["name", "role", "password"])
def test_a_user_without_a_name_a_role_or_a_password_is_refused(tmp_path: Path, key: str) -> None:
    entry = {"name": "ann", "role": "editor", "password": people.hashed(PHRASE)}
    said = "".join(f"    {name}: '{value}'\n" for name, value in entry.items() if name != key)
    assert read(tmp_path, f"users:\n  -\n{said}") == ["missing-key"]


def test_a_file_of_users_that_names_nobody_says_so_and_only_then(tmp_path: Path) -> None:
    kept = people.hashed(PHRASE)
    assert read(tmp_path, "users: []\n")[-1] != read(tmp_path, "users: [\n")[-1]
    assert "users" not in read(tmp_path, f"users:\n  - {{name: ann, role: queen, password: '{kept}'}}\n")


@pytest.mark.parametrize(
    ("part", "value", "sound"),
    [
        (1, "16384", True),
        (1, "8192", False),
        (1, str(2**17), True),
        (1, str(2**17 + 1), False),
        (2, "8", True),
        (2, "16", False),
        (3, "1", True),
        (3, "0", False),
        (3, "5", True),
        (3, "6", False),
        (5, "A" * 40 + "AAA=", True),
        (5, "A" * 40, False),
    ],
)
def test_a_hash_is_neither_weaker_nor_costlier_than_any_that_was_made(
    tmp_path: Path, part: int, value: str, *, sound: bool
) -> None:
    parts = people.hashed(PHRASE).split("$")
    parts[part] = value
    found = read(tmp_path, f"users:\n  - {{name: ann, role: editor, password: '{'$'.join(parts)}'}}\n")
    assert found == (["ann"] if sound else ["user-password"])


def test_who_has_waited_may_ask_again_and_saves_up_no_more_than_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    buckets = Buckets(rate=0.5, burst=2)
    assert [buckets.take("ann") for _ in range(3)] == [True, True, False]
    now[0] += 1
    assert not buckets.take("ann")
    now[0] += 1
    assert [buckets.take("ann") for _ in range(2)] == [True, False]
    now[0] += 1_000
    assert [buckets.take("ann") for _ in range(3)] == [True, True, False]


def test_of_those_who_ask_the_latest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    buckets = Buckets(rate=0, burst=1, kept=2)
    assert [buckets.take(who) for who in ("ann", "bob")] == [True, True]
    assert not buckets.take("ann")
    assert buckets.take("cat")
    assert not buckets.take("ann")
    assert buckets.take("bob")


def test_what_is_sealed_is_sealed_by_its_parts_and_by_the_desks_own_key() -> None:
    seal = Seal(b"a" * 32, lambda: 0)
    assert seal.of("ab", "c") != seal.of("a", "bc") != seal.of("abc")
    assert Seal(b"b" * 32, lambda: 0).of("ab", "c") != seal.of("ab", "c")
    assert seal.token("session") != seal.of("session", "session")


def test_a_session_lasts_to_its_last_second_and_is_then_over() -> None:
    now = [1_000]
    seal, ann = Seal(b"a" * 32, lambda: now[0]), Person("ann", "Dr A. Example")
    cookie = seal.session(ann)
    now[0] += LASTS
    opened = seal.opened(cookie, {"ann": ann}, None)
    assert opened
    assert opened[1] is ann
    now[0] += 1
    assert seal.opened(cookie, {"ann": ann}, None) is None
    assert seal.over(cookie, {"ann": ann}) == opened[0] == seal.session(ann, cookie).split(".")[0]
    for none in ("", "x", cookie[:-1] + ("0" if cookie[-1] != "0" else "1"), cookie + "0"):
        assert not seal.over(none, {"ann": ann})
    assert not seal.over(cookie, {})
    assert seal.session(Person("bob"), cookie).split(".")[0] != opened[0]


def test_a_session_without_a_name_is_only_for_a_desk_at_which_nobody_signs_in() -> None:
    seal = Seal(b"a" * 32, lambda: 0)
    cookie = seal.session(people.SOMEBODY)
    opened = seal.opened(cookie, {}, people.SOMEBODY)
    assert opened
    assert opened[1] is people.SOMEBODY
    assert seal.opened(cookie, {}, None) is None
    parts = cookie.split(".")
    assert seal.opened(".".join((parts[0], "ff", *parts[2:])), {}, None) is None
