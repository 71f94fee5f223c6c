"""Documents that are wanted: made one after the other, in turns by who wants them, watched and stopped.

An errand is what somebody has asked for at once, in steps: one document, or a build, topic by topic. Between the steps
of a long one those of others have their turn, so that nobody waits for a night's build to end.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Condition, Thread

from press import pipeline
from press.desk import plainly, room
from press.desk.office import Office
from press.desk.slips import OVER, Slip, Slips, State
from press.pipeline import NoCrew, Outcome, Wishes
from press.problems import Misuse, OfClinic, OfTopic, Problem, Refused, errors
from press.review.building import Build, Tally, Ways
from press.store.folder import reason
from press.store.manifest import Record

KEPT = 500
"""How many errands are remembered, the latest; their documents stay."""
_OFTEN = 20
"""Of a long errand every so many documents are told to other processes."""
WARMED = 2
"""How many documents are made for nobody as the desk opens."""
WAITING = 40
"""How many of one person's may wait at once."""
_QUIET = 1.0
"""Seconds without work after which the catalogue says what was made: that may take as long as a document."""
_UNSAID = 25
"""After so many steps it does so whoever waits."""


Told = Callable[[int, int], None]
"""Is told how many things of how many are through."""


class TooMany(Misuse):
    """Raised where somebody wants more at once than can wait."""


@dataclass
class Errand:
    """What somebody has asked for, and what has come of it so far.

    ``whole`` is whether what earlier builds made of the same is made anew as well, ``back`` the address that it was
    asked from. ``made`` of ``total`` documents are through; ``faults`` say which could not be made, and why;
    ``documents`` are those that are there, made now or before.
    """

    id: str
    person: str
    title: str
    language: str
    back: str
    steps: deque[Wishes]
    whole: bool = False
    state: State = State.WAITING
    of: int = 0
    total: int = 0
    made: int = 0
    faults: list[str] = field(default_factory=list)
    documents: list[Record] = field(default_factory=list)
    stopping: bool = False
    changed: int = 0
    elsewhere: bool = False
    """Whether another process of the desk does it."""
    file: str = ""
    """What the file is called that it makes beside documents; empty where there is none."""

    @property
    def over(self) -> bool:
        return self.state in OVER

    def slip(self, process: str) -> Slip:
        """What is told of it to the other processes."""
        told = tuple(self.faults), tuple(self.documents)
        counted = self.of, self.total, self.made
        facts = self.id, self.person, self.title, self.language, self.back
        return Slip(*facts, process, self.state, *counted, *told, self.file)

    @classmethod
    def told(cls, slip: Slip) -> Errand:
        """One that another process does."""
        facts = slip.id, slip.person, slip.title, slip.language, slip.back
        found = cls(*facts, deque(), state=slip.state, of=slip.of, total=slip.total, made=slip.made, elsewhere=True)
        found.faults, found.documents = list(slip.faults), list(slip.documents)
        found.changed, found.file = slip.made + len(slip.faults), slip.file
        return found


