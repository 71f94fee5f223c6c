"""A build: what has changed is made anew, put on record and published, and the catalogue says so.

Whoever asks for one is told how it goes on (`Watcher`): the command line, and the desk.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from press import pipeline, reader
from press.layout import Layouts
from press.pipeline import Crew, Due, Order, Outcome, Output, Unknown, Wishes
from press.problems import Grade, Problem, Refused, errors, heeded
from press.reader import Catalogue
from press.review import catalogue as index
from press.review import pressing, signing, translations
from press.review.recording import Clerk, Recorder
from press.store import keys, ledger, record
from press.store.folder import Folder
from press.store.manifest import Record

SLOWEST = 5
"""How many of the slowest documents a summary names."""


class NothingBuilt(Refused):
    """Raised with the problems of the content where they leave nothing of what is asked for."""


@dataclass
class Tally:
    """What has come of a build so far."""

    planned: int = 0
    unchanged: int = 0
    behind: int = 0
    built: list[Outcome] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    documents: list[Record] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.documents += outcome.records
        self.problems += heeded(outcome.problems)
        if outcome.built:
            self.built.append(outcome)
        elif outcome.records:
            self.unchanged += 1
        else:
            self.failed.append(outcome)

    def slowest(self) -> list[Outcome]:
        """The documents that took longest to make, the slowest first."""
        return sorted(self.built, key=lambda outcome: -outcome.seconds)[:SLOWEST]


class Watcher(Protocol):
    """Is told how a build goes on."""

    def content(self, problems: Sequence[Problem]) -> None:
        """What is wrong with the content, or was found in the output folder."""

    def pruned(self, path: str, *, done: bool) -> None:
        """A document that is or would be removed."""

    def unpruned(self) -> None:
        """That nothing is removed, because content was refused."""

    def watched(self, outcomes: Iterable[Outcome], total: int, tally: Tally) -> None:
        """Go through the outcomes, and add each to the tally. ``total`` are to be built."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How to build, whatever is asked for.

    ``force``: all, changed or not; ``prune``: take away what nobody wants any more; ``strict``: nothing that is
    overdue, without a valid sign-off, or lacks what may harm; ``only_asked``: leave what earlier builds made besides;
    ``catalogue_later``: leave it to `Build.catalogue` to mark what is behind, and to write the catalogue.
    """

    force: bool = False
    prune: bool = False
    strict: bool = False
    only_asked: bool = False
    catalogue_later: bool = False


class Build:
    """One build: reads, compares, and has made what has changed. ``tally`` and ``content`` say what came of it.

    ``remembered`` is what somebody has read of the library since the last build (`reader.Catalogue.memory`).
    """

    def __init__(
        self,
        folder: Path,
        layouts: Layouts,
        wishes: Wishes,
        ways: Ways,
        clerk: Clerk,
        watcher: Watcher,
        remembered: bytes = b"",
    ) -> None:
        self.folder, self.layouts, self.wishes, self.ways = folder, layouts, wishes, ways
        self.clerk, self.watcher = clerk, watcher
        self.tally = Tally()
        self.content: tuple[Problem, ...] = ()
        self.manifest = Path()
        self._remembered = remembered
        self._read: Catalogue | None = None

    def rehearse(self, output: Output) -> tuple[list[Due], list[str]]:
        """What would be built, and which jobs would be removed.

        Raises NothingBuilt where the content is refused, `pipeline.Unknown` where a wish names what is not there.
        """
        _, dues, stale = self._compare(output)
        self.tally.planned = sum(bool(due.reasons) for due in dues)
        for due in dues:
            if due.failure:
                self.tally.add(pipeline.failed(due))
        self.tally.unchanged = len(dues) - self.tally.planned - len(self.tally.failed)
        return dues, stale

    def perform(self, output: Output, crew: Callable[[int], Crew]) -> None:
        """Do it in an output folder that is `pipeline.opened`. ``crew`` gives those who can make so many documents.

        Raises what `rehearse` does, and OSError where the folder cannot be written to.
        """
        catalogue, dues, stale = self._compare(output)
        output.remember(catalogue.memory())
        for path in stale:
            self.watcher.pruned(path, done=True)
        self._kept(output.prune(stale))
        anew = sum(bool(due.reasons) for due in dues)
        if anew:
            record.ready(output.files)  # what cannot be put on record is not published
        recorder = Recorder(self.folder, output, self.clerk)
        outcomes = pipeline.build(dues, catalogue, output, crew(anew), recorder.put)
        with closing(outcomes):
            self.watcher.watched(outcomes, anew, self.tally)
        self._kept(recorder.problems)
        self._read = catalogue
        if not self.ways.catalogue_later:
            self.catalogue(output)

    def catalogue(self, output: Output) -> None:
        """Mark what is behind, and have the catalogue say what this build, and those before it, have made.

        Raises OSError where that cannot be written.
        """
        if not self._read:
            return
        library = self._read
        if self.ways.catalogue_later:  # somebody may have changed it since
            library = reader.open(self.folder, self.layouts, library.memory(), keys.program())
        self._behind(library, output)
        output.settle()
        if errors(self.content) and not library.cards:
            return  # nothing could be read; what the catalogue says of the documents still holds
        found = [*self.content, *self.tally.problems]
        given, _ = ledger.read(Folder(self.folder))  # what of it cannot be read is told already
        self._kept(index.publish(library, found, output, self.clerk.now().date(), given))

    def _behind(self, catalogue: Catalogue, output: Output) -> None:
        """Mark, and tell, what says other words than its edition after all."""
        if errors(self.content) and not catalogue.cards:
            return  # nothing could be read to compare it with
        output.mark(pipeline.behind(output, catalogue, self.layouts))
        self.tally.behind = sum(len(output.records[job]) for job in output.behind)
        self._kept(tuple(pipeline.told(output, output.behind)))

    def _kept(self, problems: Sequence[Problem]) -> None:
        """Tell what was found in the output folder, such as files of others that were kept under another name."""
        self.watcher.content(problems)
        self.tally.problems += problems

    def _compare(self, output: Output) -> tuple[Catalogue, list[Due], list[str]]:
        """What the library holds, what of it is to be built, and which jobs have nobody who wants them."""
        self.manifest = output.folder / pipeline.MANIFEST
        remembered = self._remembered or output.remembered()
        catalogue = reader.open(self.folder, self.layouts, remembered, keys.program())
        today = self.clerk.now().date()
        fit = _sound(catalogue, self.folder.name, self.wishes.topics, today) if self.ways.strict else catalogue
        self.content = (*fit.problems, *pipeline.strangers(fit.clinics, self.layouts, fit.publishers), *output.problems)
        self.content += pressing.summed(filter(self.wishes.mean, fit.cards), self.folder.name, today)
        self.watcher.content(self.content)
        try:
            orders = pipeline.plan(fit, self.layouts, self.wishes)
        except Unknown:
            if errors(self.content):
                self._behind(catalogue, output)
                raise NothingBuilt(self.content) from None
            raise
        orders += self._again(orders, fit, output)
        return catalogue, pipeline.compare(orders, output, force=self.ways.force), self._stale(catalogue, output)

    def _again(self, asked: Sequence[Order], fit: Catalogue, output: Output) -> tuple[Order, ...]:
        """What earlier builds have made besides, where nobody asks for some documents alone."""
        if self.ways.only_asked or not self.wishes.whole:
            return ()
        paths = {order.path for order in asked}
        there = pipeline.held(output, fit.cards, fit.clinics, self.layouts).orders
        return tuple(order for job, order in there.items() if job not in paths and self.wishes.mean(order.card))

    def _stale(self, catalogue: Catalogue, output: Output) -> list[str]:
        if not self.ways.prune:
            return []
        if errors(self.content):
            self.watcher.unpruned()
            return []
        return pipeline.stale(output, catalogue, self.layouts)


def _sound(catalogue: Catalogue, folder: str, topics: tuple[str, ...], today: datetime.date) -> Catalogue:
    """What has a valid sign-off, is not overdue, and lacks nothing that may harm, with all problems, also those of the
    topics wished for that have not."""
    library = catalogue.library()
    wanted = tuple(edition for edition in library.editions if not topics or edition.topic in topics)
    library = replace(library, editions=wanted)
    cards = [card for card in catalogue.cards if not topics or card.topic in topics]
    found = (
        *signing.check(library, folder, Grade.ERROR),
        *translations.harmful(library, folder),
        *pressing.overdue(cards, folder, today, Grade.ERROR),
    )
    refused = {problem.topic for problem in errors(found) if problem.topic}
    return catalogue.without(refused, (*catalogue.problems, *found))
