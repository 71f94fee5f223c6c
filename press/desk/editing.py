"""Pages for editors: an edition's words as fields, what is wrong beside them, a preview, and drafts that are kept."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, RedirectResponse, Response

from press.desk import drafts, plainly
from press.desk.assisting import laid_down
from press.desk.drafts import stamp
from press.desk.fetching import APART
from press.desk.finding import card_of
from press.desk.people import Right
from press.desk.visit import Missing, NotDone, PageOf, Visit, faulty
from press.layout import Layouts
from press.model import Card, Edition, Leaflet
from press.pipeline import Job, fits, make
from press.problems import Misuse, OfTopic, Problem, Refused, errors
from press.programs import scratch
from press.review import deciding, importing, returning, wording
from press.review.wording import Field
from press.store.editing import Editing
from press.store.folder import reason


@dataclass(frozen=True, slots=True)
class Subject:
    """What is edited: an edition, or what all share. ``file`` is its name below the library without the ending,
    ``address`` that of its page here, ``back`` that of the page it belongs to; ``card`` is None for the library."""

    file: str
    title: str
    language: str
    address: str
    back: str
    card: Card | None = None

    @classmethod
    def of(cls, card: Card) -> Subject:
        place = "/".join(quote(part, "") for part in (card.topic, card.name, card.language))
        return cls(card.file, card.title, card.language, f"/edit/{place}", f"/leaflet/{place}", card)

    @classmethod
    def asked(cls, visit: Visit) -> Subject:
        """That of an address. Raises Missing where there is none."""
        if "topic" in visit.request.path_params:
            return cls.of(card_of(visit))
        office = visit.desk.office
        shared = office.catalogue().shared
        language = shared.language if shared else importing.library(office.folder)[0]
        return cls("library", visit.words("library_title"), language, "/edit/library", "/")


@dataclass(frozen=True, slots=True)
class Text:
    """An edition's file: its YAML, with ``\\n`` alone, and how its lines end there."""

    path: Path
    text: str
    newline: str

    @classmethod
    def of(cls, visit: Visit, subject: Subject) -> Text:
        path = visit.desk.office.folder / f"{subject.file}.yaml"
        try:
            text = Editing(visit.desk.office.folder).read(path).decode()
        except OSError as error:
            raise Misuse(reason(error)) from None
        except UnicodeDecodeError:
            raise NotDone(visit.words("mend_bytes")) from None
        return cls(path, text.replace("\r\n", "\n"), "\r\n" if "\r\n" in text else "\n")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a person has written of an edition and not put into it: ``words`` by their fields, and by all fields the
    digests of the words that the person has seen there (``was``)."""

    words: Mapping[str, str]
    was: Mapping[str, str]

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> _Draft:
        return cls(dict(said["words"]), dict(said["was"]))

    def theirs(self, found: Iterable[Field]) -> dict[str, str]:
        """What fields say that somebody else has changed since the person has seen them."""
        return {each.key: each.text for each in found if self.was.get(each.key, stamp(each.text)) != stamp(each.text)}


def _kept(visit: Visit, subject: Subject) -> _Draft | None:
    return drafts.kept(visit, subject.file, _Draft.of)


def _keep(visit: Visit, subject: Subject, draft: _Draft) -> None:
    drafts.keep(visit, subject.file, {"words": dict(draft.words), "was": dict(draft.was)})


# The page


def _edit(visit: Visit) -> Response:
    subject = Subject.asked(visit)
    return _shown(visit, subject, Text.of(visit, subject), _kept(visit, subject), {})


def _shown(
    visit: Visit, subject: Subject, file: Text, draft: _Draft | None, faults: Mapping[str, list[str]], kept: str = ""
) -> Response:
    """The fields, with the draft's words in them, what is wrong, and what somebody else has changed meanwhile."""
    found = wording.fields(file.text)
    words = draft.words if draft else {}
    return visit.show(
        "edit.html",
        422 if faults else 200,
        faults=dict(faults),
        subject=subject,
        uses=_uses(visit),
        word=_maker(visit.desk.office.layouts, "docx", subject.language),
        fields=[(each, words.get(each.key, each.text)) for each in found],
        theirs=draft.theirs(found) if draft else {},
        undecided=deciding.undecided(file.text),
        digest=stamp,
        draft=bool(words),
        kept=kept,
    )


