"""A library whose files change under the reader: what has changed is read again, and what borrows from it, topic by
topic. What comes of it is what `reader.open` gives of the same files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from press.layout import Layouts
from press.model import Card, Clinic, Edition, Library
from press.problems import Problem
from press.reader import read_clinics, read_common
from press.reader.catalogue import TEXT, Librarian, Shelved
from press.reader.edition import Editor
from press.reader.files import Files
from press.reader.lenders import Lenders
from press.reader.shared import Means, Shared
from press.reader.topics import PICTURES, Readers, Topic, Topics, shared_pictures, survey, topic

CLINICS = "clinics"


@dataclass(frozen=True)
class Read:
    """What reading a topic gave."""

    shelves: tuple[Shelved, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def editions(self) -> tuple[Edition, ...]:
        return tuple(shelved.read() for shelved in self.shelves)

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(shelved.card for shelved in self.shelves)


class Live:
    """A library as it is now. ``unsaved`` are texts that an editor holds, by the absolute paths of their files.

    ``stale`` names the topics that have to be read again, in this order: `read` reads one. Until then they are as they
    were.
    """

    def __init__(self, folder: Path, layouts: Layouts, unsaved: Mapping[Path, bytes]) -> None:
        self.folder, self.unsaved = folder.absolute(), unsaved
        self.found: dict[str, Read] = {}
        self.stale: dict[str, None] = {}
        self.layouts = layouts
        self.common: Shared | None = None
        self.usable = False
        self.topics = Topics({}, "")
        self.clinics: tuple[Clinic, ...] = ()
        self._fresh: dict[str, Files] = {}
        """Topics of which nothing was read yet but their files, with what is wrong with these."""
        self._of_folder: tuple[Problem, ...] = ()
        self._of_common: tuple[Problem, ...] = ()
        self.of_clinics: tuple[Problem, ...] = ()
        self.open(layouts)

    @property
    def printable(self) -> frozenset[int]:
        return self.layouts.characters

    @property
    def of_library(self) -> tuple[Problem, ...]:
        """What is wrong with what all topics share, and with what lies in the library's folder."""
        return (*self._of_common, *self._of_folder)

    @property
    def publishers(self) -> tuple[str, ...]:
        """The ids of those that publish leaflets beside the library's own publisher."""
        return tuple(id_ for id_ in self.common.publishers if id_) if self.common else ()

    def library(self) -> Library:
        """What has been read."""
        read = (self.found[name] for name in sorted(self.found))
        return Library(tuple(edition for each in read for edition in each.editions), self.clinics)

    def cards(self) -> tuple[Card, ...]:
        return tuple(card for name in sorted(self.found) for card in self.found[name].cards)

    def open(self, layouts: Layouts) -> None:
        """Begin anew, with these layouts: every topic has to be read again."""
        self.layouts = layouts
        self._read_common()
        files = self._files()
        self.topics = survey(files, self.common.language if self.common else "", {}, self.printable)
        known = self.topics.by_name
        self._of_folder = tuple(each for each in files.problems if not each.topic or each.topic.topic not in known)
        self._fresh = {name: self._files() for name in known}
        for each in files.problems:
            if each.topic and each.topic.topic in known:
                self._fresh[each.topic.topic].problems.append(each)
        self.stale = dict.fromkeys(self.topics.by_name)
        self.found = {name: read for name, read in self.found.items() if name in self.topics.by_name}

    def relay(self, layouts: Layouts, *, anew: bool) -> None:
        """Go on with other layouts; ``anew`` is whether topics have to be read again for them."""
        self.layouts = layouts
        self._read_clinics()
        if anew:
            self.stale |= dict.fromkeys(self.topics.by_name)

    def change(self, path: Path) -> None:
        """Note that a file, or a folder, of the library is another one now."""
        parts = path.relative_to(self.folder).parts
        if len(parts) > 1 or not parts or path.suffix != ".yaml":
            if parts[:1] == (CLINICS,):
                self._read_clinics()
            elif parts[:1] == (PICTURES,):
                self.open(self.layouts)
            elif parts:
                self._change_topic(parts[0])
            return
        before = self.common.language if self.common else ""
        self._read_common()
        if not self.common or self.common.language != before:
            self.open(self.layouts)
        self.stale |= dict.fromkeys(self._borrowers(self.topics.by_name))

    def read(self, name: str) -> None:
        """Read a topic, and note which others have to be read again for what it says."""
        self.stale.pop(name, None)
        self.found.pop(name, None)
        if name not in self.topics.by_name:
            return
        files = self._fresh.pop(name, None) or self._reread(name)
        found = self.topics.by_name[name]
        _ = found.pictures.stamps  # taken before the pictures are looked at
        if not self.common:
            self.found[name] = Read((), (*files.problems, *(each for script in found.scripts for each in script.found)))
            return
        topics = Editor(self.topics, self.common, self.printable), Lenders(self.topics, self.common)
        shelves = tuple(Librarian(*topics, files).shelve(found))
        problems = (*files.problems, *(problem for script in found.scripts for problem in script.found))
        self.found[name] = Read(shelves if self.usable else (), tuple(dict.fromkeys(problems)))

    def lends(self, kind: str, name: str) -> list[Card]:
        """The editions that borrow a thing: a term, a contact, a topic."""
        return [card for card in self.cards() if f"{kind} {name}" in card.parts]

    def _files(self) -> Files:
        return Files(self.folder, self.unsaved)

    def _read_common(self) -> None:
        files = self._files()
        self.common, self.usable, problems = read_common(files, self.printable)
        self._of_common = (*problems, *dict.fromkeys(files.problems))
        self._read_clinics()

    def _read_clinics(self) -> None:
        files = self._files()
        means = Means(self.layouts.characters, self.layouts.grounds)
        language = self.common.language if self.common else ""
        languages = self.common.translations if self.common else ()
        self.clinics = tuple(read_clinics(files, means, language, languages))
        self.of_clinics = tuple(dict.fromkeys(files.problems))

    def _change_topic(self, name: str) -> None:
        before = self._offered(name)
        path = self.folder / name
        if path.is_dir():
            self._fresh[name] = self._reread(name)
        else:
            self._put({known: of for known, of in self.topics.by_name.items() if known != name})
        self.stale = {name: None, **self.stale}
        if self._offered(name) != before:
            kinds = {f"topic {name}", f"address {name}"}
            self.stale |= {card.topic: None for card in self.cards() if kinds & card.parts.keys()}
            self.stale |= {other: None for other in self.topics.by_name if self._refused(other)}

    def _refused(self, name: str) -> bool:
        """Whether an edition of a topic is refused: what it would borrow is not known."""
        read = self.found.get(name, Read())
        return len(read.shelves) < len(self.topics.by_name[name].scripts)

    def _put(self, topics: Mapping[str, Topic]) -> None:
        self.topics = Topics(dict(sorted(topics.items())), self.topics.default_language)

    def _reread(self, name: str) -> Files:
        """Look at a topic's files as they are now; pictures that are still the same need not be looked at again."""
        files = self._files()
        default = self.common.language if self.common else ""
        found = topic(files, self.folder / name, Readers(default, {}, self.printable, shared_pictures(files)))
        before = self.topics.by_name.get(name)
        if before and before.pictures.stamps == found.pictures.stamps:
            before.pictures.used.clear()
            found = replace(found, pictures=before.pictures)
        self._put({**self.topics.by_name, name: found})
        return files

    def _offered(self, name: str) -> object:
        """What other topics may say of a topic."""
        if name not in self.topics.by_name:
            return None
        languages = {script.language for script in self.topics.by_name[name].scripts}
        return {tag: (self.topics.title(name, tag), self.topics.addresses(tag).get(name)) for tag in languages}

    def _borrowers(self, names: Iterable[str]) -> list[str]:
        """The topics whose editions borrow other things today than they did, or were refused."""
        if not self.common:
            return list(names)
        lenders = Lenders(self.topics, self.common)
        found = []
        for name in names:
            read, scripts = self.found.get(name), self.topics.by_name[name].scripts
            shelved = {each.script.file: each.card.parts for each in read.shelves} if read else {}
            for script in scripts:
                lent = {key: of for key, of in shelved.get(script.file, {TEXT: ""}).items() if key != TEXT}
                if not lent or lenders.digests(script, lent) != lent:
                    found.append(name)
                    break
        return found
