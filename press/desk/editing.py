"""Pages for editors: an edition's words as fields, what is wrong beside them, a preview, and drafts that are kept."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

from press import reader
from press.desk.assisting import laid_down
from press.desk.finding import APART, card_of
from press.desk.people import Right
from press.desk.visit import Missing, PageOf, Visit
from press.layout import Layouts
from press.model import Card, Leaflet
from press.pipeline import Job, make
from press.problems import Misuse, OfTopic, Problem, Refused, errors
from press.reader import Catalogue
from press.review import returning, wording
from press.review.wording import Field
from press.store.editing import Editing
from press.store.folder import reason

DRAFTS = "drafts"


@dataclass(frozen=True, slots=True)
class _Text:
    """An edition's file: its YAML, with ``\\n`` alone, and how its lines end there."""

    path: Path
    text: str
    newline: str

    @classmethod
    def of(cls, visit: Visit, card: Card) -> _Text:
        path = visit.desk.office.folder / f"{card.file}.yaml"
        try:
            text = Editing(visit.desk.office.folder).read(path).decode()
        except OSError as error:
            raise Misuse(reason(error)) from None
        return cls(path, text.replace("\r\n", "\n"), "\r\n" if "\r\n" in text else "\n")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a person has written of an edition and not put into it: ``words`` by their fields, and by all fields the
    digests of the words that the person has seen there (``was``)."""

    words: Mapping[str, str]
    was: Mapping[str, str]

    def theirs(self, found: Iterable[Field]) -> dict[str, str]:
        """What fields say that somebody else has changed since the person has seen them."""
        return {
            each.key: each.text for each in found if self.was.get(each.key, _digest(each.text)) != _digest(each.text)
        }


def _place(visit: Visit, card: Card) -> str:
    """Where a person's draft of an edition is kept: no part of its name is anybody's words."""
    name = hashlib.sha256(f"{visit.person.name}\n{card.file}".encode()).hexdigest()
    return f"{DRAFTS}/{name}.json"


def _kept(visit: Visit, card: Card) -> _Draft | None:
    data = visit.desk.office.keep.read(_place(visit, card))
    with suppress(ValueError, KeyError, TypeError):
        said = json.loads(data) if data else None
        return _Draft(dict(said["words"]), dict(said["was"])) if said else None
    return None


def _keep(visit: Visit, card: Card, draft: _Draft) -> None:
    data = {"words": dict(draft.words), "was": dict(draft.was)}
    visit.desk.office.keep.publish(_place(visit, card), json.dumps(data, ensure_ascii=False).encode())


# The page


def _edit(visit: Visit) -> Response:
    card = card_of(visit)
    return _shown(visit, card, _Text.of(visit, card), _kept(visit, card), {})


def _shown(
    visit: Visit, card: Card, file: _Text, draft: _Draft | None, faults: Mapping[str, list[str]], kept: str = ""
) -> Response:
    """The fields, with the draft's words in them, what is wrong, and what somebody else has changed meanwhile."""
    found = wording.fields(file.text)
    words = draft.words if draft else {}
    return visit.show(
        "edit.html",
        422 if faults else 200,
        faults=dict(faults),
        card=card,
        fields=[(each, words.get(each.key, each.text)) for each in found],
        theirs=draft.theirs(found) if draft else {},
        digest=_digest,
        draft=bool(words),
        kept=kept,
    )


def _sent(visit: Visit, found: Iterable[Field]) -> _Draft:
    """What was sent: the fields that the person has changed, and the digests of what they have seen in all of them."""
    words, was = {}, {}
    for each in found:
        seen = visit.form.text(f"was-{each.key}") or _digest(each.text)
        was[each.key] = seen
        if each.key in visit.form.texts:
            said = visit.form.texts[each.key][0].replace("\r\n", "\n").strip("\n")
            if _digest(said) != seen:
                words[each.key] = said
    return _Draft(words, was)


def _take(visit: Visit) -> Response:
    """Keep what was written; then check it, or put it into the edition."""
    card = card_of(visit)
    file = _Text.of(visit, card)
    if visit.form.text("do") == "drop":
        visit.desk.office.keep.remove(_place(visit, card))
        return visit.go("edit", card.topic, card.name, card.language)
    found = wording.fields(file.text)
    draft = _sent(visit, found)
    _keep(visit, card, draft)
    if draft.theirs(found):
        return _shown(visit, card, file, draft, {"edited": [visit.words("edit_meanwhile")]})
    text = wording.edited(file.text, draft.words)
    faults = _beside(visit, card, text)
    if faults or visit.form.text("do") != "save":
        return _shown(visit, card, file, draft, faults, visit.words("edit_sound"))
    return _saved(visit, card, file, text)


