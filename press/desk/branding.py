"""What the files say of those who publish, and how that is changed: tried first, then written whole or not at all."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from press.desk import plainly
from press.desk.office import LAYOUTS
from press.desk.visit import NotDone, Visit
from press.layout import Layouts
from press.problems import Problem, Refused, errors
from press.programs import scratch
from press.review import keyed
from press.review.keyed import Keys
from press.store.editing import Editing
from press.store.folder import Folder, reason

LIBRARY, BRAND = "library.yaml", "brand.yaml"
NEW = "\n"
"""Stands for the id of a publisher that has none yet: no id is like it."""
_ORDER = ("publisher", "name", "address", "publishers", "colours", "fonts", "logo", "logo_alt", "cover", "picture")
_HEAD = "# A publisher's own look in all layouts: docs/how-to/brand.md\n"


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture that somebody has sent: what it is for, the ending of its file, and its bytes."""

    what: str
    ending: str
    data: bytes


At = tuple[str, Keys]
"""A file, and the keys that lead to a value of it."""
Wanted = dict[At, str | Sequence[str] | Sent | None]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The texts of the files by their names, with ``\\n`` alone; empty for one that is not there yet.

    ``crlf`` are those whose lines end in ``\\r\\n``.
    """

    texts: Mapping[str, str]
    crlf: frozenset[str]

    @classmethod
    def of(cls, visit: Visit) -> Pieces:
        """Those that are there now. Raises NotDone where the library's own cannot be read."""
        editing, shelf = Editing(visit.desk.office.folder), Folder(_shelf(visit))
        names = [LIBRARY, *(f"library.{tag}.yaml" for tag in languages(visit)[1:])]
        texts: dict[str, str] = {}
        for name in (*names, BRAND):
            path = visit.desk.office.folder / name
            try:
                data = shelf.read(name) if name == BRAND else editing.read(path) if path.is_file() else b""
                texts[name] = data.decode()
            except OSError as error:
                raise NotDone(visit.words("not_written", why=reason(error))) from None
            except UnicodeDecodeError:
                raise NotDone(visit.words("mend_bytes")) from None
        crlf = frozenset(name for name, text in texts.items() if "\r\n" in text)
        return cls({name: text.replace("\r\n", "\n") for name, text in texts.items()}, crlf)

    def data(self, name: str, text: str) -> bytes:
        """A text as the file of this name has it."""
        return (text.replace("\n", "\r\n") if name in self.crlf else text).encode()

    @staticmethod
    def renamed(wanted: Wanted, id_: str) -> Wanted:
        """The same, once it is known what a publisher is called by."""
        return {(file, renamed(keys, id_)): value for (file, keys), value in wanted.items()}


def renamed(keys: Keys, id_: str) -> Keys:
    return tuple(id_ if key == NEW else key for key in keys)


def _shelf(visit: Visit) -> Path:
    """The folder beside the library in which a brand lies."""
    return visit.desk.office.folder.resolve().parent / LAYOUTS


def languages(visit: Visit) -> tuple[str, ...]:
    """The library's own language, then those that it speaks besides, or has leaflets in."""
    catalogue = visit.desk.office.catalogue()
    shared = catalogue.shared
    if not shared:
        raise NotDone(visit.words("publisher_unread"))
    own = shared.language.partition("-")[0]
    bases = {card.language.partition("-")[0] for card in catalogue.cards if shared.spoken(card.language) is shared}
    return (shared.language, *sorted({*shared.translations, *(bases - {own})}))


def picture_of(at: At) -> str:
    """Which picture a key is of: ``logo``, ``cover``; empty for none."""
    return {"logo": "logo", "picture": "cover"}.get(at[1][-1], "") if at[0] == BRAND else ""


def put(visit: Visit, before: Pieces, wanted: Wanted, id_: str) -> dict[At | str, list[str]]:
    """Write what is wanted, if nothing is wrong with it; what is, by the values that it is in.

    Raises Misuse where a file is written in a way that cannot be added to.
    """
    sent = {at: value for at, value in wanted.items() if isinstance(value, Sent)}
    names = {at: _free(visit, f"{id_ or 'publisher'}-{each.what}", each) for at, each in sent.items()}
    said = {at: names[at] if isinstance(value, Sent) else value for at, value in wanted.items()}
    texts = {}
    for name, text in before.texts.items():
        own = {keys: value for (file, keys), value in said.items() if file == name}
        new = keyed.keyed(text or (_HEAD if name == BRAND and own else ""), own, _ORDER)
        if own and new != text:
            texts[name] = new
    pictures = {names[at]: each.data for at, each in sent.items()}
    if faults := _faults(visit, before, texts, pictures):
        return faults
    return _written(visit, before, texts, pictures, id_)


