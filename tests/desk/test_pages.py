"""The desk's pages whole: what they say, where their links lead, and what their forms hold and send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import Golden
from tests.desk.conftest import Browser, page
from tests.review.conftest import edit

TOLD = (
    *("id", "role", "lang", "dir", "href", "src", "alt", "action", "method", "enctype", "name", "type", "value", "for"),
    *("checked", "selected", "required", "open", "start", "colspan", "scope", "maxlength", "accept", "multiple"),
)
SHOWN = {
    "find": "/",
    "find-knee-in-all": "/?q=knee&every=yes",
    "find-nothing": "/?q=zzz",
    "leaflet": "/leaflet/knee/2025-06/en-GB",
    "leaflet-superseded": "/leaflet/knee/2023-01/en-GB",
    "leaflet-translated": "/leaflet/knee/2025-06/cy",
    "make-a4": "/leaflet/knee/2025-06/en-GB/make/a4",
    "make-large-print": "/leaflet/knee/2025-06/en-GB/make/large-print",
    "make-braille": "/leaflet/knee/2025-06/en-GB/make/braille",
    "code": "/code",
    "code-of-none": "/code?code=7K4X-9FM3-R6TB",
    "clinics": "/clinics",
    "clinic-new": "/clinics/new",
    "readers": "/readers",
    "files": "/files",
    "import": "/import",
    "due": "/due?within=1000",
    "recall": "/recall?topic=knee",
    "approve": "/approve",
    "approve-draft": "/approve/knee/2026-01/en-GB",
    "approve-current": "/approve/knee/2025-06/en-GB",
    "comment": "/approve/knee/2026-01/en-GB/comment",
    "edit": "/edit/knee/2026-01/en-GB",
    "edit-library": "/edit/library",
    "changes": "/edit/knee/2026-01/en-GB/changes",
    "picture": "/edit/knee/2026-01/en-GB/picture",
    "return": "/return",
    "publishers": "/publishers",
    "publisher-new": "/publishers/new",
    "publisher": "/publishers/library",
    "broken": "/broken",
    "not-there": "/leaflet/elbow/2025-06/en-GB",
}


def lines(element: html.HtmlElement, depth: int = 0) -> Iterator[str]:
    """Each element with what it is told by and the words that stand right in it; set in under what it is in."""
    told = " ".join(f"{name}={element.get(name)!r}" for name in TOLD if element.get(name) is not None)
    words = " ".join("".join(element.xpath("text()")).split())
    yield f"{'  ' * depth}{element.tag}{f' {told}' if told else ''}{f': {words}' if words else ''}"
    for kid in element.iterchildren("*"):
        yield from lines(kid, depth + 1)


def shown(browser: Browser, address: str) -> str:
    response = browser.get(address)
    (main,) = page(response).xpath("//main")
    text = "\n".join((f"{response.status_code} {page(response).findtext('.//title')}", *lines(main)))
    return re.sub(r"(name='token' type='hidden' value=|type='hidden' value=)'[\w-]{20,}'", r"\1'…'", text) + "\n"


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_what_it_was(browser: Browser, name: str, golden: Golden) -> None:
    golden(Path(__file__).parent / "pages" / f"{name}.txt", shown(browser, SHOWN[name]))


def test_the_pages_of_a_leaflet_with_faults_are_what_they_were(
    browser: Browser, tmp_path: Path, golden: Golden
) -> None:
    edit(tmp_path / "leaflets" / "hip" / "2024.yaml", "status: approved", "status: approve")
    broken = shown(browser, "/broken")
    (mend,) = set(re.findall(r"/mend/\w+", broken))
    for name, text in (("broken-one", broken), ("mend", shown(browser, mend))):
        golden(Path(__file__).parent / "pages" / f"{name}.txt", text)