def _sent(visit: Visit, found: Iterable[Field], before: _Draft | None) -> _Draft:
    """What was sent: the fields that the person has changed, and the digests of what they have seen in all of them.

    What they have not touched here is as in the draft ``before``: they may have written it in another window.
    """
    words, was = {}, {}
    for each in found:
        said, seen = _said(visit, each.key), visit.form.text(f"was-{each.key}") or stamp(each.text)
        untouched = said is None or stamp(said) == _shown_there(visit, each.key, seen)
        if before and untouched and before.words.get(each.key, said) != said:
            said, seen = before.words[each.key], before.was.get(each.key, seen)
        if said == each.text:  # somebody has put the same words into the leaflet
            seen = stamp(said)
        was[each.key] = seen
        if said is not None and stamp(said) != seen:
            words[each.key] = said
    return _Draft(words, was)


def keep_sent(visit: Visit, subject: Subject, found: Iterable[Field]) -> _Draft:
    """Keep what was sent as the person's draft, with what they have written in other windows."""
    draft = _sent(visit, found, _kept(visit, subject))
    _keep(visit, subject, draft)
    return draft


def _said(visit: Visit, key: str) -> str | None:
    """What a field says; None where the form had none."""
    said = visit.form.texts.get(key)
    return said[0].replace("\r\n", "\n").strip("\n") if said else None


def _shown_there(visit: Visit, key: str, was: str) -> str:
    """The digest of what a field said when its page was opened; empty where somebody has written in it since."""
    return visit.form.texts.get(f"seen-{key}", (was,))[0]


def _take(visit: Visit) -> Response:
    """Keep what was written; then check it, or put it into the edition."""
    subject = Subject.asked(visit)
    file = Text.of(visit, subject)
    if visit.form.text("do") == "drop":
        drafts.drop(visit, subject.file)
        return RedirectResponse(subject.address, 303)
    found = wording.fields(file.text)
    draft = keep_sent(visit, subject, found)
    if draft.theirs(found):
        return _shown(visit, subject, file, draft, {"edited": [visit.words("edit_meanwhile")]})
    if any(_said(visit, key) != said for key, said in draft.words.items()):
        return _shown(visit, subject, file, draft, {"edited": [visit.words("edit_other_window")]})
    text = wording.edited(file.text, draft.words)
    faults = _beside(visit, subject, text)
    if faults or visit.form.text("do") != "save":
        return _shown(visit, subject, file, draft, faults, visit.words("edit_sound"))
    return _saved(visit, subject, file, text)


def _live(visit: Visit) -> Response:
    """Keep what is being written as a draft, and say what is wrong with it by now, by its fields."""
    subject = Subject.asked(visit)
    file = Text.of(visit, subject)
    found = wording.fields(file.text)
    draft = keep_sent(visit, subject, found)
    faults = _beside(visit, subject, wording.edited(file.text, draft.words))
    if draft.theirs(found):
        faults.setdefault("edited", []).append(visit.words("edit_meanwhile"))
    number = sum(map(len, faults.values()))
    said = visit.words("live_faults", number=number) if faults else visit.words("live_sound")
    marked = {key: [(one, getattr(one, "lang", visit.words.language)) for one in told] for key, told in faults.items()}
    return JSONResponse({"faults": marked, "said": said})


def _saved(visit: Visit, subject: Subject, file: Text, text: str) -> Response:
    """Put the text into the edition's file, if that is still as it was read."""
    office = visit.desk.office
    editing = Editing(office.folder)
    try:
        with editing.files.locked():
            if editing.read(file.path).decode().replace("\r\n", "\n") != file.text:
                raise NotDone(visit.words("edit_meanwhile"))
            new = {file.path: text.replace("\n", file.newline).encode()}
            visit.write(editing, new, "edited", edition=subject.file)
    except OSError as error:
        raise NotDone(visit.words("not_written", why=reason(error))) from None
    drafts.drop(visit, subject.file)
    return RedirectResponse(f"{subject.address}?saved=yes", 303)


# What is wrong with it, and what it looks like