def _free(visit: Visit, stem: str, picture: Sent) -> str:
    """A name for a picture that no other has beside the brand: nothing is written over."""
    shelf = _shelf(visit)
    for number in count(1):
        name = f"{stem}{f'-{number}' if number > 1 else ''}{picture.ending}"
        if not (shelf / name).exists() or Folder(shelf).read(name) == picture.data:
            return name
    raise AssertionError


# What is wrong


def _faults(
    visit: Visit, before: Pieces, texts: Mapping[str, str], pictures: Mapping[str, bytes]
) -> dict[At | str, list[str]]:
    found: dict[At | str, list[str]] = defaultdict(list)
    problems = list(_of_library(visit, texts))
    if BRAND in texts:
        problems += _of_brand(visit, {BRAND: texts[BRAND].encode(), **pictures})
    for problem in problems:
        file = Path(problem.place.file).name
        lines = keyed.lines(texts[file]) if file in texts else {}
        inner = [keys for keys, (first, last) in lines.items() if first <= problem.place.line <= last]
        quoted = [
            keys for keys in lines if problem.place.words and keyed.said(texts[file], keys) == problem.place.words
        ]
        best = quoted or inner
        found[(file, max(best, key=len)) if best else "whole"].append(plainly.sentence(problem))
    return dict(found)


def _of_library(visit: Visit, texts: Mapping[str, str]) -> Iterator[Problem]:
    """What the reader finds wrong with the library's own files that was not wrong before."""
    office = visit.desk.office
    files = {name: text.encode() for name, text in texts.items() if name != BRAND}
    if not files:
        return
    earlier = {(each.rule, each.message) for each in errors(office.catalogue().problems)}
    for each in errors(office.tried(files).problems):
        if (each.rule, each.message) not in earlier:
            yield each


def _of_brand(visit: Visit, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """What is wrong with the layouts if these files lay among them: a picture may be anybody's, so that they are read
    in a process that may be ended."""
    office = visit.desk.office
    beside = office.folder.resolve().parent
    with scratch.folder() as root:
        (root / office.folder.name).mkdir()
        shared = office.folder / LIBRARY
        (root / office.folder.name / LIBRARY).write_bytes(shared.read_bytes())
        for name in (LAYOUTS, "fonts"):
            if (beside / name).is_dir():
                shutil.copytree(beside / name, root / name)
        (root / LAYOUTS).mkdir(exist_ok=True)
        for name, data in files.items():
            (root / LAYOUTS / name).write_bytes(data)
        try:
            return office.confined(_problems, root / office.folder.name, office.load)
        except Refused as refused:
            return tuple(errors(refused.problems))


def _problems(library: Path, load: Callable[[Path], Layouts]) -> tuple[Problem, ...]:
    """In the process that may be ended."""
    try:
        load(library)
    except Refused as refused:
        return tuple(errors(refused.problems))
    return ()


# Writing


def _written(
    visit: Visit, before: Pieces, texts: Mapping[str, str], pictures: Mapping[str, bytes], id_: str
) -> dict[At | str, list[str]]:
    """Put all into its places, the pictures first and the library's files last; not where somebody else has changed
    them meanwhile. Raises OSError where one cannot be written."""
    office = visit.desk.office
    editing, shelf = Editing(office.folder), Folder(_shelf(visit))
    own = {office.folder / name: before.data(name, text) for name, text in texts.items() if name != BRAND}
    whose = id_ or "the library's own"
    _shelf(visit).mkdir(exist_ok=True)
    with editing.files.locked(), shelf.locked():
        if Pieces.of(visit) != before:
            return {"whole": [visit.words("edit_meanwhile")]}
        visit.desk.journal.note(visit.who, "changed a brand", publisher=whose)
        for name, data in pictures.items():
            shelf.publish(name, data)
        if BRAND in texts:
            shelf.publish(BRAND, before.data(BRAND, texts[BRAND]))
        if own:
            visit.write(editing, own, "changed a publisher", publisher=whose)
        office.written()
    return {}