def _saved(visit: Visit, card: Card, file: _Text, text: str) -> Response:
    """Put the text into the edition's file, if that is still as it was read."""
    office = visit.desk.office
    editing = Editing(office.folder)
    try:
        with editing.files.locked():
            if editing.read(file.path).decode().replace("\r\n", "\n") != file.text:
                raise Misuse(visit.words("edit_meanwhile"))
            visit.desk.journal.note(visit.who, "edited", edition=card.file)
            editing.write(file.path, text.replace("\n", file.newline).encode())
    except OSError as error:
        raise Misuse(visit.words("not_written", why=reason(error))) from None
    office.keep.remove(_place(visit, card))
    return visit.go("edit", card.topic, card.name, card.language, saved="yes")


# What is wrong with it, and what it looks like


@contextmanager
def _tried(visit: Visit, card: Card, text: str) -> Iterator[Catalogue]:
    """A copy of the library with this text in the edition's place."""
    office = visit.desk.office
    with tempfile.TemporaryDirectory(prefix="leaflet-press-desk-") as folder:
        root = Path(folder) / office.folder.name
        shutil.copytree(office.folder, root, copy_function=_linked, symlinks=True)
        file = root / f"{card.file}.yaml"
        file.unlink()
        file.write_bytes(text.encode())
        yield reader.open(root, office.layouts)


def _linked(source: str, target: str) -> None:
    """A file of the library in a copy of it that nobody writes to: linked, where that can be."""
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def _beside(visit: Visit, card: Card, text: str) -> dict[str, list[str]]:
    """What the reader finds wrong with the edition, by the fields that it is in."""
    with _tried(visit, card, text) as catalogue:
        own = [each for each in errors(catalogue.problems) if _of(each, card)]
    fields = wording.fields(text)
    found: dict[str, list[str]] = defaultdict(list)
    for problem in own:
        line = problem.place.line
        key = next((each.key for each in fields if each.line <= line <= each.last), "edited")
        words = f" [{problem.place.words}]" if problem.place.words else ""
        found[key].append(f"{problem.message}{words} {problem.hint}")
    return dict(found)


def _of(problem: Problem, card: Card) -> bool:
    return problem.place.file.endswith(f"/{card.file}.yaml") or problem.subject == OfTopic.of(card)


def _preview(visit: Visit) -> Response:
    """The web page of the edition as it is written just now, by the person who writes it."""
    card = card_of(visit)
    file, draft = _Text.of(visit, card), _kept(visit, card)
    text = wording.edited(file.text, draft.words) if draft else file.text
    with _tried(visit, card, text) as catalogue:
        wanted = (card.topic, card.name, card.language)
        now = next((each for each in catalogue.cards if (each.topic, each.name, each.language) == wanted), None)
        if not now:
            raise Refused([each for each in errors(catalogue.problems) if _of(each, card)])
        layout = _web(visit.desk.office.layouts)
        documents, _ = make(Job(Leaflet(catalogue.edition(now)), visit.desk.office.layouts[layout], "html"))
    headers = {"content-security-policy": APART}
    return Response(documents[0].data, media_type="text/html; charset=utf-8", headers=headers)


def _web(layouts: Layouts) -> str:
    """The layout that makes web pages."""
    name = next((layout.name for layout in layouts.values() if "html" in layout.makes), "")
    if not name:
        raise Missing
    return name


# Word files that come back


def _returns(visit: Visit) -> Response:
    return visit.show("return.html", home=None, merged=None, kinds=".docx")


def _return(visit: Visit) -> Response:
    """Take what was changed in a Word file of ours into a draft, for the editor to look at and to put in."""
    office, file = visit.desk.office, visit.form.file("file")
    if not file or not file.data or file.ending != ".docx":
        faults = {"file": [visit.words("word_kind" if file and file.data else "file_missing")]}
        return visit.refused("return.html", faults, home=None, merged=None, kinds=".docx")
    try:
        with laid_down(file) as path:
            found = office.confined(returning.read, path)
        home, merged = returning.merged(found, Path(file.name), office.folder, office.catalogue(), office.layouts)
    except Refused as refused:
        said = [f"{each.message} {each.hint}" for each in errors(refused.problems)]
        return visit.refused("return.html", {"file": said}, home=None, merged=None, kinds=".docx")
    before = {each.key: each for each in wording.fields(home.text)}
    after = {each.key: each.text for each in wording.fields(merged.text)}
    words = {key: text for key, text in after.items() if key in before and before[key].text != text}
    visit.desk.journal.note(visit.who, "took in a Word file", edition=home.card.file, changes=str(len(merged.edits)))
    _keep(visit, home.card, _Draft(words, {key: _digest(each.text) for key, each in before.items()}))
    return visit.show("return.html", home=home, merged=merged, kinds=".docx", fields=len(words))


_EDITION = "/edit/{topic}/{edition}/{language}"
PAGES: tuple[PageOf, ...] = (
    ("GET", _EDITION, _edit, Right.EDIT),
    ("POST", _EDITION, _take, Right.EDIT),
    ("GET", "/return", _returns, Right.EDIT),
    ("POST", "/return", _return, Right.EDIT),
    ("GET", _EDITION + "/preview", _preview, Right.EDIT),
)
