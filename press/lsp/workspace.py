"""A library as an editor has it open: read again as its files change, and what is wrong with each file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from press import schema
from press.layout import Layouts
from press.lsp.outline import Outline
from press.model import Library
from press.problems import Grade, Problem, Refused
from press.reader.live import Live, Read
from press.review import codes
from press.review.inspecting import Inspection
from press.shape import Form

LIBRARY = "library.yaml"


@dataclass(frozen=True)
class Places:
    """Where things lie: the library, what is made of it, its own layouts and fonts, and those of the program."""

    library: Path
    output: Path
    own: Path
    shipped: Path

    def file(self, name: str) -> Path:
        """The file that a problem names: ``leaflets/knee/2026-11.yaml``, ``layouts/a4/layout.yaml``."""
        first = name.partition("/")[0]
        if first == self.library.name:
            return self.library.parent / name
        own = self.own / name
        return own if first not in ("layouts", "fonts") or own.exists() else self.shipped / name

    def name(self, file: Path) -> str:
        """What problems call a file; empty where it is none of the library's."""
        for root, first in ((self.library, self.library.name), (self.own / "layouts", "layouts")):
            if file.is_relative_to(root):
                return f"{first}/{file.relative_to(root).as_posix()}"
        return ""


@dataclass
class Workspace:
    """``unsaved`` are the texts that the editor holds, by their files: whoever changes one tells `changed`.

    ``load`` reads the layouts, with the texts that are not saved in their files' place; it raises Refused.
    """

    places: Places
    load: Callable[[Mapping[Path, bytes]], Layouts]
    today: Callable[[], datetime.date]
    unsaved: dict[Path, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.layouts, self.refused = self._loaded(Layouts())
        self.live = Live(self.places.library, self.layouts, self.unsaved)
        self.settled = False
        self.touched: dict[Path, None] = {}
        """The files of which something else is told than was asked for last."""
        self._said: dict[str, dict[Path, tuple[Problem, ...]]] = {}
        self._saying: dict[Path, dict[str, None]] = {}
        self._say_of_all()

    # What changes

    def changed(self, file: Path) -> None:
        """Note that a file is another one now; what has to be read again for it is stale until `read`."""
        if file.is_relative_to(self.places.library):
            self.live.change(file)
        elif file.is_relative_to(self.places.own / "layouts") or file.is_relative_to(self.places.own / "fonts"):
            before = self._seen
            self.layouts, self.refused = self._loaded(self.layouts)
            self.live.relay(self.layouts, anew=self._seen != before)
        self._say_of_all()

    def _loaded(self, before: Layouts) -> tuple[Layouts, tuple[Problem, ...]]:
        try:
            return self.load(self.unsaved), ()
        except Refused as refused:
            return before, refused.problems

    @property
    def _seen(self) -> tuple[object, ...]:
        """What of the layouts is seen in topics: their letters, their waivers, and the languages that have strings."""
        supplies = self.layouts.supplies
        return self.layouts.characters, {*supplies.strings}, supplies.unfinished

    @property
    def stale(self) -> Iterable[str]:
        """The topics that have to be read again."""
        return self.live.stale

    def read(self, topic: str) -> None:
        """Read a topic again, and look at it as `check` does."""
        self.live.read(topic)
        found = self.live.found.get(topic, Read())
        library = Library(found.editions, ())
        self._say(topic, (*found.problems, *self.inspection.editions(library, found.cards)))

    def settle(self) -> Callable[[], tuple[Problem, ...]]:
        """What looks at what only all topics together tell, once none is stale: to be run in another thread, and its
        answer given to `settled_with`."""
        library, inspection = self.live.library(), self.inspection
        self.settled = True
        return lambda: (*inspection.library(codes.coded(library)), *inspection.drawings(library.editions))

    def settled_with(self, problems: Iterable[Problem]) -> None:
        self._say("/together", problems)

    @property
    def inspection(self) -> Inspection:
        return Inspection(self.layouts, self.places.library, self.places.output, self.today())

    # What is wrong

    def problems(self, file: Path) -> tuple[Problem, ...]:
        """All that is wrong with a file."""
        said = (problem for source in self._saying.get(file, ()) for problem in self._said[source].get(file, ()))
        return tuple(dict.fromkeys(said))

    def told(self, topic: str) -> tuple[Problem, ...]:
        """All that is wrong with a topic, and what stops all: errors in layouts, in clinics, in what topics share."""
        sources = ("/layouts", "/library", "/clinics", topic)
        said = (each for source in sources for found in self._said.get(source, {}).values() for each in found)
        own = (each for each in said if each.grade is Grade.ERROR or (each.topic and each.topic.topic == topic))
        return tuple(dict.fromkeys(own))

    def _say_of_all(self) -> None:
        live = self.live
        self._say("/library", live.of_library)
        self._say("/clinics", (*live.of_clinics, *self.inspection.clinics(live.clinics, live.publishers)))
        self._say("/layouts", self.refused)

    def _say(self, source: str, problems: Iterable[Problem]) -> None:
        """Keep what a source tells, by the files that it is in, in place of what it told before."""
        told: dict[Path, list[Problem]] = {}
        for problem in problems:
            told.setdefault(self.places.file(problem.place.file), []).append(problem)
        before, now = self._said.get(source, {}), {file: tuple(each) for file, each in told.items()}
        self._said[source] = now
        for file in before.keys() | now.keys():
            if before.get(file) != now.get(file):
                self.touched[file] = None
            if file in now:
                self._saying.setdefault(file, {})[source] = None
            else:
                self._saying[file].pop(source, None)

    def topic(self, file: Path) -> str:
        """The topic whose file this is; empty for none."""
        name = self.places.name(file).split("/")
        return name[1] if len(name) > 2 and name[1] in self.live.topics.by_name else ""

    # What there is

    def text(self, file: Path) -> str:
        """The text of a file, as the editor has it or else as it is on disk; empty where it cannot be read."""
        if file in self.unsaved:
            return self.unsaved[file].decode("utf-8", "replace")
        with suppress(OSError):
            return file.read_text(encoding="utf-8", errors="replace")
        return ""

    def outline(self, file: Path) -> Outline:
        return Outline.of(self.text(file))

    def form(self, file: Path) -> Form | None:
        """What the whole of a file is to be; None for one that no person writes."""
        kind = schema.kind("/".join(self._kind(file)))
        return schema.KINDS[kind][0] if kind else None

    def _kind(self, file: Path) -> tuple[str, ...]:
        first, *rest = self.places.name(file).split("/")
        return ("leaflets" if first == self.places.library.name else first, *rest)

    @property
    def shared(self) -> Path:
        """The library's own file."""
        return self.places.library / LIBRARY

    def newest(self, topic: str, language: str = "") -> Path | None:
        """The file of the newest edition of a topic, in this language where there is one."""
        found = self.live.topics.by_name.get(topic)
        scripts = found.scripts if found else ()
        own = [script for script in scripts if script.language == language] or scripts
        return self.places.file(own[-1].file) if own else None
