"""One request: who asks, in which language, with which form; and the page in answer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import yaml
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from press.desk import plainly
from press.desk.people import Person, Right
from press.layout import dates
from press.manuscript import direction
from press.model import PartialDate, Standing
from press.problems import Misuse, Problem
from press.prose import forms
from press.review.catalogue.page import own_names
from press.review.codes import Known
from press.standing import Judgement
from press.store.editing import Editing

if TYPE_CHECKING:
    from jinja2 import Environment

    from press.desk.app import Desk

HERE = Path(__file__).parent
LANGUAGES = ("en", "cy")
"""In which the desk speaks."""
LANGUAGE = "desk-language"
"""The cookie that keeps the choice."""


@cache
def strings(language: str) -> Mapping[str, str]:
    """What the desk says in a language, by what it is for."""
    found: dict[str, str] = yaml.safe_load((HERE / "strings" / f"{language}.yaml").read_text(encoding="utf-8"))
    return found


_LEAST = "at least "
_SOUND = (Standing.SOON, Standing.CURRENT)


@dataclass(frozen=True, slots=True)
class Words:
    """What the desk says in one language; braces are filled in."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        said = strings(self.language)[key]
        return said.format(**{name: self._spoken(value) for name, value in values.items()}) if values else said

    def too_long(self, by: str) -> str:
        """That a leaflet has no room somewhere; ``by`` is by how many words: "40", "at least 40"."""
        least = by.removeprefix(_LEAST)
        return self("too_long_least" if least != by else "too_long", by=least)

    def date(self, date: PartialDate | datetime.date) -> str:
        """A date as people say it: "June 2024", "9 June 2024"."""
        return dates.spoken(date.year, date.month, date.day, self.language, dates.months(self.language))

    def _spoken(self, value: object) -> object:
        return self.date(value) if isinstance(value, PartialDate | datetime.date) else value

    def why(self, judgement: Judgement) -> str:
        """Why an edition is not simply in use: "Not signed off; overdue since June 2024"."""
        asked, due = judgement.doubts, judgement.due
        values = {"open": asked.unanswered, "no": asked.refused, "due": due}
        one = "why_open" if asked.unanswered else "why_no"
        asks = {Standing.QUESTIONS: "why_questions" if asked.unanswered and asked.refused else one}
        doubts = [each for each in judgement.standings if each not in _SOUND]
        said = [self(asks.get(each, f"why_{each.name.lower()}"), **values) for each in doubts]
        text = "; ".join(said) or self("why_current")
        return text[:1].upper() + text[1:]

    def paper(self, known: Known) -> str:
        """Why paper with a code may be handed out, or may not, and which to use in its place."""
        if known.changed:
            said = self("paper_changed")
        elif known.judgement:
            said = f"{self.why(known.judgement)}."
        else:
            gone = "paper_replaced" if known.successor else "paper_withdrawn"
            said = self("paper_refused" if known.refused else gone)
        now = "paper_recoded" if known.changed else "paper_now"
        return f"{said} {self(now, code=known.successor)}" if known.successor else said

    def either(self, key: str, otherwise: str) -> str:
        """What it says for something that may have come since; else what that calls itself."""
        return strings(self.language).get(key, otherwise)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody has sent: what they call it, and what it holds. Its name is told, and never a path."""

    name: str
    data: bytes

    @property
    def ending(self) -> str:
        """The ending of its name in small letters: ``.docx``; empty where it has none that a file could have."""
        found = re.search(r"\.[A-Za-z0-9]{1,8}$", self.name)
        return found[0].lower() if found else ""


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in: texts and files by the names of their fields."""

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was written in a field, without white space around it; empty where it was not there."""
        return self.texts.get(name, ("",))[0].strip().replace("\r\n", "\n")

    def all(self, name: str) -> tuple[str, ...]:
        return self.texts.get(name, ())

    def file(self, name: str) -> Upload | None:
        return next((each for each in self.files.get(name, ()) if each.name or each.data), None)


class NotDone(Misuse):
    """Raised where something cannot be done, with a sentence of the desk's own, in the language that it speaks."""


class Missing(Exception):
    """Raised where there is nothing at an address."""