class Errands:
    """All errands: those that wait, by who wants them, and those that are through."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._slips = Slips(office.kept, office.keep)
        self._known: OrderedDict[str, Errand] = OrderedDict()
        self._queues: OrderedDict[str, deque[Errand]] = OrderedDict()
        self._work = Condition()
        self._hand: Thread | None = None
        self._latest: Build | None = None
        """The build that the catalogue does not know of yet; ``_unsaid`` such builds there are."""
        self._unsaid = 0

    def ask(
        self,
        person: str,
        title: str,
        steps: Iterable[Wishes],
        *,
        language: str = "",
        back: str = "/",
        whole: bool = False,
    ) -> Errand:
        """Begin an errand. Raises TooMany where the person has too many that wait."""
        errand = Errand(secrets.token_urlsafe(12), person, title, language, back, deque(steps), whole)
        errand.of = len(errand.steps)
        with self._work:
            if len(self._queues.get(person, ())) >= WAITING:
                raise TooMany(f"{WAITING} documents are waiting for you already. Wait until some of them are made.")
            self._known[errand.id] = errand
            self._queues.setdefault(person, deque()).append(errand)
            self._forget()
            if not self._hand:
                self._hand = Thread(target=self._go_on, name="errands", daemon=True)
                self._hand.start()
            self._work.notify_all()
        self._tell(errand)
        return errand

    def aside(
        self, person: str, title: str, file: str, work: Callable[[Errand, Told], None], *, language: str, back: str
    ) -> Errand:
        """Begin an errand that makes no document, and keeps none waiting; ``work`` leaves a file called ``file``."""
        errand = Errand(secrets.token_urlsafe(12), person, title, language, back, deque(), state=State.RUNNING)
        with self._work:
            self._known[errand.id] = errand
            self._forget()
        self._tell(errand)
        Thread(target=self._beside, args=(errand, file, work), name="aside", daemon=True).start()
        return errand

    def _beside(self, errand: Errand, file: str, work: Callable[[Errand, Told], None]) -> None:
        def told(made: int, total: int) -> None:
            with self._work:
                if (errand.made, errand.total) != (made, total):
                    errand.made, errand.total, errand.changed = made, total, errand.changed + 1
                    self._work.notify_all()
            self._passed(errand)

        with self._failing(errand):
            work(errand, told)
        if errand.stopping:
            errand.faults.clear()  # what was ended has failed
        with self._work:
            errand.file = "" if errand.stopping or errand.faults else file
            self._end(errand, State.STOPPED if errand.stopping else State.DONE)
        self._tell(errand)

    def _tell(self, errand: Errand) -> None:
        """Tell the other processes how far it is; one that cannot be told is known to this one."""
        with suppress(OSError):
            self._slips.put(errand.slip(self._slips.process))

    def warm(self) -> None:
        """Have those who make documents begin before anybody waits for them, with a document that nobody gets."""
        Thread(target=self.warmed, name="warm", daemon=True).start()

    def warmed(self) -> None:
        """Wait until they have."""
        office = self._office
        with suppress(Refused, NoCrew, Misuse, OSError):
            catalogue = office.catalogue()
            plain = office.layouts.plainest("pdf").name
            orders = pipeline.plan(catalogue, office.layouts, Wishes(layouts=(plain,)))[:WARMED]
            jobs = [order.job(catalogue.edition(order.card)) for order in orders]
            if not jobs:
                return
            for _ in office.crew(len(jobs)).make([job.layout for job in jobs], ((job.path, [job]) for job in jobs)):
                pass

    def _forget(self) -> None:
        for known in [each for each in self._known.values() if each.over][: max(0, len(self._known) - KEPT)]:
            del self._known[known.id]
            with suppress(OSError):
                self._slips.drop(known.id)

    def find(self, id_: str, person: str) -> Errand | None:
        """An errand of a person's; None where they have none by this id."""
        errand, slip = self._known.get(id_), None
        if not errand:
            slip = self._slips.find(id_)
            errand = Errand.told(slip) if slip else None
        return errand if errand and errand.person == person else None

    def now(self, errand: Errand) -> Errand:
        """The same as it is now: what another process does is looked up again."""
        return (self.find(errand.id, errand.person) or errand) if errand.elsewhere else errand

    def of(self, person: str) -> tuple[Errand, ...]:
        """All errands of a person's, the latest first."""
        with self._work:
            return tuple(errand for errand in reversed(self._known.values()) if errand.person == person)

    def ahead(self, errand: Errand) -> int:
        """How many steps of others are done before the next one of an errand that waits."""
        with self._work:
            return sum(bool(queue) for person, queue in self._queues.items() if person != errand.person)

    def stop(self, errand: Errand) -> None:
        """Make no more of it; what is finished stays. Raises OSError where another process cannot be told."""
        if errand.elsewhere:
            self._slips.stop(errand.id)
            return
        with self._work:
            errand.stopping = True
            if errand.state is State.WAITING:
                self._end(errand, State.STOPPED)

    def wait(self, errand: Errand, seconds: float) -> int:
        """Wait until something has come of an errand, or it is over; a number that then differs from before."""
        with self._work:
            before = errand.changed
            self._work.wait_for(lambda: errand.over or errand.changed != before, seconds)
            return errand.changed

    def _go_on(self) -> None:
        """Do step by step what is waiting, the next of each person in turn; and write the catalogue between them."""
        while True:
            with self._work:
                errand = self._next()
                while not errand and self._work.wait(_QUIET if self._latest else None):
                    errand = self._next()
                wishes = self._taken(errand) if errand else None
            if not errand or self._unsaid >= _UNSAID:
                self.catalogue()
            if errand:
                self._go_on_with(errand, wishes)

    def _taken(self, errand: Errand) -> Wishes | None:
        """The next step of an errand; None where there is none, or nobody wants it any more."""
        errand.state = State.RUNNING
        errand.stopping = errand.stopping or self._slips.stopped(errand.id)
        return errand.steps.popleft() if errand.steps and not errand.stopping else None

    def _go_on_with(self, errand: Errand, wishes: Wishes | None) -> None:
        if wishes:
            self._step(errand, wishes)
        with self._work:
            if errand.stopping:
                self._end(errand, State.STOPPED)
            elif not errand.steps:
                self._end(errand, State.DONE)
            errand.changed += 1
            self._work.notify_all()
        self._tell(errand)

    def catalogue(self) -> None:
        """Have the catalogue say what was made since it was last written."""
        build, self._latest, self._unsaid = self._latest, None, 0
        if not build:
            return
        try:
            with pipeline.opened(self._office.output, lambda: None) as output:
                build.catalogue(output)
        except Exception as error:  # the thread that makes documents goes on; the next build writes it
            self._office.failures.note("writing the catalogue", error)

    def _next(self) -> Errand | None:
        for person, queue in tuple(self._queues.items()):
            if queue:
                self._queues.move_to_end(person)
                return queue[0]
            del self._queues[person]
        return None

    def _end(self, errand: Errand, state: State) -> None:
        errand.state = state
        queue = self._queues.get(errand.person)
        if queue and errand in queue:
            queue.remove(errand)
        errand.changed += 1
        self._work.notify_all()

    def _passed(self, errand: Errand) -> None:
        """Look, after each document, who has to hear of it, and whether somebody has had enough."""
        if errand.changed < _OFTEN or not errand.changed % _OFTEN:
            self._tell(errand)
        errand.stopping = errand.stopping or self._slips.stopped(errand.id)

    def _step(self, errand: Errand, wishes: Wishes) -> None:
        """One step of an errand; what goes wrong is said there, and stops no other's."""
        office = self._office
        ways = Ways(only_asked=not errand.whole, catalogue_later=True)
        telling = _Telling(office, errand, self._work, self._passed)
        with self._failing(errand, wishes), pipeline.opened(office.output, lambda: None) as output:
            given = office.folder, office.layouts, wishes, ways, office.clerk, telling
            build = Build(*given, remembered=office.catalogue().memory())
            build.perform(output, office.crew)
            self._latest, self._unsaid = build, self._unsaid + 1
            errand.faults += _refused(build.content, wishes)

    @contextmanager
    def _failing(self, errand: Errand, wishes: Wishes | None = None) -> Iterator[None]:
        """What goes wrong with an errand becomes sentences; whatever it is, the thread that does it goes on."""
        try:
            yield
        except OSError as error:
            errand.faults.append(f"The folder of documents cannot be written to: {reason(error)}.")
        except Refused as refused:
            if not wishes and not errand.stopping:
                self._office.failures.note(f"making {errand.title}", refused)
            errand.faults += _named(refused.problems, wishes) if wishes else map(_sentence, errors(refused.problems))
        except (NoCrew, Misuse) as wrong:
            errand.faults.append(str(wrong))
        except Exception as error:  # a fault of the program's
            number = self._office.failures.note(f"making {errand.title}", error)
            errand.faults.append(f"The program itself failed. Tell whoever looks after the desk: failure {number}.")


