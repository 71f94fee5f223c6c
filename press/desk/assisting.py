"""Pages for accessibility staff: readers' wishes under a name, and files of others: checked, read aloud, taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from starlette.responses import Response

from press import formats, transcript, verification
from press.desk import look, plainly
from press.desk.finding import WISHES, wished
from press.desk.people import Right
from press.desk.visit import Missing, PageOf, Upload, Visit
from press.formats import FORMATS
from press.incoming import SUFFIXES
from press.layout import Layout, Reading
from press.model import PartialDate
from press.problems import Problem, Refused, errors, heeded, summed
from press.programs import scratch
from press.programs.limits import READING
from press.programs.witnesses import Commands
from press.prose import forms
from press.review import altered, importing
from press.review.importing import Terms
from press.store import manifest
from press.store.editing import Editing
from press.store.folder import Folder, reason

# Readers' wishes


def _readers(visit: Visit) -> Response:
    return _listed(visit, {})


def _listed(visit: Visit, faults: dict[str, list[str]]) -> Response:
    """The wishes that are kept, and a form for each layout; ``faults`` are of the one that was sent."""
    wishes, sent = {name: visit.form.text(name) for name in WISHES}, visit.form.text("layout")
    shown: dict[str, Any] = {"layouts": _for_readers(visit), "saved": visit.asked("saved")}
    shown |= {"wishes": wishes, "sent": sent, "kind": look.kind, "papers": partial(_papers, visit)}
    if faults:
        return visit.refused("readers.html", {f"{sent}-{name}": said for name, said in faults.items()}, **shown)
    return visit.show("readers.html", **shown)


def _papers(visit: Visit, layout: Layout) -> list[tuple[str, str]]:
    return [(name, visit.words.either(f"paper_{name}", name)) for name in layout.papers]


def _for_readers(visit: Visit) -> list[Layout]:
    """The layouts in which a reader may wish for more than a size."""
    return [layout for layout in visit.desk.office.layouts.values() if layout.spacings or layout.papers]


def _save(visit: Visit) -> Response:
    """Keep wishes in the layout's file, under a name that is made of them: no reader's name is asked for."""
    office, form = visit.desk.office, visit.form
    layout = office.layouts.get(form.text("layout"))
    if not layout:
        raise Missing
    reading, faults = wished(layout, {name: form.text(name) for name in WISHES}, visit)
    name = "-".join(filter(None, (f"{reading.size:g}pt" if reading.size else "", reading.suffix)))
    if not name and not faults:
        faults["size"] = [visit.words("wish_nothing")]
    same = [kept for kept in layout.profiles.values() if _same(kept, reading)]
    if faults:
        return _listed(visit, faults)
    if not same:
        visit.desk.journal.note(visit.who, "kept wishes", layout=layout.name, wishes=name)
        if fault := _keep(visit, layout, name, reading):
            return _listed(visit, {"size": [fault]})
    return visit.go("readers", saved=same[0].name if same else name)


def _same(kept: Reading, wishes: Reading) -> bool:
    return all(getattr(kept, name) == getattr(wishes, name) for name in WISHES)


def _keep(visit: Visit, layout: Layout, name: str, reading: Reading) -> str:
    """Add wishes to the file that has the layout's, with all that stands there; why not, where that cannot be."""
    office = visit.desk.office
    folder = Folder(office.folder.resolve().parent / "layouts")
    path = f"{layout.name}/profiles.yaml"
    line = f"{name}: {_said(reading)}\n"
    try:
        with folder.locked():
            there = folder.read(path) or (_HEAD + _others(layout)).encode()
            if not re.search(rf"^{re.escape(name)}:", there.decode(), re.MULTILINE):  # somebody else's, just now
                folder.publish(path, there + (b"" if there.endswith(b"\n") else b"\n") + line.encode())
    except OSError as error:
        return visit.words("not_written", why=reason(error))
    office.written()
    return ""


_HEAD = "# Readers' wishes, kept under a name: build --profile NAME. A name says what is wished, never who.\n"


def _others(layout: Layout) -> str:
    """The wishes that come with the program, for a library's own file, which is read in the place of the program's."""
    lines = []
    for name, kept in layout.profiles.items():
        lines.append(f"{name}: {_said(kept)}\n")
    return "".join(lines)


def _said(reading: Reading) -> str:
    """Wishes as they stand in the file."""
    facts = {
        "size": f"{reading.size:g}" if reading.size else "",
        "paper": reading.paper,
        "font": f'"{reading.font}"' if reading.font else "",
        "spacing": f"{reading.spacing:g}" if reading.spacing else "",
        "bold": "true" if reading.bold else "",
    }
    return f"{{{', '.join(f'{key}: {value}' for key, value in facts.items() if value)}}}"


