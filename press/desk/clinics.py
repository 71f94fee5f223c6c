"""Pages for clinics: a clinic's name, address, phone and logo, as a form that writes the clinic's file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import RedirectResponse, Response

from press import reader
from press.desk import plainly
from press.desk.people import Right
from press.desk.visit import Missing, PageOf, Upload, Visit
from press.layout import Layouts
from press.layout.colour import contrast, nearest
from press.layout.values import MIN_CONTRAST
from press.problems import OfClinic, Problem, errors
from press.programs import scratch
from press.prose import forms
from press.store.editing import Editing
from press.store.folder import reason

FOLDER = "clinics"
LOGOS = {".svg": ".svg", ".png": ".png", ".jpg": ".jpg", ".jpeg": ".jpg"}
_ORDER = ("name", "address", "phone", "extension", "hours", "email", "url", "logo", "logo_alt", "accent")
"""As they stand on the page, on which what is wrong is told in the same order."""
_NAMELESS = "clinic"
"""What a clinic is called that has no name yet, and its logo says, while the rest of it is read."""
_FIELDS = tuple(name for name in _ORDER if name != "logo")
_MAKING = re.compile("/leaflet(?:/[A-Za-z0-9-]+){3}/make/[A-Za-z0-9-]+")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def _all(visit: Visit) -> Response:
    return visit.show("clinics.html", clinics=visit.desk.office.catalogue().clinics, added=visit.asked("added"))


def _new(visit: Visit) -> Response:
    return _shown(visit, dict.fromkeys(_FIELDS, ""), {})


def _shown(visit: Visit, said: Mapping[str, str], faults: Mapping[str, list[str]]) -> Response:
    """The form, with what was filled in, what is wrong with it, and how well the colour can be read."""
    ratio, better = 0.0, ""
    if _COLOUR.fullmatch(said["accent"]):
        grounds = visit.desk.office.layouts.grounds
        ratio = min((contrast(said["accent"], ground) for ground in grounds), default=21.0)
        better = nearest(said["accent"], grounds, MIN_CONTRAST) if ratio < MIN_CONTRAST else ""
    shown: dict[str, Any] = {"said": said, "ratio": ratio, "better": better, "back": _back(visit)}
    return visit.refused("clinic.html", faults, **shown) if faults else visit.show("clinic.html", **shown)


def _back(visit: Visit) -> str:
    """The page for making a leaflet that somebody has come from, and goes back to; no address of anybody else's."""
    back = visit.form.text("back") or visit.asked("back")
    return back if _MAKING.fullmatch(back) else ""


def _add(visit: Visit) -> Response:
    """Write a clinic's file and its logo, if the reader finds nothing wrong with them."""
    form = visit.form
    said = {name: form.text(name) for name in _FIELDS}
    if form.text("do") == "look":
        return _shown(visit, said, {})
    logo = form.file("logo")
    id_, faults = id_of(said["name"]), _missing(visit, said, logo)
    told = ("name", "logo_alt")
    whole = said | {name: _NAMELESS if name in told else "" for name in faults if name in said}
    files = _files(id_ or _NAMELESS, whole, None if "logo" in faults else logo)
    faults = {**_read(visit, id_ or _NAMELESS, files), **faults}
    if faults:
        return _shown(visit, said, {name: faults[name] for name in _ORDER if name in faults})
    if fault := _write(visit, id_, files):
        return _shown(visit, said, {"name": [fault]})
    if back := _back(visit):
        return RedirectResponse(f"{back}?clinic={id_}", 303)
    return visit.go("clinics", added=id_)


def _missing(visit: Visit, said: Mapping[str, str], logo: Upload | None) -> dict[str, list[str]]:
    """What the form itself asks for."""
    faults: dict[str, list[str]] = {}
    if not said["name"] or not id_of(said["name"]):
        faults["name"] = [visit.words("clinic_name_missing")]
    if logo and logo.ending not in LOGOS:
        faults["logo"] = [visit.words("logo_kind")]
    if logo and not said["logo_alt"]:
        faults["logo_alt"] = [visit.words("logo_alt_missing")]
    if said["logo_alt"] and not logo:
        faults["logo"] = [visit.words("logo_missing")]
    if said["extension"] and not said["phone"]:
        faults["phone"] = [visit.words("phone_missing")]
    if said["extension"] and not re.fullmatch(r"\d{1,10}", said["extension"], re.ASCII):
        faults["extension"] = [visit.words("extension_digits")]
    return faults


