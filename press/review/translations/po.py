"""A translation job as PO (GNU gettext), and what came back.

The marks of a passage stand in it as numbers: ``Take <1>500 mg</1>``. Its key is the context (``msgctxt``); what is to
be looked at again is fuzzy, with what the original said before.
"""

from __future__ import annotations

import polib

from press.model import Progress, Segment
from press.review.translations import inline
from press.review.translations.inline import Unbalanced, codes
from press.review.translations.jobs import Job, Unit
from press.review.translations.returned import Came, Returned, Unreadable

_LEAFLET, _LANGUAGE = "X-Leaflet", "X-Source-Language"
_WIDTH = 100


def write(job: Job) -> bytes:
    """The job as a file; the same job gives the same bytes."""
    file = polib.POFile(wrapwidth=_WIDTH)
    file.metadata = {
        "Project-Id-Version": f"{job.topic} {job.edition}",
        "Language": job.to,
        _LANGUAGE: job.language,
        _LEAFLET: f"{job.topic}/{job.edition}",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    file.extend(map(_entry, job.units))
    return f"{file}\n".encode()


def _entry(unit: Unit) -> polib.POEntry:
    marks = (f"<{code.id}>: {_told(code)}" for code in codes(unit.source))
    return polib.POEntry(
        msgctxt=unit.segment.key,
        msgid=inline.tagged(unit.source),
        msgstr=inline.tagged(unit.target),
        comment="\n".join((*unit.notes, *marks)),
        flags=["fuzzy"] if unit.progress is Progress.DOUBTFUL else [],
        previous_msgid=inline.tagged(inline.apart(Segment("", "", unit.earlier, markdown=unit.segment.markdown)))
        if unit.earlier
        else None,
    )


def _told(code: inline.Code) -> str:
    return {"strong": "strong words", "emphasis": "words with emphasis"}.get(code.kind) or f"a link to {code.address}"


def read(data: bytes) -> Returned:
    """What came back. Raises Unreadable with a sentence."""
    if b"msgid" not in data:  # anything shorter would be taken for the name of a file
        raise Unreadable("It is not PO.")
    try:
        file = polib.pofile(data.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise Unreadable(f"It is not PO in UTF-8: {error}.") from None
    topic, _, edition = file.metadata.get(_LEAFLET, "").partition("/")
    if not edition:
        raise Unreadable(f"It does not say which leaflet it is of: `{_LEAFLET}` is missing in its head.")
    passages = tuple(_came(entry) for entry in file if entry.msgctxt and not entry.obsolete)
    return Returned(topic, edition, file.metadata.get(_LANGUAGE, ""), file.metadata.get("Language", ""), passages)


def _came(entry: polib.POEntry) -> Came:
    """A passage. The original's marks are known by their numbers alone: their addresses are in the library."""
    try:
        source, target = inline.numbered(entry.msgid), inline.numbered(entry.msgstr)
    except Unbalanced as reason:
        return Came(entry.msgctxt, (), (), Progress.UNTRANSLATED, str(reason))
    if not entry.msgstr.strip():
        return Came(entry.msgctxt, source, (), Progress.UNTRANSLATED)
    return Came(entry.msgctxt, source, target, Progress.DOUBTFUL if entry.fuzzy else Progress.DONE)
