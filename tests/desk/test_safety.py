"""What others may try at the desk: other sites, other names, other people's rights, too much of everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from types import AsyncGeneratorType

import pytest
from starlette.requests import Request
from starlette.responses import StreamingResponse

from press.desk import fetching, people
from press.desk.app import Proxy
from press.desk.office import READ_AT_ONCE
from press.desk.people import Person, Role
from press.desk.safety import MOST, Buckets, Seal
from press.desk.visit import Visit, Words
from press.problems import Refused
from tests.desk.conftest import HOST, Browser, Open, filled, page, said

PHRASE, WRONG = "correct horse battery", "wrong"
USERS = {
    role.value: Person(role.value, f"The {role.value}", role, people.hashed(PHRASE))
    for role in (Role.READER, Role.EDITOR, Role.APPROVER)
}


def signed_in(opened: Open, name: str) -> Browser:
    browser = opened(USERS)
    answer = browser.post("/signin", name=name, password=PHRASE)
    assert answer.url.path == "/"
    return browser


# Who asks, and from where


@pytest.mark.parametrize("host", ["example.org", "localhost", "localhost:80", "127.0.0.1:8010.example.org", ""])
def test_no_other_name_leads_to_the_desk(browser: Browser, host: str) -> None:
    assert browser.get("/", host=host).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://example.org"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": f"http://{HOST}.example.org"},
        {"origin": f"http://{HOST}@example.org"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_nothing_that_another_site_posts_is_done(browser: Browser, headers: dict[str, str]) -> None:
    token = page(browser.get("/clinics/new")).xpath("//input[@name='token']/@value")[0]
    answer = browser.client.post("/clinics/new", data={"token": token, "do": "add", "name": "Theirs"}, headers=headers)
    assert answer.status_code == 403
    assert not (browser.desk.office.folder / "clinics" / "theirs.yaml").exists()


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é"])
def test_nothing_is_done_without_the_token_of_the_session(browser: Browser, token: str) -> None:
    browser.get("/")
    answer = browser.client.post("/clinics/new", data={"token": token, "do": "add", "name": "Theirs"})
    assert answer.status_code == 403
    assert not (browser.desk.office.folder / "clinics" / "theirs.yaml").exists()


def test_a_token_of_another_session_is_worth_nothing(browser: Browser) -> None:
    token = page(browser.get("/clinics/new")).xpath("//input[@name='token']/@value")[0]
    browser.client.cookies.clear()
    assert browser.client.post("/clinics/new", data={"token": token, "name": "Theirs"}).status_code == 403


def test_every_answer_lets_nothing_of_others_in(browser: Browser) -> None:
    for address in ("/", "/nothing", "/static/desk.css", "/errand/x"):
        headers = browser.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    browser.client.cookies.clear()
    cookie = browser.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


def test_no_page_has_a_script_or_a_style_in_it(browser: Browser) -> None:
    for address in ("/", "/code", "/clinics/new", "/leaflet/knee/2025-06/en-GB/make/large-print"):
        shown = page(browser.get(address))
        assert shown.xpath("//script/@src") == ["/static/desk.js"]
        assert not shown.xpath("//style | //@style | //@onclick")


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/document/..%2f..%2fmanifest.json",
        "/document/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/leaflet/..%2f..%2fetc/passwd/en",
        "/leaflet/knee/2025-06/en-GB/make/..%2fa4",
        "/clinics/..%2friverside/logo",
    ],
)
def test_no_address_reaches_a_file(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_nothing_is_asked_for_in_other_ways(browser: Browser) -> None:
    assert [browser.client.request(method, "/").status_code for method in ("PUT", "DELETE", "TRACE")] == [405] * 3


# Too much


def test_more_than_a_request_may_hold_is_not_read(browser: Browser) -> None:
    assert browser.client.post("/clinics/new", content=b"x" * (MOST + 1)).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(MOST // 1_000_000 + 2):
            yield b"x" * 1_000_000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.client.post("/clinics/new", content=pieces(), headers=headers).status_code in (400, 413)


def test_more_fields_and_files_than_a_form_has_are_refused(browser: Browser) -> None:
    assert browser.client.post("/clinics/new", data={str(number): "" for number in range(600)}).status_code == 400
    many = [(f"f{number}", (f"{number}.png", b"")) for number in range(30)]
    assert browser.client.post("/clinics/new", files=many).status_code == 400


def test_who_asks_too_often_has_to_wait() -> None:
    buckets = Buckets(rate=0, burst=3, kept=2)
    assert [buckets.take("a") for _ in range(4)] == [True, True, True, False]
    assert buckets.take("b")
    assert buckets.take("c")  # only two are remembered
    assert len(buckets._full) == 2


def test_files_that_wait_to_be_read_keep_no_page_waiting(browser: Browser) -> None:
    office = browser.desk.office
    go, busy = Event(), [0]

    def slowly(path: Path) -> None:
        busy[0] += 1
        go.wait(30)

    readers = [Thread(target=office.confined, args=(slowly, Path())) for _ in range(READ_AT_ONCE)]
    for each in readers:
        each.start()
    while office.confined._places._value:
        go.wait(0.01)
    answer = browser.send("/files", {"file": ("note.txt", b"Take one.")})
    assert (answer.status_code, "Too many files" in said(answer)) == (422, True)
    assert browser.get("/").status_code == 200
    go.set()
    for each in readers:
        each.join()
    assert busy == [READ_AT_ONCE]
    assert browser.send("/files", {"file": ("note.txt", b"Take one.")}).status_code == 200


def test_whoever_watches_an_errand_takes_no_thread_from_others(browser: Browser) -> None:
    errand = browser.over(browser.desk.errands.ask("", "Knee", []))
    request = Request({"type": "http", "path_params": {"id": errand.id}})
    visit = Visit(browser.desk, request, people.SOMEBODY, "", Words("en"))
    (events,) = (answers for _, address, answers, _ in fetching.PAGES if address.endswith("/events"))
    response = events(visit)
    assert isinstance(response, StreamingResponse)
    told = response.body_iterator
    assert isinstance(told, AsyncGeneratorType)
    assert told.ag_code.co_filename == fetching.__file__  # and not Starlette's, which runs others in its threads


# People


def test_nobody_gets_in_without_signing_in(opened: Open) -> None:
    browser = opened(USERS)
    for address in ("/", "/clinics", "/leaflet/knee/2025-06/en-GB", "/document/0", "/code?code=x"):
        assert browser.get(address).url.path == "/signin"
    assert browser.client.post("/clinics/new", data={"name": "Theirs"}).url.path == "/signin"


def test_a_wrong_password_and_a_wrong_name_are_told_alike_and_few_are_tried(opened: Open) -> None:
    browser = opened(USERS)
    texts = {said(browser.post("/signin", name=name, password=WRONG)) for name in ("reader", "nobody")}
    assert len(texts) == 1
    tried = [browser.post("/signin", name="reader", password=WRONG).status_code for _ in range(4)]
    assert [code == 429 for code in tried] == [False, False, False, True]
    assert browser.post("/signin", name="reader", password=PHRASE).status_code == 429


def test_each_may_do_what_their_role_lets_them(opened: Open) -> None:
    for name, allowed in (("reader", 403), ("editor", 200), ("approver", 403)):
        browser = signed_in(opened, name)
        assert browser.get("/clinics/new").status_code == allowed
        assert browser.get("/").status_code == 200


def test_a_role_cannot_be_forged(opened: Open) -> None:
    browser = signed_in(opened, "reader")
    session, _, until, seal = browser.client.cookies["desk"].split(".")
    for forged in (
        f"{session}.{b'editor'.hex()}.{until}.{seal}",
        f"{session}..{until}.{seal}",
        f"{session}.{b'reader'.hex()}.{int(until) + 1}.{seal}",
        "x",
        "....",
        f"{session}.zz.{until}.{seal}",
    ):
        browser.client.cookies.clear()
        browser.client.cookies.set("desk", forged)
        assert browser.get("/clinics/new").url.path == "/signin"


def test_a_guests_session_is_no_persons() -> None:
    seal = Seal(b"x" * 32, lambda: 0)
    assert seal.opened(seal.session(people.GUEST), {}, people.SOMEBODY) is None
    assert seal.opened(seal.session(people.SOMEBODY), {}, None) is None


def test_a_session_ends_with_its_time_with_its_password_and_with_its_role() -> None:
    clock = [0]
    seal, reader = Seal(b"x" * 32, lambda: clock[0]), USERS["reader"]
    cookie = seal.session(reader)

    def opened(person: Person) -> object:
        return seal.opened(cookie, {"reader": person}, None)

    assert opened(reader)
    assert not opened(Person("reader", "", Role.READER, PHRASE))
    assert not opened(Person("reader", "", Role.EDITOR, reader.password))
    assert not Seal(b"y" * 32, lambda: 0).opened(cookie, {"reader": reader}, None)
    clock[0] = 13 * 60 * 60
    assert not opened(reader)


def test_what_was_written_while_a_session_ran_out_is_sent_after_signing_in_again(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(opened, "editor")
    form = filled(browser.get("/clinics/new").text)
    monkeypatch.setattr(Seal, "opened", lambda *_: None)
    written = {**form, "name": "Hill “top”", "address": "One Road\nTown"}
    answer = browser.client.post("/clinics/new?back=x", data=written)
    assert answer.status_code == 403
    assert page(answer).xpath("//form/@action") == ["/clinics/new?back=x"]
    assert browser.get("/signin").status_code == 200
    monkeypatch.undo()
    browser.post("/signin", name="editor", password=PHRASE)
    again = {each.get("name"): each.get("value") for each in page(answer).xpath("//form/input")}
    assert browser.client.post("/clinics/new", data=again).status_code == 200
    assert "Hill “top”" in said(browser.get("/clinics"))


def test_a_page_that_stays_open_all_night_can_be_sent_where_nobody_signs_in() -> None:
    clock = [0]
    seal = Seal(b"x" * 32, lambda: clock[0])
    cookie = seal.session(people.SOMEBODY)
    clock[0] = 13 * 60 * 60
    assert not seal.opened(cookie, {}, people.SOMEBODY)
    new = seal.session(people.SOMEBODY, cookie)
    assert seal.opened(new, {}, people.SOMEBODY) == (cookie.split(".")[0], people.SOMEBODY)
    assert seal.session(USERS["editor"], cookie).split(".")[0] != cookie.split(".")[0]


def test_whoever_signs_out_is_out(opened: Open) -> None:
    browser = signed_in(opened, "reader")
    assert browser.post("/signout", page="/").url.path == "/signin"
    assert browser.get("/").url.path == "/signin"


def test_nobody_sees_what_another_has_asked_for(opened: Open) -> None:
    browser = signed_in(opened, "reader")
    answer = browser.post("/leaflet/knee/2025-06/en-GB/make/text")
    assert browser.get(answer.url.path).status_code == 200
    browser.client.cookies.clear()
    browser.post("/signin", name="editor", password=PHRASE)
    assert browser.get(answer.url.path).status_code == 404


def test_a_proxy_says_who_asks_only_from_its_own_address(opened: Open) -> None:
    near = opened(USERS, Proxy("x-user", frozenset({"testclient"})))
    assert near.get("/clinics/new", **{"x-user": "editor"}).status_code == 200
    assert near.get("/clinics/new", **{"x-user": "reader"}).status_code == 403
    assert near.get("/clinics/new", **{"x-user": "nobody"}).status_code == 403
    assert near.get("/clinics/new").status_code == 403
    far = opened(USERS, Proxy("x-user", frozenset({"10.0.0.1"})))
    assert far.get("/clinics/new", **{"x-user": "editor"}).status_code == 403


def test_the_log_only_grows_and_holds_no_password(opened: Open) -> None:
    browser = opened(USERS)
    browser.post("/signin", name="reader", password=WRONG)
    browser.post("/signin", name="reader", password=PHRASE)
    browser.post("/leaflet/knee/2025-06/en-GB/make/text")
    lines = Path(browser.desk.office.keep.root / "log.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert [(each["who"], each["act"]) for each in found] == [
        ("nobody", "sign-in refused"),
        ("reader", "signed in"),
        ("reader", "asked for documents"),
    ]
    assert PHRASE not in "\n".join(lines)


# The file of users


def read(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "users.yaml").write_text(text, encoding="utf-8")
    try:
        return sorted(people.read(tmp_path / "users.yaml"))
    except Refused as refused:
        return [problem.rule for problem in refused.problems]


def test_users_are_read_and_what_cannot_be_relied_on_is_refused(tmp_path: Path) -> None:
    kept = people.hashed(PHRASE)
    entry = f"  - {{name: ann, role: editor, password: '{kept}'}}\n"
    assert read(tmp_path, f"users:\n{entry}") == ["ann"]
    assert read(tmp_path, f"users:\n{entry}{entry}") == ["user-twice"]
    assert read(tmp_path, "users: []\n") != []
    assert read(tmp_path, f"users:\n{entry.replace('editor', 'queen')}") == ["choice"]
    weak = kept.replace("$16384$", "$2$")
    costly = kept.replace("$16384$", f"${2**18}$")  # a password would take the desk a second and its memory
    for wrong in ("hunter2", weak, costly, kept[:-8], kept.replace("scrypt", "md5")):
        assert read(tmp_path, f"users:\n{entry.replace(kept, wrong)}") == ["user-password"]


def test_a_password_fits_itself_alone() -> None:
    person = Person("ann", password=people.hashed(PHRASE))
    assert people.fits(person, PHRASE)
    assert not people.fits(person, PHRASE + " ")
    assert not people.fits(None, "")
    assert people.hashed(PHRASE) != people.hashed(PHRASE)
