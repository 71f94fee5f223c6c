"""Whatever is written into whatever field is words, and what several do at once is done one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2 as httpx
import pytest
from lxml import html

from tests.desk.conftest import Browser, filled, page, said

PAYLOAD = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7*7 }}${7*7}"
KNEE = "knee/2025-06/en-GB"
DRAFT = "knee/2026-01/en-GB"
PAGES = (
    "/",
    "/code",
    "/clinics",
    "/clinics/new",
    "/publishers",
    "/publishers/new",
    "/publishers/library",
    "/readers",
    "/files",
    "/import",
    "/return",
    "/due",
    "/recall",
    "/broken",
    "/edit/library",
    f"/leaflet/{KNEE}",
    f"/leaflet/{KNEE}/make/large-print",
    f"/leaflet/{KNEE}/make/braille",
    f"/edit/{KNEE}",
    f"/edit/{KNEE}/picture",
    f"/edit/{KNEE}/changes",
    f"/edit/{KNEE}/preview",
    f"/approve/{DRAFT}",
    f"/approve/{DRAFT}/comment",
)


def marked(form: Any, *, all_of_them: bool) -> dict[str, str]:
    """What a form sends with markup in its texts, or in all that it sends but the token."""
    sent: dict[str, str] = {}
    for field in form.xpath(".//input | .//textarea | .//select | .//button"):
        name, kind = field.get("name"), field.get("type", field.tag)
        if not name or kind == "file":
            continue
        typed = kind in ("text", "search", "email", "url", "textarea") or field.tag == "textarea"
        sent[name] = PAYLOAD if name != "token" and (typed or all_of_them) else field.get("value", "")
    return sent


def alive(answer: httpx.Response) -> Iterator[str]:
    """What of the markup stands in a page as markup."""
    if "html" in answer.headers["content-type"]:
        tree: Any = html.fromstring(answer.text or "<p></p>")
        yield from (html.tostring(each, encoding="unicode")[:200] for each in tree.xpath("//*[@onerror]"))
        yield from (each for each in tree.xpath("//script[not(@src)]/text()") if "alert" in each)
        if "49" in "".join(tree.xpath("//main//text()")) and "7*7" not in tree.text_content():
            yield "a template was filled in"


@pytest.mark.referee
@pytest.mark.parametrize("all_of_them", [False, True], ids=["texts", "everything"])
def test_markup_in_every_field_of_every_form_stays_words(browser: Browser, *, all_of_them: bool) -> None:
    found: list[str] = []
    for address in PAGES:
        shown = browser.get(address)
        forms: Any = page(shown).xpath("//main//form") if shown.status_code == 200 else []
        for form in forms:
            to = form.get("action") or address
            fields = marked(form, all_of_them=all_of_them)
            if form.get("method", "get") == "post":
                answer = browser.client.post(to, data=fields)
            else:
                answer = browser.client.get(to, params=fields)
            assert answer.status_code < 500, (to, fields)
            found += [f"{to}: {each}" for each in alive(answer)]
    for address in PAGES:
        answer = browser.get(address)
        assert answer.status_code < 500, address
        found += [f"{address}: {each}" for each in alive(answer)]
    assert not found


@pytest.mark.parametrize(
    "text", [f"<main>{PAYLOAD}</main>", "<main>'><img src=x onerror=alert(1)></main>", "<main>49</main>"]
)
def test_markup_that_is_alive_would_be_seen(text: str) -> None:
    assert list(alive(httpx.Response(200, html=text)))


def at_once(browser: Browser, number: int, act: Callable[[int], httpx.Response]) -> list[httpx.Response]:
    browser.get("/")  # all of them have the session that this gives
    with ThreadPoolExecutor(number) as hands:
        return list(hands.map(act, range(number)))


def test_of_comments_that_come_at_once_none_is_lost(browser: Browser) -> None:
    fields = filled(browser.get(f"/approve/{DRAFT}/comment").text)

    def comment(number: int) -> httpx.Response:
        data = {**fields, "words": f"Look at this, number {number}.", "name": "B. Reader"}
        return browser.client.post(f"/approve/{DRAFT}/comment", data=data)

    assert {each.status_code for each in at_once(browser, 6, comment)} == {200}
    shown = said(browser.get(f"/approve/{DRAFT}"))
    assert all(f"number {number}." in shown for number in range(6))


def test_of_two_clinics_of_one_name_that_come_at_once_one_is_added(browser: Browser) -> None:
    fields = filled(browser.get("/clinics/new").text)

    def add(number: int) -> httpx.Response:
        data = {**fields, "name": "Hilltop", "address": f"{number} High Street", "do": "add"}
        return browser.client.post("/clinics/new", data=data)

    assert sorted(each.status_code for each in at_once(browser, 2, add)) == [200, 422]
    assert said(browser.get("/clinics")).count("High Street") == 1


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "a: &a [x]\nb: *a\n", "title: !!python/object/apply:os.system [ls]\n", "\0", "title: \ud83d\n", ""],
    ids=["deep", "alias", "tag", "null", "half", "nothing"],
)
def test_no_text_that_is_mended_breaks_the_desk_or_is_written(browser: Browser, text: str) -> None:
    file = browser.desk.office.folder / "knee" / "2025-06.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "surprise: here\n", encoding="utf-8")
    before = file.read_bytes()
    shown = browser.get(page(browser.get("/broken")).xpath("//main//a[starts-with(@href, '/mend/')]/@href")[0])
    sent = {**filled(shown.text), "text": text.encode("utf-8", "replace").decode(), "do": "save"}
    assert browser.client.post(shown.url.path, data=sent).status_code == 422
    assert file.read_bytes() == before
    assert browser.get(shown.url.path).status_code == 200


BIG = "1" * 5000
"""More digits than Python turns into a number."""


@pytest.mark.parametrize(
    "address",
    [f"/document/{'a' * 32}/page/{BIG}", "/code?code=%ED%A0%80", "/?q=%00%ff", f"/errand/{BIG}", "/due/as/%0d%0aX:y"],
)
def test_no_address_makes_the_program_fail(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code in (200, 404)


@pytest.mark.parametrize("parts", [("", "9999999999", "é" * 64), ("", BIG, "b" * 64), ("é", "9999999999", "")])
def test_no_cookie_makes_the_program_fail(browser: Browser, parts: tuple[str, ...]) -> None:
    cookie = ".".join(("desk=" + "a" * 32, *parts)).encode("latin-1")
    answer = browser.client.get("/", headers=[(b"cookie", cookie)])
    assert answer.status_code == 200
    assert "desk=" in answer.headers["set-cookie"]  # a new session, for that is none


@pytest.mark.parametrize("letters", ["unicode_escape", "punycode", "undefined", '"utf-16"', "raw_unicode_escape"])
def test_a_form_in_other_letters_than_the_desks_own_is_not_read(browser: Browser, letters: str) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n\\ud800\r\n--b--\r\n'
    kind = f"multipart/form-data; boundary=b; charset={letters}"
    answer = browser.client.post("/language", content=body, headers={"content-type": kind})
    assert answer.status_code == 415


def test_a_form_that_names_the_letters_of_the_desks_pages_is_read(browser: Browser) -> None:
    fields = {**filled(browser.get(f"/approve/{DRAFT}/comment").text), "words": "Seen", "name": "B. Reader"}
    kind = 'application/x-www-form-urlencoded; charset="UTF-8"'
    address = f"/approve/{DRAFT}/comment"
    content = str(httpx.QueryParams(fields)).encode()
    assert browser.client.post(address, content=content, headers={"content-type": kind}).status_code == 200


@pytest.mark.parametrize("back", ["//evil.example/", "/\\evil.example", "/é\n", "/\ud7ff", "https://evil.example/"])
def test_whoever_changes_the_language_stays_at_the_desk(browser: Browser, back: str) -> None:
    fields = filled(browser.get("/clinics/new").text)
    data = {"token": fields["token"], "language": "cy", "back": back}
    answer = browser.client.post("/language", data=data, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/" or answer.headers["location"].startswith("/%")


def test_whoever_changes_the_language_comes_back_to_what_they_had_found(browser: Browser) -> None:
    shown = browser.get("/?q=knee&every=yes")
    (back,) = page(shown).xpath("//input[@name='back']/@value")
    assert back == "/?q=knee&every=yes"


def test_a_section_that_is_no_number_for_people_is_told(browser: Browser) -> None:
    said_of_it = {"section": BIG, "alt": "A knee", "says": "words", "whose": "ours"}
    answer = browser.send(f"/edit/{KNEE}/picture", {"file": ("a.png", b"x")}, **said_of_it)
    assert answer.status_code == 422
