"""Problems: one kind for everything that can be wrong, and what they do to the exit code."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from press.model import Card, Edition


class Grade(enum.Enum):
    """How much a problem weighs."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"
    """Only a person can tell."""
    WAIVED = "waived"
    """A rule is broken, and the layout or the edition says why it may be."""


class Exit(enum.IntEnum):
    """The exit codes of the command line."""

    OK = 0
    REFUSED = 1
    USAGE = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file, a line or a page of it (from 1; 0 is the whole file), and the words concerned."""

    file: str
    line: int = 0
    words: str = ""
    page: int = 0

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        page = f", page {self.page}" if self.page else ""
        return f"{self.file}{line}{page}"


@dataclass(frozen=True, slots=True)
class OfLibrary:
    """The library as a whole: what all its topics share, its folder, its record."""


@dataclass(frozen=True, slots=True)
class OfTopic:
    """A topic; with ``edition`` and ``language`` (a BCP 47 tag), one edition of it."""

    topic: str
    edition: str = ""
    language: str = ""

    @classmethod
    def of(cls, edition: Edition | Card) -> OfTopic:
        return cls(edition.topic, edition.name, edition.language)


@dataclass(frozen=True, slots=True)
class OfClinic:
    clinic: str


@dataclass(frozen=True, slots=True)
class OfLayout:
    """A layout; without a name, what all layouts share: fonts, strings, stationery."""

    layout: str = ""


@dataclass(frozen=True, slots=True)
class OfDocument:
    """A document of an edition; ``document`` is its path below the output folder."""

    document: str
    edition: OfTopic


@dataclass(frozen=True, slots=True)
class OfFile:
    """A file that may be anybody's. Who reads or checks bytes knows no more; who has them read says whose they are."""

    file: str = ""


Subject = OfLibrary | OfTopic | OfClinic | OfLayout | OfDocument | OfFile
"""What a problem is about. By it problems are filtered and counted, never by a `Place`, which is for people."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, why, and how to mend it.

    ``rule`` is the id of the rule that was broken (lower case and hyphens), ``message`` one
    sentence that says what is wrong and why, ``hint`` one that says what to do. ``source`` is the
    standard and the clause that the rule comes from; empty where it is the program's own.
    """

    rule: str
    place: Place
    message: str
    hint: str
    grade: Grade = Grade.ERROR
    source: str = ""
    subject: Subject = OfFile()

    @property
    def topic(self) -> OfTopic | None:
        """The topic, or the edition, whose text, signatures or documents the problem is in."""
        match self.subject:
            case OfTopic() as topic:
                return topic
            case OfDocument(edition=edition):
                return edition
            case _:
                return None

    def as_json(self) -> dict[str, Any]:
        """What JSON says of it, for machines."""
        return {**asdict(self), "grade": self.grade.value}

    def __str__(self) -> str:
        words = f" [{self.place.words}]" if self.place.words else ""
        rule = "; ".join(filter(None, (self.rule, self.source)))
        return visible(f"{self.place}: {self.grade.value}: {self.message}{words} {self.hint} ({rule})")


@dataclass(frozen=True, slots=True)
class Kept:
    """A problem as a file keeps it that says of each whose it is."""

    rule: str
    place: Place
    message: str
    hint: str
    grade: Grade
    source: str

    @classmethod
    def of(cls, problem: Problem) -> Kept:
        return cls(problem.rule, problem.place, problem.message, problem.hint, problem.grade, problem.source)

    def problem(self) -> Problem:
        return Problem(self.rule, self.place, self.message, self.hint, self.grade, self.source)


_HARMLESS = "\N{NO-BREAK SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def visible(text: str) -> str:
    """A text in which each character that cannot be seen is written as an escape, so that nothing that
    a file says or is named can move a terminal's cursor, turn a line around or break it."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _HARMLESS else char.encode("unicode_escape").decode() for char in text
    )


def visible_lines(text: str) -> str:
    """As `visible`, of a text whose line breaks are the program's own."""
    return "\n".join(map(visible, text.split("\n")))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that finished documents keep: the standard and clause it comes from, what breaks it, what to do then."""

    id: str
    source: str
    finds: str
    hint: str
    grade: Grade = field(default=Grade.ERROR, kw_only=True)

    def as_json(self) -> dict[str, str]:
        """What JSON says of it, for machines."""
        told = {"id": self.id, "source": self.source, "finds": self.finds, "hint": self.hint}
        return {**told, "grade": self.grade.value}


class Refused(Exception):
    """Raised with every problem found where there is at least one error among them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Refused], tuple[tuple[Problem, ...]]]:
        return Refused, (self.problems,)


class Misuse(Exception):
    """Raised with a sentence when a command names what is not there, or wants what cannot be done."""


def about(subject: Subject, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems; those that nobody has said yet whose they are (`OfFile`) have this subject."""
    return tuple(replace(problem, subject=subject) if problem.subject == OfFile() else problem for problem in problems)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of the problems that stop a document from being published."""
    return tuple(problem for problem in problems if problem.grade is Grade.ERROR)


def waived(problems: Iterable[Problem], waivers: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems; those by a rule that is waived stop nothing, and their hint is the reason."""
    return tuple(
        replace(problem, grade=Grade.WAIVED, hint=waivers[problem.rule]) if problem.rule in waivers else problem
        for problem in problems
    )


def heeded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems but for those that are waived."""
    return tuple(problem for problem in problems if problem.grade is not Grade.WAIVED)


MOST_PLACES = 3
"""How many further places of a rule that is broken again and again are named at most."""


def summed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Of each rule the first problem, which says how many others there are, and where the next of them."""
    by_rule: dict[tuple[str, Grade], list[Problem]] = {}
    for problem in problems:
        by_rule.setdefault((problem.rule, problem.grade), []).append(problem)
    return tuple(_with_others(*alike) for alike in by_rule.values())


def _with_others(first: Problem, *others: Problem) -> Problem:
    if not others:
        return first
    places = [place for place in dict.fromkeys(map(_where, others)) if place not in ("", _where(first))]
    named = f": {'; '.join(places[:MOST_PLACES])}" if places else ""
    unnamed = "; and others" if places[MOST_PLACES:] else ""
    return replace(first, message=f"{first.message} And {len(others)} more{named}{unnamed}.")


def _where(problem: Problem) -> str:
    """A place within its file."""
    page = f"page {problem.place.page}" if problem.place.page else ""
    words = f"“{problem.place.words}”" if problem.place.words else ""
    return " ".join(filter(None, (page, words)))


MOST_NAMED = 20
"""How many known words a hint lists at most."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence with the nearest known word, or with the first of them where none is near."""
    choices = sorted(known)
    near = get_close_matches(word.casefold(), choices, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    if not choices:
        return "There are none."
    more = f" and {len(choices) - MOST_NAMED} more" if len(choices) > MOST_NAMED else ""
    return f"Use one of: {', '.join(choices[:MOST_NAMED])}{more}."