@contextmanager
def copied(visit: Visit, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A copy of the library with these files in place of its own; their names are those below its folder."""
    office = visit.desk.office
    with scratch.folder() as folder:
        root = folder / office.folder.name
        try:
            shutil.copytree(office.folder, root, symlinks=True, ignore=_HIDDEN, copy_function=_linked)
        except shutil.Error:
            raise NotDone(visit.words("library_changing")) from None
        for name, data in files.items():
            (root / name).unlink(missing_ok=True)
            (root / name).write_bytes(data)
        yield root


_HIDDEN = shutil.ignore_patterns(".*")
"""What is just being written, and what git keeps: no part of what a library says."""


def _linked(source: str, target: str) -> None:
    """A file of the library in a copy of it that nobody writes to: linked, where that can be."""
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def _beside(visit: Visit, subject: Subject, text: str) -> dict[str, list[str]]:
    """What the reader finds wrong with the edition, by the fields that it is in."""
    read = visit.desk.office.tried({f"{subject.file}.yaml": text.encode()})
    own = [each for each in errors(read.problems) if of(each, subject)]
    fields = wording.fields(text)
    found: dict[str, list[str]] = defaultdict(list)
    for problem in own:
        line = problem.place.line
        key = next((each.key for each in fields if each.line <= line <= each.last), "edited")
        found[key].append(plainly.sentence(problem))
    return dict(found)


def of(problem: Problem, subject: Subject) -> bool:
    own = subject.card and problem.subject == OfTopic.of(subject.card)
    return bool(own) or problem.place.file.endswith(f"/{subject.file}.yaml")


def written(visit: Visit, subject: Subject) -> str:
    """The text of an edition's file as the person has it: with what they have written and not put into it."""
    file, draft = Text.of(visit, subject), _kept(visit, subject)
    return wording.edited(file.text, draft.words) if draft else file.text


def _preview(visit: Visit) -> Response:
    """The web page of the edition as it is written just now, by the person who writes it; or what stops it."""
    subject = Subject.asked(visit)
    text = written(visit, subject)
    try:
        status, page, policy = 200, _page(visit, subject, text), _WITHIN
    except Refused as refused:
        shown = faulty(visit.words, refused.problems)
        status, page, policy = 422, bytes(shown.body), _WITHIN.replace("'unsafe-inline'", "'self'")
    headers = {"content-security-policy": policy, "x-frame-options": "SAMEORIGIN"}
    return Response(page, status, headers, "text/html; charset=utf-8")


_WITHIN = APART.replace("sandbox;", "sandbox allow-same-origin;").replace("ancestors 'none'", "ancestors 'self'")
"""For a web page that is shown within one of the desk's: it runs nothing, and the desk may move it up and down."""


def _page(visit: Visit, subject: Subject, text: str) -> bytes:
    """An edition with this text as a web page. Raises Refused where none can be made."""
    layout = _maker(visit.desk.office.layouts, "html", subject.language)
    if not layout:
        raise Missing
    documents, _ = make(Job(Leaflet(read(visit, subject, text)), visit.desk.office.layouts[layout], "html"))
    return documents[0].data


def read(visit: Visit, subject: Subject, text: str) -> Edition:
    """An edition that has this text. Raises Refused where it has faults."""
    found = visit.desk.office.tried({f"{subject.file}.yaml": text.encode()})
    now = next((each for each in found.editions if each.file == subject.file), None)
    if not now:
        raise Refused([each for each in errors(found.problems) if of(each, subject)])
    return now


def _maker(layouts: Layouts, file_format: str, language: str) -> str:
    """The name of the first layout that makes a format of editions in a language; empty where none does."""
    made = (layout.name for layout in layouts.values() if file_format in layout.makes and fits(layout, language))
    return next(made, "")


def _uses(visit: Visit) -> dict[str, list[str]]:
    """The titles of the leaflets that print a contact or explain a word, by what it is: ``contact helpline``."""
    found: dict[str, list[str]] = defaultdict(list)
    for card in visit.desk.office.catalogue().cards:
        for part in card.parts:
            if part.startswith(("contact ", "term ")) and card.title not in found[part]:
                found[part].append(card.title)
    return found


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
        said = plainly.sentences(errors(refused.problems))
        return visit.refused("return.html", {"file": said}, home=None, merged=None, kinds=".docx")
    before = {each.key: each for each in wording.fields(home.text)}
    after = {each.key: each.text for each in wording.fields(merged.text)}
    words = {key: text for key, text in after.items() if key in before and before[key].text != text}
    visit.desk.journal.note(visit.who, "took in a Word file", edition=home.card.file, changes=str(len(merged.edits)))
    _keep(visit, Subject.of(home.card), _Draft(words, {key: stamp(each.text) for key, each in before.items()}))
    return visit.show("return.html", home=home, merged=merged, kinds=".docx", fields=len(words))


_EDITION = "/edit/{topic}/{edition}/{language}"
PAGES: tuple[PageOf, ...] = (
    ("GET", _EDITION, _edit, Right.EDIT),
    ("POST", _EDITION, _take, Right.EDIT),
    ("GET", "/edit/library", _edit, Right.EDIT),
    ("POST", "/edit/library", _take, Right.EDIT),
    ("GET", "/return", _returns, Right.EDIT),
    ("POST", "/return", _return, Right.EDIT),
    ("POST", _EDITION + "/live", _live, Right.EDIT),
    ("GET", _EDITION + "/preview", _preview, Right.EDIT),
)
