"""Addresses -> who answers them, and whether the person who asks may."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from press.desk import (
    approving,
    assisting,
    clinics,
    comparing,
    cycling,
    editing,
    fetching,
    finding,
    illustrating,
    mending,
    plainly,
    proving,
    publishers,
    renewing,
    settling,
    sharing,
    signing_in,
)
from press.desk.errands import Errands
from press.desk.journal import Journal
from press.desk.office import Office
from press.desk.people import GUEST, SOMEBODY, Person, Right
from press.desk.safety import COOKIE, HEADERS, Buckets, Guard, Seal, TooLarge
from press.desk.visit import (
    HERE,
    LANGUAGE,
    LANGUAGES,
    Answers,
    Form,
    Missing,
    NotDone,
    PageOf,
    Unreadable,
    Upload,
    Visit,
    Words,
    bare,
    ended,
    keep,
)
from press.problems import Misuse, Refused
from press.store.folder import reason

SECRET = "secret"  # noqa: S105  # the name of its file
_FIELDS, _FILES = 500, 20
_FIELD = 500_000
"""Bytes of one field: the longest text of an edition's file."""
_SECONDS = 60
"""The most that a form may take to come in."""

_PATIENCE = 2.0
"""Seconds that a page waits for the library to be read, before it says that this is what it waits for."""

_LETTERS = re.compile(r"(?i)(?!.*charset\s*=\s*(?!\"?utf-8\b)).*", re.ASCII)
"""What a form says that it is, which names no other encoding than that of the desk's pages."""

_UNKNOWN = "The proxy names nobody that this desk knows. Ask whoever looks after it to add you to its file of users."


@dataclass(frozen=True)
class Proxy:
    """A reverse proxy that says who asks: the header in which it does, and the addresses that it asks from."""

    header: str
    addresses: frozenset[str]


MENU = (
    ("/", "nav_find"),
    ("/code", "nav_code"),
    ("/clinics", "nav_clinics"),
    ("/readers", "nav_readers"),
    ("/files", "nav_files"),
    ("/due", "nav_due"),
    ("/approve", "nav_approve"),
)
"""The pages to begin at, each with the name of its title."""


class Desk:
    """All that the pages share. ``people`` are its users; without any, whoever sits at this machine is one."""

    menu = MENU

    def __init__(self, office: Office, people: Mapping[str, Person] | None = None, proxy: Proxy | None = None) -> None:
        self.office, self.people, self.proxy = office, people or {}, proxy
        self.journal = Journal(office.keep, office.clerk)
        self.errands = Errands(office)
        self.tries = Buckets(rate=1 / 30, burst=5)

    @cached_property
    def seal(self) -> Seal:
        """Of what the desk gives out; its key, which all its processes share, is made where there is none."""
        with self.office.keep.locked():
            key = self.office.keep.read(SECRET)
            if len(key) != 32:
                key = secrets.token_bytes(32)
                self.office.keep.publish(SECRET, key)
        return Seal(key, lambda: int(self.office.clerk.now().timestamp()))

    @property
    def nobody(self) -> Person | None:
        """Who has a session without signing in."""
        return None if self.people else SOMEBODY


def create(desk: Desk, hosts: Iterable[str]) -> Starlette:
    """The desk as an application, for a server to run. ``hosts`` are the names with ports that it may be called by."""
    pages: tuple[PageOf, ...] = (
        *signing_in.PAGES,
        *finding.PAGES,
        *fetching.PAGES,
        *clinics.PAGES,
        *publishers.PAGES,
        *assisting.PAGES,
        *cycling.PAGES,
        *proving.PAGES,
        *approving.PAGES,
        *sharing.PAGES,
        *editing.PAGES,
        *comparing.PAGES,
        *settling.PAGES,
        *illustrating.PAGES,
        *renewing.PAGES,
        *mending.PAGES,
    )
    routes = [Route(path, _endpoint(desk, answers, right), methods=[method]) for method, path, answers, right in pages]
    static = Mount("/static", StaticFiles(directory=HERE / "static"))
    guard = Middleware(Guard, hosts=tuple(hosts), buckets=Buckets(rate=50, burst=500))
    handlers = {
        HTTPException: _unfound,
        TooLarge: _too_large,
        TimeoutError: _too_slow,
        ClientDisconnect: _gone,
        Exception: partial(_failed, desk),
    }
    return Starlette(
        routes=[*routes, static],
        middleware=[guard],
        exception_handlers=handlers,  # type: ignore[arg-type]  # it has each take any Exception
    )


def _endpoint(desk: Desk, answers: Answers, right: Right | None) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        nobody = desk.nobody or (None if right else GUEST)
        session, cookie = _session(desk, request, nobody), ""
        if not session:
            if desk.proxy:
                return PlainTextResponse(_UNKNOWN, 403, HEADERS)
            if not nobody:
                return await _signed_out(desk, request)
            sent = request.cookies.get(COOKIE, "")
            over = desk.seal.over(sent, desk.people)  # it stays until they have signed in again
            cookie = "" if over else desk.seal.session(nobody, sent)
            session = over or cookie.split(".")[0], nobody
        form = await _form(request) if request.method == "POST" else Form()
        token = desk.seal.token(session[0])
        visit = Visit(desk, request, session[1], token, _words(request), form)
        if request.method == "POST" and not secrets.compare_digest(form.text("token").encode(), token.encode()):
            return visit.show("message.html", 403, title=visit.words("stale"), said=visit.words("stale_hint"))
        if right and not visit.person.role.may(right):
            return visit.show("message.html", 403, title=visit.words("may_not"), said=visit.words("may_not_hint"))
        response = await run_in_threadpool(_answered if right else _unread, answers, visit)
        if cookie and COOKIE not in response.headers.get("set-cookie", ""):
            keep(response, request, COOKIE, cookie)
        return response

    return endpoint