def id_of(name: str) -> str:
    """An id made of a name: ``riverside-breast-clinic``; empty where it has no letters for one."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))[: forms.LONGEST_ID].strip("-")


def _files(id_: str, said: Mapping[str, str], logo: Upload | None) -> dict[str, bytes]:
    """The files of a clinic by their names; each key of the YAML stands in a line of its own."""
    facts: dict[str, object] = {"name": _line(said["name"])}
    if lines := [_line(line) for line in said["address"].split("\n") if line.strip()]:
        facts["address"] = lines
    extension = f" extension {said['extension']}" if said["extension"] else ""
    facts["phone"] = _line(said["phone"]) + extension
    facts |= {name: _line(said[name]) for name in ("hours", "email", "url")}
    files: dict[str, bytes] = {}
    if logo:
        facts["logo"] = id_ + LOGOS[logo.ending]
        files[str(facts["logo"])] = logo.data
        facts["logo_alt"] = _line(said["logo_alt"])
    facts["accent"] = said["accent"]
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items() if value)
    return {f"{id_}.yaml": text.encode(), **files}


def _line(text: str) -> str:
    return " ".join(text.split())


def _tried(visit: Visit, id_: str, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """What the reader says of a clinic's files in a library that has nothing else: a logo may be anybody's."""
    office = visit.desk.office
    shared = [path for path in office.folder.glob("library*.yaml") if path.is_file()]
    with scratch.folder() as folder:
        root = folder / office.folder.name
        (root / FOLDER).mkdir(parents=True)
        for path in shared:
            (root / path.name).write_bytes(path.read_bytes())
        for name, data in files.items():
            (root / FOLDER / name).write_bytes(data)
        return office.confined(_problems, root, office.layouts)


def _problems(root: Path, layouts: Layouts) -> tuple[Problem, ...]:
    """In the process that may be ended."""
    return reader.open(root, layouts).problems


def _read(visit: Visit, id_: str, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """What the reader finds wrong with a clinic's files, by the fields of the form."""
    problems = tuple(each for each in _tried(visit, id_, files) if each.subject == OfClinic(id_))
    return _beside(problems, files[f"{id_}.yaml"].decode(), id_)


def _beside(problems: tuple[Problem, ...], text: str, id_: str) -> dict[str, list[str]]:
    """What is wrong, by the fields of the form."""
    lines = [line.partition(":")[0] for line in text.splitlines()]
    found: dict[str, list[str]] = defaultdict(list)
    for problem in errors(problems):
        line = problem.place.line
        field = lines[line - 1] if 0 < line <= len(lines) else "logo" if problem.place.file.endswith(id_) else "name"
        field = "logo" if problem.rule.startswith(("logo-file", "picture")) else field
        found[field].append(plainly.sentence(problem))
    return dict(found)


def _write(visit: Visit, id_: str, files: Mapping[str, bytes]) -> str:
    """Put the files into the library; why not, in a sentence, where that cannot be."""
    office = visit.desk.office
    editing = Editing(office.folder)
    try:
        with editing.files.locked():
            places = {office.folder / FOLDER / name: data for name, data in files.items()}
            if there := [place.name for place in places if editing.holds(place)]:
                return visit.words("clinic_there", name=there[0])
            last_named = dict(reversed(places.items()))  # the file that names the logo comes last
            visit.write(editing, last_named, "added a clinic", clinic=id_)
    except OSError as error:
        return visit.words("not_written", why=reason(error))
    return ""


def _logo(visit: Visit) -> Response:
    """A clinic's logo as the reader has made it safe."""
    clinic = next((each for each in visit.desk.office.catalogue().clinics if each.id == visit.part("id")), None)
    if not clinic or not clinic.logo:
        raise Missing
    media = {".svg": "image/svg+xml", ".png": "image/png"}.get(Path(clinic.logo.name).suffix, "image/jpeg")
    policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return Response(clinic.logo.data, media_type=media, headers={"content-security-policy": policy})


PAGES: tuple[PageOf, ...] = (
    ("GET", "/clinics", _all, Right.READ),
    ("GET", "/clinics/new", _new, Right.EDIT),
    ("POST", "/clinics/new", _add, Right.EDIT),
    ("GET", "/clinics/{id}/logo", _logo, Right.READ),
)