# Files of others


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of a file that somebody sent: ``problems`` with it, what is read out of it, who was not asked."""

    name: str
    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()
    judged: bool = False


def _files(visit: Visit) -> Response:
    return visit.show("files.html", read=None, kinds=_kinds())


def _kinds() -> str:
    return ",".join((*(f".{known}" for known in FORMATS), ".htm", ".xhtml"))


def _check(visit: Visit) -> Response:
    """Check a file as `verify` does, and read it as `transcript` does."""
    file = visit.form.file("file")
    if not file or not file.data:
        return visit.refused("files.html", {"file": [visit.words("file_missing")]}, read=None, kinds=_kinds())
    if not formats.of_file(f"x{file.ending}"):
        return visit.refused("files.html", {"file": [visit.words("file_kind")]}, read=None, kinds=_kinds())
    with laid_down(file) as path:
        read = _read(visit, file, path)
    return visit.show("files.html", read=read, kinds=_kinds())


@contextmanager
def laid_down(file: Upload) -> Iterator[Path]:
    """A file of somebody's in a folder of its own, under a name of ours, for as long as it is read."""
    with scratch.folder() as folder:
        path = folder / f"file{file.ending}"
        path.write_bytes(file.data)
        yield path


def _read(visit: Visit, file: Upload, path: Path) -> _Read:
    office, judged = visit.desk.office, formats.of_file(path.name, alone=True) is not None
    problems, lines, unasked = list[Problem](), tuple[str, ...](), tuple[str, ...]()
    try:
        if judged:
            commands = Commands("", "", READING.seconds)
            found, unasked = office.confined(_verified, path, commands)
            problems += found
        lines = office.confined(_lines, path)
    except Refused as refused:
        if not any(each.rule.endswith("-unreadable") for each in problems):  # which says the same
            problems += refused.problems
    published = altered.published([office.output])
    if not altered.known(manifest.sha256(file.data), published):
        problems += altered.check(file.name, " ".join(lines), published)
    shown = tuple(summed(heeded(dict.fromkeys(problems))))
    return _Read(file.name, shown, lines, unasked, judged)


def _verified(path: Path, commands: Commands) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """In the process that may be ended."""
    return verification.verify(path, commands), verification.unasked(path, commands)


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(transcript.read(path.read_bytes(), path.name).lines())


# Old leaflets


def _old(visit: Visit) -> Response:
    return visit.show("import.html", draft=None, topic="", kinds=",".join(SUFFIXES))


def _import(visit: Visit) -> Response:
    """Make a draft of an old leaflet, and list what a person has to decide."""
    file, topic = visit.form.file("file"), visit.form.text("topic")
    faults: dict[str, list[str]] = {}
    if not file or not file.data:
        faults["file"] = [visit.words("file_missing")]
    elif file.ending not in SUFFIXES:
        faults["file"] = [visit.words("word_kind")]
    if topic and (fault := forms.name_fault("A topic", topic)):
        faults["topic"] = [" ".join(fault)]
    shown: dict[str, Any] = {"draft": None, "topic": topic, "kinds": ",".join(SUFFIXES)}
    if faults or not file:
        return visit.refused("import.html", faults, **shown)
    office = visit.desk.office
    language, glossary = importing.library(office.folder)
    today = office.today()
    terms = Terms(PartialDate(today.year, today.month), language, glossary, original=False)
    editing = Editing(office.folder)
    try:
        with laid_down(file) as path:
            draft = office.confined(importing.drafted, path, file.name, topic, terms)
        visit.desk.journal.note(visit.who, "imported", topic=draft.topic, edition=draft.edition)
        with editing.files.locked():
            place = importing.written(draft, editing, Path(file.name))
        visit.commit([*map(place.with_name, draft.pictures), place], f"Imported: {draft.topic}")
    except Refused as refused:
        return visit.refused("import.html", {"file": _sentences(refused.problems)}, **shown)
    name = (draft.topic, draft.edition)
    card = next((each for each in office.catalogue().cards if (each.topic, each.name) == name), None)
    return visit.show("import.html", **{**shown, "draft": draft, "card": card, "place": "/".join(name)})


def _sentences(problems: Sequence[Problem]) -> Sequence[str]:
    return plainly.sentences(errors(problems))


PAGES: tuple[PageOf, ...] = (
    ("GET", "/readers", _readers, Right.READ),
    ("POST", "/readers", _save, Right.EDIT),
    ("GET", "/files", _files, Right.READ),
    ("POST", "/files", _check, Right.READ),
    ("GET", "/import", _old, Right.EDIT),
    ("POST", "/import", _import, Right.EDIT),
)
