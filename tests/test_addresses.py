"""Where links may lead."""

from __future__ import annotations

import pytest

from press.addresses import dangerous


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " java\tscript:alert(1)",
        "\u200bjavascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ms-msdt:/id PCWDiagnostic",
        "search-ms:query=x",
        "ms-word:ofe|u|https://a.org",
        r"\\server\share\x.exe",
        r" \\server",
        "//server/share",
        r"C:\x.exe",
    ],
)
def test_what_starts_reads_or_runs_something_is_dangerous(address: str) -> None:
    assert dangerous(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.org",
        "HTTP://a.org",
        "mailto:a@b.org",
        "tel:01632",
        "sms:1",
        "#part",
        "page.html",
        "a/b:c",
        "",
        "?q=a:b",
    ],
)
def test_pages_mailboxes_phones_and_places_beside_are_not(address: str) -> None:
    assert not dangerous(address)
