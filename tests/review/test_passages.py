"""Passages that many leaflets share, and who signed them: a change is shown, and voids until somebody signs it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from press import imprint, reader
from press.layout import Layouts
from press.model import Edition, SignatureKind, SignOff
from press.review import changes, choosing, signing
from press.review.signing import Act
from tests.building import read
from tests.review.conftest import Press
from tests.review.test_changes import strings
from tests.sharing import LIBRARY, Write


def _edition(folder: Path) -> Edition:
    return read(folder)[0].editions[-1]


def _sign(folder: Path, role: str = "Lead") -> None:
    """Sign the newest edition of the knee as it is."""
    edition = _edition(folder)
    act = Act(SignatureKind.CLINICAL, role, "Dr A", datetime.date(2026, 11, 21))
    file = folder / f"{edition.file}.signed.yaml"
    there = file.read_bytes() if file.exists() else b""
    file.write_bytes(signing.added(there, signing.HEADER, signing.entry(edition, act.of(edition))))


def _sign_passage(folder: Path) -> None:
    language, passage = signing.passage(read(folder)[0], "call-us", "")
    act = Act(SignatureKind.CLINICAL, "Lead", "Dr B", datetime.date(2026, 11, 22))
    entry = signing.passage_entry(passage.id, language, act.signature(passage.fingerprint))
    (folder / "passages.signed.yaml").write_bytes(signing.added(b"", signing.PASSAGES, entry))


CHANGED = LIBRARY.replace("38", "39")


def _said_to_change(was: Edition, now: Edition) -> list[str]:
    return [change.detail for change in changes.compare(was, now, strings()).of(changes.Topic.NUMBERS)]


def test_a_passage_that_changes_voids_the_sign_off_and_is_named_until_somebody_signs_it_for_all(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    _sign(folder)
    write(CHANGED)
    edition = _edition(folder)
    assert imprint.sign_off(edition) is SignOff.VOID
    (problem,) = (each for each in signing.check(read(folder)[0], "leaflets") if each.rule == "sign-off-void")
    assert "`call-us`" in problem.message
    assert "sign --passage call-us --role" in problem.hint
    _sign_passage(folder)
    assert imprint.sign_off(_edition(folder)) is SignOff.VALID
    assert imprint.approver(_edition(folder)) == "Lead"


@pytest.mark.parametrize("policy", ["passages: together", "contacts: together"])
def test_where_passages_are_signed_with_each_leaflet_a_sign_off_of_the_passage_counts_for_nothing(
    write: Write, policy: str
) -> None:
    library = f"signatures: {{{policy}}}\n"
    folder = write(LIBRARY + library, knee="![](passage:call-us)")
    _sign(folder)
    write(CHANGED + library)
    _sign_passage(folder)
    assert imprint.sign_off(_edition(folder)) is SignOff.VOID


def test_a_sign_off_of_a_passage_covers_no_other_change(write: Write) -> None:
    folder = write(knee="Rest for 3 days.\n\n![](passage:call-us)")
    _sign(folder)
    write(CHANGED, knee="Rest for 4 days.\n\n![](passage:call-us)")
    _sign_passage(folder)
    edition = _edition(folder)
    assert imprint.sign_off(edition) is SignOff.VOID
    assert not imprint.lapsed(edition)


def test_a_sign_off_of_a_passage_is_for_the_meaning_of_its_terms_as_well(write: Write) -> None:
    folder = write(knee="Rest.\n\n![](passage:call-us)")
    _sign(folder)
    write(CHANGED)
    _sign_passage(folder)
    write(CHANGED.replace("A high temperature", "A low temperature"))
    assert imprint.sign_off(_edition(folder)) is SignOff.VOID


def test_lay_readers_and_readers_of_braille_have_not_read_a_passage_that_a_clinician_signed(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    _sign(folder)
    write(CHANGED)
    _sign_passage(folder)
    edition = _edition(folder)
    assert edition.as_signed
    for kind in (SignatureKind.LAY, SignatureKind.BRAILLE):
        signature = replace(edition.signatures[0], kind=kind)
        assert imprint.holds(edition.as_signed, signature)
        assert not imprint.holds(edition, signature)


def test_what_a_passage_said_when_it_was_signed_is_compared_with_today(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    _sign(folder)
    write(CHANGED)
    edition = _edition(folder)
    was, now = choosing.to_compare((edition,), "", "")
    assert _said_to_change(was, now) == ["dose: “over 38 degrees” → “over 39 degrees”"]
    assert choosing.since_signed(edition) == (was, now)
    found = changes.compare(was, now, strings())
    assert found.readable().startswith("knee: from 2026-11 as it was signed to 2026-11 as it is today")


def test_a_past_edition_has_the_passages_that_it_was_signed_with_so_that_changes_shows_them(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    _sign(folder)
    text = (folder / "knee" / "2026-11.yaml").read_text()
    newer = text.replace("2026-11", "2027-11")
    (folder / "knee" / "2027-11.yaml").write_text(newer)
    write(CHANGED)
    earlier, later = choosing.to_compare(read(folder)[0].editions, "", "")
    assert imprint.sign_off(earlier) is SignOff.VALID
    assert _said_to_change(earlier, later) == ["dose: “over 38 degrees” → “over 39 degrees”"]


def test_a_past_edition_whose_old_words_cannot_be_read_any_more_has_those_of_today(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    _sign(folder)
    newer = (folder / "knee" / "2026-11.yaml").read_text().replace("2026-11", "2027-11")
    (folder / "knee" / "2027-11.yaml").write_text(newer)
    write(CHANGED.replace("[fever](term:)", "fever").replace("glossary: {fever: A high temperature.}", ""))
    library, problems = read(folder)
    assert len(library.editions) == 2
    assert not [each for each in problems if each.rule == "unknown-term"]


def test_the_words_of_a_passage_in_a_signature_are_under_its_seal(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    _sign(folder)
    file = folder / "knee" / "2026-11.signed.yaml"
    file.write_text(file.read_text().replace("38", "40"))
    assert "signature-altered" in {each.rule for each in read(folder)[1]}
    assert imprint.sign_off(_edition(folder)) is SignOff.VOID


def test_a_passage_that_no_leaflet_prints_cannot_be_signed(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    with pytest.raises(choosing.NotPossible, match=r"call-us \(en-GB\)"):
        signing.passage(read(folder)[0], "unclean", "")
    with pytest.raises(choosing.NotPossible, match="in cy"):
        signing.passage(read(folder)[0], "call-us", "cy")


def test_a_leaflet_is_known_to_be_signed_again_when_its_passage_is(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    _sign(folder)
    write(CHANGED)
    memory = reader.open(folder, Layouts(), b"", "program").memory()
    _sign_passage(folder)
    (card,) = reader.open(folder, Layouts(), memory, "program").cards
    assert card.doubts.sign_off is SignOff.VALID


def test_passages_are_signed_and_compared_by_commands(write: Write, press: Press) -> None:
    folder = write(knee="![](passage:call-us)")
    _sign(folder)
    write(CHANGED)
    where = ("--library", str(folder))
    who = ("--role", "Lead", "--name", "Dr B", *where)
    assert "as it was signed" in press("changes", "knee", "--signed", *where).out
    assert press("sign", "--passage", "call-us", "--lay", *who).code == 2
    assert "signed the passage call-us (en-GB)" in press("sign", "--passage", "call-us", *who).out
    assert imprint.sign_off(_edition(folder)) is SignOff.VALID
