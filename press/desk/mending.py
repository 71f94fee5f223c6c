"""Pages for what cannot be read: its faults in plain words, and for editors the text to mend."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from press import reader
from press.desk import drafts, plainly
from press.desk.broken import Broken, broken
from press.desk.drafts import stamp
from press.desk.editing import copied
from press.desk.people import Right
from press.desk.visit import Missing, NotDone, PageOf, Visit
from press.problems import Misuse, OfClinic, OfTopic, Problem, errors
from press.store.editing import Editing
from press.store.folder import reason


def _list(visit: Visit) -> Response:
    """All that cannot be read, with what is wrong."""
    found = [(each, _called(visit, each), plainly.sentences(each.problems)) for each in broken(visit.desk.office)]
    return visit.show("broken.html", found=found, saved=visit.asked("saved"))


def _called(visit: Visit, file: Broken) -> str:
    match file.subject:
        case OfTopic(topic, edition, language) if edition:
            return visit.words("broken_edition", topic=topic, edition=edition, language=language)
        case OfTopic(topic):
            return visit.words("broken_topic", topic=topic)
        case OfClinic(clinic):
            return visit.words("broken_clinic", clinic=clinic)
        case _:
            return visit.words("library_title") if file.name.startswith("library.") else file.name


@dataclass(frozen=True, slots=True)
class _Text:
    """What a file holds, or what a person has made of it: ``was`` stands for the file's text as they have seen it."""

    text: str
    was: str


def _file(visit: Visit) -> tuple[Broken, str]:
    """The file that an address stands for, and its text. Raises Missing where it has none that can be mended here."""
    wanted = visit.part("id")
    file = next((each for each in broken(visit.desk.office) if each.id == wanted and each.path), None)
    if not file or not file.path:
        raise Missing
    try:
        return file, Editing(visit.desk.office.folder).read(file.path).decode()
    except OSError as error:
        raise Misuse(reason(error)) from None
    except UnicodeDecodeError:
        raise NotDone(visit.words("mend_bytes")) from None


def _of(file: Broken) -> str:
    """What a draft of its whole text is kept under, apart from one of its fields."""
    return f"\n{file.name}"


def _kept(visit: Visit, file: Broken) -> _Text | None:
    return drafts.kept(visit, _of(file), lambda said: _Text(str(said["text"]), str(said["was"])))


def _mend(visit: Visit) -> Response:
    file, text = _file(visit)
    draft = _kept(visit, file)
    return _shown(visit, file, draft or _Text(_lines(text), stamp(text)), file.problems, text, draft=bool(draft))


def _shown(
    visit: Visit, file: Broken, said: _Text, problems: tuple[Problem, ...], now: str, *, draft: bool, status: int = 200
) -> Response:
    """The text, what is wrong with it by its lines, and what somebody else has made of it meanwhile."""
    rows = said.text.split("\n")
    found = [(each, rows[each.place.line - 1] if 0 < each.place.line <= len(rows) else "") for each in problems]
    theirs = "" if stamp(now) == said.was else _lines(now)
    shown = {"file": file, "called": _called(visit, file), "said": said, "found": found, "now": stamp(now)}
    return visit.show("mend.html", status, theirs=theirs, draft=draft, **shown)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _take(visit: Visit) -> Response:
    """Keep what was written as a draft; put it into the library where nothing is wrong with it."""
    file, now = _file(visit)
    if visit.form.text("do") == "drop":
        drafts.drop(visit, _of(file))
        return RedirectResponse(f"/mend/{file.id}", 303)
    written = _lines(visit.form.texts.get("text", ("",))[0])
    said = _Text(written if written.endswith("\n") else f"{written}\n", visit.form.text("was"))
    drafts.keep(visit, _of(file), {"text": said.text, "was": said.was})
    if said.was != stamp(now):
        return _shown(visit, file, said, (), now, draft=True, status=422)
    data = said.text.replace("\n", "\r\n" if "\r\n" in now else "\n").encode()
    if problems := _problems(visit, file, data):
        return _shown(visit, file, said, problems, now, draft=True, status=422)
    return _written(visit, file, now, data)


def _problems(visit: Visit, file: Broken, data: bytes) -> tuple[Problem, ...]:
    """What the reader finds wrong with the file, if it held this."""
    own = file.problems[0].place.file
    with copied(visit, {file.name: data}) as root:
        found = errors(reader.open(root, visit.desk.office.layouts).problems)
    return tuple(each for each in found if each.place.file == own)


def _written(visit: Visit, file: Broken, now: str, data: bytes) -> Response:
    """Put the text into its file, if that is still as it was read."""
    office = visit.desk.office
    editing = Editing(office.folder)
    if not file.path:
        raise Missing
    try:
        with editing.files.locked():
            if editing.read(file.path) != now.encode():
                raise NotDone(visit.words("edit_meanwhile"))
            visit.write(editing, {file.path: data}, "mended", file=file.name)
    except OSError as error:
        raise NotDone(visit.words("not_written", why=reason(error))) from None
    drafts.drop(visit, _of(file))
    return visit.go("broken", saved="yes")


PAGES: tuple[PageOf, ...] = (
    ("GET", "/broken", _list, Right.READ),
    ("GET", "/mend/{id}", _mend, Right.EDIT),
    ("POST", "/mend/{id}", _take, Right.EDIT),
)