def _refused(problems: Iterable[Problem], wishes: Wishes) -> Iterator[str]:
    """Why editions of what is wished for were left out."""
    for each in errors(tuple(problems)):
        own = each.topic and each.topic.topic in wishes.topics
        if own and each.topic and (not wishes.languages or each.topic.language in ("", *wishes.languages)):
            yield _sentence(each)


def _named(problems: Iterable[Problem], wishes: Wishes) -> Iterator[str]:
    """The problems that stand in the way of all that is wished for."""
    found = errors(tuple(problems))
    yield from tuple(_refused(found, wishes)) or map(_sentence, found)


def _sentence(problem: Problem) -> str:
    """What is wrong with whom, for people who know leaflets by their topics and no files."""
    match problem.subject:
        case OfTopic(topic, edition, language):
            whose = " ".join(filter(None, (topic, edition, language)))
        case OfClinic(clinic):
            whose = clinic
        case _:
            whose = str(problem.place)
    return f"{whose}: {plainly.sentence(problem)}"


@dataclass
class _Telling:
    """An errand that is told how its build goes on, and tells those who wait for news of it."""

    office: Office
    errand: Errand
    work: Condition
    passed: Callable[[Errand], None]

    def content(self, problems: Sequence[Problem]) -> None:
        """What stands in the way of what is asked for is raised, and told there."""

    def pruned(self, path: str, *, done: bool) -> None: ...

    def unpruned(self) -> None: ...

    def watched(self, outcomes: Iterable[Outcome], total: int, tally: Tally) -> None:
        self.errand.total += total
        for outcome in outcomes:
            tally.add(outcome)
            with self.work:
                self._add(outcome)
                self.work.notify_all()
            room.remember(self.office, outcome)
            self.passed(self.errand)
            if self.errand.stopping:
                return

    def _add(self, outcome: Outcome) -> None:
        errand = self.errand
        errand.made += outcome.built or not outcome.records
        errand.documents += [record for record in outcome.records if record not in errand.documents]
        if not outcome.records:
            errand.faults += [plainly.sentence(each) for each in errors(outcome.problems)]
        errand.changed += 1
