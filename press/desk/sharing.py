"""Pages for clinicians: a passage that many leaflets share, read with all that carry it, and signed once for them."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from press.desk.approving import alone, checked, plain, signer
from press.desk.passages import Listed, Shown, shown
from press.desk.people import Right
from press.desk.visit import Missing, PageOf, Visit
from press.model import Library, Section, SignatureKind, Text
from press.reader import signatures
from press.review import signing
from press.review.changes.passages import flatten
from press.review.signing import Act, Printed


def _asked(visit: Visit, library: Library) -> Printed:
    """The passage that an address names, where passages are signed by themselves. Raises Missing where it is not."""
    for each in signing.passages(library):
        if (each.passage.id, each.language) == (visit.part("passage"), visit.part("language")) and each.apart:
            return each
    raise Missing


def _read(visit: Visit) -> Response:
    return _shown(visit, _asked(visit, visit.desk.office.library(part="passage")), {})


def _shown(visit: Visit, printed: Printed, faults: dict[str, list[str]]) -> Response:
    return visit.show(
        "passage.html",
        422 if faults else 200,
        faults=faults,
        printed=printed,
        name=plain(printed.passage.id),
        passages=_words(visit, printed),
        said=visit.form.text,
    )


def _words(visit: Visit, printed: Printed) -> list[Shown | Listed]:
    """The passage as its leaflets print it, and what they explain of it."""
    strings = visit.desk.office.layouts.strings_for(printed.language)
    if not strings:
        return []
    section = Section("passage", (Text(printed.passage.id),), printed.passage.blocks)
    first = replace(printed.editions[0], sections=(section,), glossary=printed.passage.terms)
    flat = flatten(first, strings)
    heads = {number for number, unit in enumerate(flat.units) if unit.id in ("passage", "glossary")}
    return shown(each for each in flat.passages if each.unit in heads and each.text != printed.passage.id)


def _sign(visit: Visit) -> Response:
    """Sign the words that were read, for all leaflets that carry them."""
    faults: dict[str, list[str]] = {}
    role, name = checked(visit, "role", visit.form.text("role"), faults, "role"), signer(visit, faults, "name")
    if visit.form.text("read") != "yes":
        faults["read"] = [visit.words("read_missing")]
    with alone(visit) as (editing, library):
        printed = _asked(visit, library)
        passage = printed.passage
        if visit.form.text("signed") != passage.fingerprint:
            return _shown(visit, printed, {"changed": [visit.words("changed_meanwhile")]})
        if faults:
            return _shown(visit, printed, faults)
        act = Act(SignatureKind.CLINICAL, role, name, visit.desk.office.today())
        signature = act.signature(passage.fingerprint)
        if signature != passage.signed:  # it may have been sent twice
            entry = signing.passage_entry(passage.id, printed.language, signature)
            file = visit.desk.office.folder / signatures.PASSAGES
            new = {file: signing.added(editing.read(file), signing.PASSAGES, entry)}
            facts = {"passage": f"{passage.id} ({printed.language})", "by": name, "role": role}
            visit.write(editing, new, "signed a passage", **facts, fingerprint=passage.fingerprint)
    return visit.go("approve", done=plain(passage.id))


_PASSAGE = "/passages/{passage}/{language}"
PAGES: tuple[PageOf, ...] = (
    ("GET", _PASSAGE, _read, Right.READ),
    ("POST", _PASSAGE, _sign, Right.SIGN),
)
