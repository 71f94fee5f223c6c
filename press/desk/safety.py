"""What a request has to be before anybody answers it: for this host, from this site, not too large, not too many.

A page is as strict: nothing of others in it, no script or style but the desk's own files (Content Security Policy).
Sessions are cookies that carry their own seal; what is posted carries a token of its session (OWASP, CSRF Prevention).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from press.desk.people import Person

COOKIE = "desk"
MOST = 25_000_000
"""Bytes of a request: a large picture or an old leaflet, and its form."""
LASTS = 12 * 60 * 60
"""Seconds until somebody has to sign in again."""
_CHANGES = frozenset({"POST"})
_READS = frozenset({"GET", "HEAD"})
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_SESSION = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{0,2000}\.[0-9]{1,12}\.[0-9a-f]{64}")
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}


class Seal:
    """Makes and knows what the desk itself has given out.

    ``key`` is its secret, kept in its own folder; ``now`` gives the seconds since 1970.
    """

    def __init__(self, key: bytes, now: Callable[[], int]) -> None:
        self._key, self._now = key, now

    def of(self, *parts: str) -> str:
        data = b"".join(len(part.encode()).to_bytes(8) + part.encode() for part in parts)
        return hmac.new(self._key, data, hashlib.sha256).hexdigest()

    def session(self, person: Person, cookie: str = "") -> str:
        """A new session's cookie: its id, whose it is, until when, and the seal of all that and of their password.

        It has the id of the session in ``cookie``, where that was the same person's: what they have written into pages
        that stayed open while it ran out can still be sent.
        """
        until = str(self._now() + LASTS)
        parts = (self._id(cookie, person) or secrets.token_hex(16), person.name.encode().hex(), until)
        return ".".join((*parts, self.of("session", *parts, person.password, person.role.value)))

    def _id(self, cookie: str, person: Person) -> str:
        """The id of a person's session, whether it has run out or not; empty where it is not theirs, or not ours."""
        if not _SESSION.fullmatch(cookie):
            return ""
        parts = cookie.split(".")
        seal = self.of("session", *parts[:3], person.password, person.role.value)
        theirs = parts[1] == person.name.encode().hex() and hmac.compare_digest(seal, parts[3])
        return parts[0] if theirs else ""

    def opened(self, cookie: str, people: Mapping[str, Person], nobody: Person | None) -> tuple[str, Person] | None:
        """The id of a session and whose it is; None where the cookie is none of ours, or has run out.

        ``nobody`` is who has sessions without a name; None where all need one.
        """
        if not _SESSION.fullmatch(cookie):
            return None
        person = people.get(_name(cookie)) if _name(cookie) else nobody
        if not person or int(cookie.split(".")[2]) < self._now():
            return None
        id_ = self._id(cookie, person)
        return (id_, person) if id_ else None

    def over(self, cookie: str, people: Mapping[str, Person]) -> str:
        """The id of a session of somebody's that has run out; empty where the cookie has none."""
        person = people.get(_name(cookie)) if _SESSION.fullmatch(cookie) else None
        return self._id(cookie, person) if person else ""

    def token(self, session: str) -> str:
        """What a form of this session carries."""
        return self.of("token", session)


def _name(cookie: str) -> str:
    """Whose a session says that it is; empty where it names nobody, or in no letters."""
    with suppress(ValueError):
        return bytes.fromhex(cookie.split(".")[1]).decode()
    return ""


@dataclass
class Buckets:
    """How many requests are let through: ``burst`` at once, then ``rate`` a second, for each who asks.

    At most ``kept`` askers are remembered, the latest: no flood of addresses fills the memory.
    """

    rate: float
    burst: float
    kept: int = 10_000
    _full: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, who: str) -> bool:
        """Whether one more is let through."""
        now = time.monotonic()
        with self._lock:
            left, then = self._full.pop(who, (self.burst, now))
            left = min(self.burst, left + (now - then) * self.rate)
            self._full[who] = (left - 1 if left >= 1 else left), now
            while len(self._full) > self.kept:
                self._full.popitem(last=False)
            return left >= 1


class Guard:
    """Lets no request through that is not for this desk and from its own pages, and seals every answer.

    ``hosts`` are the names, with their ports, by which the desk may be called: another one is an attempt to reach it
    by a name of somebody else's (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], buckets: Buckets) -> None:
        self._app, self._hosts, self._buckets = app, frozenset(hosts), buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await PlainTextResponse(refusal[1], refusal[0], HEADERS)(scope, receive, send)
            return
        await self._app(scope, _Bounded(receive).receive, _sealed(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is not answered, with the status that says so."""
        headers, method = Headers(scope=scope), scope["method"]
        host = headers.get("host", "").lower()
        if len(headers.getlist("host")) != 1 or host not in self._hosts:
            return 421, "This desk is not called by that name. Open the address that it said when it was started."
        if method not in _CHANGES | _READS:
            return 405, "Nothing here is asked for in that way."
        if method in _CHANGES and not _own(headers, host):
            return 403, "This was not sent by a page of the desk. Go back to the desk, and send it from there."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST:
            return 413, f"That is more than {MOST // 1_000_000} MB. Send a smaller file."
        client = scope.get("client") or ("",)
        if not self._buckets.take(str(client[0])):
            return 429, "That was too many requests at once. Wait a moment, and try again."
        return None


def _own(headers: Headers, host: str) -> bool:
    """Whether what is posted comes from a page of the desk, as the browser says (Fetch, Origin; Fetch Metadata)."""
    said = headers.get("origin") or headers.get("referer")
    if headers.get("sec-fetch-site", "same-origin") != "same-origin" or not said:
        return False
    return urlsplit(said).netloc.lower() == host


class TooLarge(Exception):
    """Raised where more comes than a request may hold, whatever its headers have said."""


@dataclass
class _Bounded:
    """Gives on what comes in, up to the most that may."""

    inner: Receive
    taken: int = 0

    async def receive(self) -> Message:
        message = await self.inner()
        self.taken += len(message.get("body", b""))
        if self.taken > MOST:
            raise TooLarge
        return message


def _sealed(send: Send) -> Send:
    async def sealing(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sealing
