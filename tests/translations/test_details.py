"""What comes home from a translator unchanged, and what is wrong with what comes home."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
import yaml

from press.review.translations import inline, po, xliff
from press.review.translations.returned import Unreadable
from tests.translations.conftest import Library

POLISH = "pain/2026-01.pl.yaml"
UNSAID = """references:
  - text: Example A. Tablets. 2024.
    url: https://example.org/a
related: [cold]
"""


def test_what_translators_are_not_asked_for_is_as_it_was(library: Library, tmp_path: Path) -> None:
    library.put("pain/2026-01.yaml", library.text("pain/2026-01.yaml") + UNSAID)
    (library.folder / "cold").mkdir()
    library.put("cold/2026-01.yaml", library.text("pain/2026-01.yaml").partition("figures:")[0])
    library.edit("cold/2026-01.yaml", "![](figure:box)", "Look.")
    library.edit("cold/2026-01.yaml", "[food](term:)", "food")
    said = library.run("translate", "export", "pain", "--to", "pl", "--into", tmp_path)
    assert said.code == 0, said
    file = tmp_path / "pain-2026-01-pl.po"
    catalogue = polib.pofile(str(file))
    for entry in catalogue:
        entry.msgstr = entry.msgid
    catalogue.save(str(file))
    library.run("translate", "import", file)
    found, original = (yaml.safe_load(library.text(name)) for name in (POLISH, "pain/2026-01.yaml"))
    for key in ("references", "related", "contacts"):
        assert found[key] == original[key]


def test_words_in_the_language_of_the_translation_may_lose_their_mark_and_no_others() -> None:
    polish, french = (
        inline.Code(n, "link", (said,), f"lang:{of}") for n, of, said in ((1, "pl", "dzień"), (2, "fr", "jour"))
    )
    assert inline.fault(("Say ", polish, french), ("Say ", french), "pl-PL") == ""
    assert inline.fault(("Say ", polish, french), ("Say ", polish), "pl-PL") == "It lacks <2> (jour)."
    assert inline.fault(("Say ", polish, french), ("Say ", french), "de") == "It lacks <1> (dzień)."


@pytest.mark.parametrize("data", [b'msgid "\xff"', 'msgid "ł"'.encode("utf-16"), b'msgid "a" msgstr'])
def test_a_file_that_is_no_po_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="It is not PO"):
        po.read(data)


XLIFF = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="{}"><file original="pain/2026-01"/></xliff>'


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2"])
def test_each_xliff_of_the_second_kind_is_read(version: str) -> None:
    assert xliff.read(XLIFF.format(version).encode()).topic == "pain"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (XLIFF.format("1.2"), "It is not XLIFF 2. Ask for XLIFF 2.1, or use PO."),
        (XLIFF.format("2.1").replace("<xliff", "<tmx").replace("</xliff", "</tmx"), "It is not XLIFF 2."),
        (XLIFF.format("2.1").replace("pain/2026-01", "pain"), "`original` is missing in `file`"),
        (XLIFF.format("2.1").replace('<file original="pain/2026-01"/>', ""), "`original` is missing in `file`"),
        ("<xliff>", "It is not XML: "),
        ("<xliff/>" + " " * 20_000_000, "It has more than 20 MB."),
    ],
)
def test_a_file_that_is_no_such_xliff_is_refused(data: str, says: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(says)):
        xliff.read(data.encode())
