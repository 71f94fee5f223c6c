"""Pages for editors: a picture is added to a leaflet, with what it says to people who cannot see it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import RedirectResponse, Response

from press import reader
from press.desk import plainly
from press.desk.editing import Subject, Text, copied, of
from press.desk.people import Right
from press.desk.visit import PageOf, Upload, Visit
from press.layout import Layouts
from press.problems import Misuse, Problem, Refused, errors
from press.review import illustrating
from press.review.illustrating import Illustration
from press.store.editing import Editing
from press.store.folder import reason

PICTURES = {".svg": ".svg", ".png": ".png", ".jpg": ".jpg", ".jpeg": ".jpg"}
_LONGEST = 40
_FIELDS = ("alt", "caption", "credit", "licence", "section", "says", "whose")


def _form(visit: Visit) -> Response:
    return _shown(visit, Subject.asked(visit), {})


def _shown(visit: Visit, subject: Subject, faults: Mapping[str, list[str]]) -> Response:
    sections = list(enumerate(illustrating.headings(Text.of(visit, subject).text), 1))
    shown: dict[str, Any] = {"subject": subject, "sections": sections, "kinds": ",".join(PICTURES)}
    if faults:
        return visit.refused("picture.html", faults, said=_said(visit), **shown)
    return visit.show("picture.html", said=_said(visit), **shown)


def _said(visit: Visit) -> dict[str, str]:
    return {name: visit.form.text(name) for name in _FIELDS}


def _add(visit: Visit) -> Response:
    """Put a picture beside the edition and into it, if the reader finds nothing wrong with the two."""
    subject, said, file = Subject.asked(visit), _said(visit), visit.form.file("file")
    faults = _missing(visit, said, file)
    if faults or not file:
        return _shown(visit, subject, faults)
    text = Text.of(visit, subject)
    picture = _picture(said, file, illustrating.ids(text.text))
    place = f"{subject.file.rpartition('/')[0]}/{picture.file}"
    try:
        new = illustrating.added(text.text, picture)
    except Misuse as wrong:
        return _shown(visit, subject, {"section": [plainly.English(wrong)]})
    files = {place: file.data, f"{subject.file}.yaml": new.replace("\n", text.newline).encode()}
    if faults := _beside(visit, subject, files):
        return _shown(visit, subject, faults)
    if fault := _written(visit, subject, text, files):
        return _shown(visit, subject, {"file": [fault]})
    return RedirectResponse(f"{subject.address}?saved=yes", 303)


def _missing(visit: Visit, said: Mapping[str, str], file: Upload | None) -> dict[str, list[str]]:
    """What the form itself asks for."""
    faults: dict[str, list[str]] = {}
    if not file or not file.data:
        faults["file"] = [visit.words("file_missing")]
    elif file.ending not in PICTURES:
        faults["file"] = [visit.words("picture_kind")]
    if said["says"] != "nothing" and not said["alt"]:
        faults["alt"] = [visit.words("alt_missing")]
    if said["whose"] != "ours" and not said["credit"]:
        faults["credit"] = [visit.words("credit_missing")]
    if not re.fullmatch("[0-9]{1,4}", said["section"]):
        faults["section"] = [visit.words("not_offered")]
    return faults


def _picture(said: Mapping[str, str], file: Upload, taken: frozenset[str]) -> Illustration:
    """The picture under an id that nothing else has, made of its file's name."""
    plain = unicodedata.normalize("NFKD", file.name.rpartition(".")[0].casefold()).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", plain)
    while words and not words[0][0].isalpha():
        del words[0]
    stem = "-".join(words)[:_LONGEST].strip("-") or "picture"
    id_ = next(name for name in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if name not in taken)
    silent, ours = said["says"] == "nothing", said["whose"] == "ours"
    return Illustration(
        id_,
        id_ + PICTURES[file.ending],
        "" if silent else said["alt"],
        "" if silent else said["caption"],
        "" if ours else said["credit"],
        "" if ours else said["licence"],
        int(said["section"]),
    )


def _beside(visit: Visit, subject: Subject, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """What the reader finds wrong with the leaflet and the picture, by the fields of the form: it may be anybody's
    picture, so that it is read in a process that may be ended."""
    office = visit.desk.office
    try:
        with copied(visit, files) as root:
            found = office.confined(_problems, root, office.layouts)
    except Refused as refused:
        found = refused.problems
    faults: dict[str, list[str]] = defaultdict(list)
    names = {Path(name).name for name in files}
    for problem in errors(found):
        if of(problem, subject) or Path(problem.place.file).name in names:
            field = next((name for name in ("alt", "credit") if problem.rule.startswith(name)), "file")
            faults[field].append(plainly.sentence(problem))
    return dict(faults)


def _problems(root: Path, layouts: Layouts) -> tuple[Problem, ...]:
    """In the process that may be ended."""
    return reader.open(root, layouts).problems


def _written(visit: Visit, subject: Subject, text: Text, files: Mapping[str, bytes]) -> str:
    """Put the files into the library, the picture first; why not, in a sentence, where that cannot be."""
    office = visit.desk.office
    editing = Editing(office.folder)
    try:
        with editing.files.locked():
            picture, edition = (office.folder / name for name in files)
            if editing.holds(picture):
                return visit.words("picture_there", name=picture.name)
            if editing.read(edition).decode().replace("\r\n", "\n") != text.text:
                return visit.words("edit_meanwhile")
            whole = {office.folder / name: data for name, data in files.items()}
            visit.write(editing, whole, "added a picture", edition=subject.file, picture=picture.name)
    except OSError as error:
        return visit.words("not_written", why=reason(error))
    return ""


_PICTURE = "/edit/{topic}/{edition}/{language}/picture"
PAGES: tuple[PageOf, ...] = (
    ("GET", _PICTURE, _form, Right.EDIT),
    ("POST", _PICTURE, _add, Right.EDIT),
)
