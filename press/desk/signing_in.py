"""Signing in and out, and in which language the desk speaks."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from press.desk.people import fits
from press.desk.safety import COOKIE
from press.desk.visit import LANGUAGE, LANGUAGES, PageOf, Visit, keep


def _sign_in(visit: Visit) -> Response:
    return visit.show("signin.html", name="")


def _signed_in(visit: Visit) -> Response:
    """A session for somebody who knows their password; the fewer tries, the more have failed."""
    desk, name, words = visit.desk, visit.form.text("name"), visit.words
    client = visit.request.client.host if visit.request.client else ""
    if not (desk.tries.take(f"name {name}") and desk.tries.take(f"from {client}")):
        return visit.show("message.html", 429, title=words("too_many_tries"), said=words("too_many_tries_hint"))
    person = desk.people.get(name)
    password = visit.form.texts.get("password", ("",))[0]
    if not fits(person, password) or not person:
        desk.journal.note("nobody", "sign-in refused", name=name[:100])
        return visit.refused("signin.html", {"password": [words("wrong_password")]}, name=name)
    desk.journal.note(person.name, "signed in")
    response = visit.go("")
    keep(response, visit.request, COOKIE, desk.seal.session(person, visit.request.cookies.get(COOKIE, "")))
    return response


def _signed_out(visit: Visit) -> Response:
    response = visit.go("signin" if visit.desk.people else "")
    response.delete_cookie(COOKIE, "/")
    return response


def _speak(visit: Visit) -> Response:
    """Keep the language, and go back to the page."""
    chosen, back = visit.form.text("language"), visit.form.text("back")
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = RedirectResponse(back if own else "/", 303)
    if chosen in LANGUAGES:
        keep(response, visit.request, LANGUAGE, chosen)
    return response


PAGES: tuple[PageOf, ...] = (
    ("GET", "/signin", _sign_in, None),
    ("POST", "/signin", _signed_in, None),
    ("POST", "/signout", _signed_out, None),
    ("POST", "/language", _speak, None),
)