async def _signed_out(desk: Desk, request: Request) -> Response:
    """Sign in; what somebody wrote while their session ran out is given back to them, to be sent again."""
    if request.method != "POST" or not desk.seal.over(request.cookies.get(COOKIE, ""), desk.people):
        return RedirectResponse("/signin", 303)
    url = request.url
    shown = ended(_words(request), await _form(request), f"{url.path}?{url.query}".removesuffix("?"))
    shown.headers.update(HEADERS)
    return shown


def _answered(answers: Answers, visit: Visit) -> Response:
    """The answer; that the library is still being read, where a page would have to wait for that."""
    if visit.request.method != "POST" and not visit.desk.office.open(_PATIENCE):
        return visit.show("message.html", 503, title=visit.words("reading"), said=visit.words("reading_hint"), again=1)
    return _unread(answers, visit)


def _unread(answers: Answers, visit: Visit) -> Response:
    """The answer, also of pages that say nothing of the library; why there is none, where that can be foreseen."""
    try:
        with visit.desk.office.watching():
            return answers(visit)
    except Unreadable as broken:
        return RedirectResponse(f"/broken#{broken.id}", 303)
    except Missing:
        return _missing(visit)
    except NotDone as wrong:
        return visit.show("message.html", 422, title=visit.words("not_done"), said=str(wrong))
    except Misuse as wrong:
        return visit.show("message.html", 422, title=visit.words("not_done"), said=plainly.told(str(wrong)))
    except Refused as refused:
        return visit.show("message.html", 422, title=visit.words("not_done"), said="", problems=refused.problems)
    except OSError as error:  # a disk that is full, a file that somebody else takes away meanwhile
        number = visit.desk.office.failures.note(f"{visit.request.method} {visit.request.url.path}", error)
        said = visit.words("disk", why=reason(error), number=number)
        return visit.show("message.html", 503, title=visit.words("not_done"), said=said)


def _missing(visit: Visit) -> Response:
    return visit.show("message.html", 404, title=visit.words("missing"), said=visit.words("missing_hint"))


def _session(desk: Desk, request: Request, nobody: Person | None) -> tuple[str, Person] | None:
    """The session of a request and whose it is; as the proxy says, where there is one."""
    if desk.proxy:
        client = request.client.host if request.client else ""
        named = request.headers.getlist(desk.proxy.header)
        person = desk.people.get(named[0]) if len(named) == 1 and client in desk.proxy.addresses else None
        return (desk.seal.of("proxied", person.name), person) if person else None
    return desk.seal.opened(request.cookies.get(COOKIE, ""), desk.people, nobody)


def _words(request: Request) -> Words:
    """In the language that was chosen; else in the first of those that the browser asks for."""
    chosen = request.cookies.get(LANGUAGE, "")
    asked = [tag.split(";")[0].strip()[:2].lower() for tag in request.headers.get("accept-language", "").split(",")]
    return Words(next((tag for tag in (chosen, *asked) if tag in LANGUAGES), LANGUAGES[0]))


async def _form(request: Request) -> Form:
    """A form that came in. Raises HTTPException where it has too much, or is written in other letters than our pages
    ask for, and TimeoutError where it takes too long."""
    if not _LETTERS.fullmatch(request.headers.get("content-type", "")):
        raise HTTPException(415)
    reading = request.form(max_files=_FILES, max_fields=_FIELDS, max_part_size=_FIELD)
    async with asyncio.timeout(_SECONDS), reading as data:
        texts: dict[str, tuple[str, ...]] = {}
        files: dict[str, tuple[Upload, ...]] = {}
        for name, value in data.multi_items():
            if isinstance(value, UploadFile):
                upload = Upload(value.filename or "", await value.read())
                files[name] = (*files.get(name, ()), upload)
            else:
                texts[name] = (*texts.get(name, ()), value)
    return Form(texts, files)


async def _unfound(request: Request, error: HTTPException) -> Response:
    """Nothing is there; said in words, and without a session of anybody's."""
    return _bare(request, error.status_code, "nowhere" if error.status_code == 404 else "cannot")


async def _too_large(request: Request, error: TooLarge) -> Response:
    return _bare(request, 413, "too_large")


async def _too_slow(request: Request, error: TimeoutError) -> Response:
    return _bare(request, 408, "too_slow", seconds=_SECONDS)


async def _gone(request: Request, error: ClientDisconnect) -> Response:
    """Nobody waits for an answer any more: the browser was closed, or has typed on."""
    return Response(status_code=400)


async def _failed(desk: Desk, request: Request, error: Exception) -> Response:
    """Said without a word of what went wrong inside; the log of failures has that, under the number that is said."""
    doing = f"{request.method} {request.url.path}"
    number = await run_in_threadpool(desk.office.failures.note, doing, error)
    return _bare(request, 500, "failed", number=number)


def _bare(request: Request, status: int, key: str, **values: object) -> Response:
    response = bare(_words(request), status, key, **values)
    response.headers.update(HEADERS)
    return response