class Unreadable(Missing):
    """Raised where something is at an address that cannot be read; ``id`` is what addresses call its file."""

    def __init__(self, id_: str) -> None:
        super().__init__(id_)
        self.id = id_


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as those see it who answer it."""

    desk: Desk
    request: Request
    person: Person
    token: str
    words: Words
    form: Form = field(default_factory=Form)

    def part(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    def asked(self, name: str) -> str:
        """What the address asks after its question mark."""
        return self.request.query_params.get(name, "").strip()

    @property
    def here(self) -> str:
        """The address of the page, to come back to; the start where it is the answer to a form."""
        url = self.request.url
        return f"{url.path}?{url.query}".removesuffix("?") if self.request.method == "GET" else "/"

    def may(self, right: str) -> bool:
        return self.person.role.may(Right(right))

    @property
    def who(self) -> str:
        """How the log calls the person."""
        return self.person.name or "at this machine"

    def write(self, editing: Editing, files: Mapping[Path, bytes], act: str, **what: str) -> None:
        """Put files into the library, in their order, and into git where it is kept there; the log has it first.

        Raises OSError where one cannot be written.
        """
        self.desk.journal.note(self.who, act, **what)
        for file, data in files.items():
            editing.write(file, data)
        self.commit(files, f"{act[:1].upper()}{act[1:]}: {', '.join(what.values())}")

    def commit(self, files: Iterable[Path], message: str) -> None:
        """Have git keep what was written, in the person's name (RFC 2606: no mail goes to `.invalid`)."""
        address = re.sub(r"[^\w.-]+", "-", self.person.name, flags=re.ASCII).strip("-.") or "desk"
        name = self.person.who or self.person.name or "At the desk"
        self.desk.office.written()
        self.desk.office.commit(files, name, f"{address}@desk.invalid", message)

    def show(self, template: str, status: int = 200, **shown: Any) -> Response:
        """A page."""
        shown = {"faults": {}, "problems": (), "again": 0, **shown}
        text = _environment().get_template(template).render(visit=self, t=self.words, **shown)
        return HTMLResponse(text, status)

    def refused(self, template: str, faults: Mapping[str, Iterable[str]], **shown: Any) -> Response:
        """A form again, with what is wrong beside its fields."""
        found = {name: tuple(said) for name, said in faults.items() if said}
        return self.show(template, 422, faults=found, **shown)

    def go(self, *parts: str, **query: str) -> Response:
        """Lead to another page (RFC 9110, 303: what was sent is not sent again by reloading)."""
        asked = "&".join(f"{quote(name)}={quote(value)}" for name, value in query.items())
        return RedirectResponse("/" + "/".join(quote(part, "") for part in parts) + (f"?{asked}" if asked else ""), 303)


Answers = Callable[[Visit], Response]
PageOf = tuple[str, str, Answers, Right | None]
"""A method, an address, who answers it, and the right that it takes; None: not even a session."""


def keep(response: Response, request: Request, name: str, value: str) -> None:
    """Give a cookie that no script can read and no other site can send."""
    response.set_cookie(name, value, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/")


def bare(words: Words, status: int, key: str, **values: object) -> Response:
    """A page with a sentence, for whoever has come to no page and may have no session."""
    return _bare("bare.html", words, status, words(key, **values))


def ended(words: Words, form: Form, address: str) -> Response:
    """What somebody sent to an address after their session had run out, for them to send again."""
    return _bare("ended.html", words, 403, words("ended"), form=form, address=address)


def faulty(words: Words, problems: Iterable[Problem]) -> Response:
    """What stops the page that is shown beside a form, in its place."""
    return _bare("faulty.html", words, 422, "", problems=problems)


def _bare(template: str, words: Words, status: int, said: str, **shown: object) -> Response:
    text = _environment().get_template(template).render(t=words, title=words("not_done"), said=said, **shown)
    return HTMLResponse(text, status)


@cache
def _environment() -> Environment:
    from jinja2 import Environment as Jinja
    from jinja2 import FileSystemLoader, StrictUndefined

    made = Jinja(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(direction=direction, languages=LANGUAGES, own_name=own_name)
    made.filters["segment"] = lambda text: quote(str(text), "")
    made.filters["begun"] = lambda text: text[:1].upper() + text[1:]
    made.filters["rows"] = lambda text: min(24, max(4, sum(len(line) // 70 + 1 for line in text.split("\n")) + 1))
    made.filters["plainly"] = plainly.sentence
    made.filters["list_twice"] = lambda name: (name, name)
    made.filters["number_twice"] = lambda number: (f"{number:g}", f"{number:g}")
    made.filters["id_and_name"] = lambda thing: (thing.id, thing.name)
    return made


@cache
def own_name(tag: str) -> str:
    """What a language calls itself; Easy Read, which is a language of its own, is named as well."""
    if not forms.is_easy(tag):
        return own_names([tag])[tag]
    language = tag.removesuffix(f"-{forms.EASY}")
    spoken = language[:2] if language[:2] in LANGUAGES else LANGUAGES[0]
    return f"{own_names([language])[language]} ({strings(spoken)['kind_easy']})"
