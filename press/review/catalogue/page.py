"""The page of the catalogue: topics first, and the versions of each within."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from press.formats import FORMATS
from press.manuscript import direction
from press.model import Clinic, Standing
from press.prose import forms
from press.review.catalogue import finding, listing
from press.review.catalogue.listing import ListedEdition
from press.review.due import Due

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent
_MANY = 3000
"""From how many documents of clinics on those who run no scripts are sent to the folders instead."""
_FEW = 20
"""Up to how many lines the list of reviews is open."""
_PRESSING = {Standing.OVERDUE, Standing.SOON, Standing.DRAFT, Standing.VOID, Standing.BEHIND}
_TIMED = (Standing.OVERDUE, Standing.SOON, Standing.CURRENT)
"""Which of these hold is told on the day on which the page is opened."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the page says. ``gone`` are sentences about codes, by these; ``within`` how many days a review is due soon
    before its day; ``key`` what tells it from another."""

    editions: Sequence[ListedEdition]
    clinics: Sequence[Clinic]
    found: Due
    gone: Mapping[str, str]
    within: int
    key: str


def write(page: Page) -> bytes:
    """The page; it loads nothing but the pictures beside it, and runs its own script alone."""
    topics = listing.topics(page.editions)
    ordered = [edition for topic in topics for edition in topic.editions]
    shown = {*_TIMED, *(each for edition in ordered for each in edition.item.standings)}
    items = [item for item in page.found.items if item.due or not item.standings or set(item.standings) & _PRESSING]
    pressing = [not item.standings or bool(set(item.standings) & _PRESSING) for item in items]
    text = _template().render(
        page=page,
        topics=topics,
        numbers={id(edition): number for number, edition in enumerate(ordered)},
        languages=own_names(edition.card.language for edition in ordered),
        direction=direction,
        clinic_names={clinic.id: clinic.name for clinic in page.clinics},
        states=[each.value for each in Standing if each in shown],
        formats={name: known.label for name, known in FORMATS.items()},
        reviews=list(zip(items, pressing, strict=True)),
        folded=sum(pressing) > _FEW,
        many=sum(len(edition.for_clinics) for edition in ordered) > _MANY,
        style=_text("page.css"),
        script=_text("page.js"),
        policy=_policy(),
        data=_embedded({"clinics": finding.clinics(ordered), "gone": page.gone, "within": page.within}),
        words=_safe(finding.words(ordered)),
    )
    return text.encode()


def source() -> str:
    """What the page is made with: another text makes another page."""
    return "".join(_text(name) for name in ("page.html", "page.css", "page.js"))


@cache
def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _policy() -> str:
    """What a browser may do for the page (Content Security Policy 3): its own style and script, by their hashes."""
    style, script = (
        base64.b64encode(hashlib.sha256(_text(name).encode()).digest()).decode() for name in ("page.css", "page.js")
    )
    return (
        f"default-src 'none'; img-src 'self' file:; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _embedded(data: object) -> str:
    return _safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _safe(text: str) -> str:
    """A text that ends no script element."""
    return text.replace("<", "\\u003c")


def own_names(tags: Iterable[str]) -> dict[str, str]:
    """What each language calls itself, by its BCP 47 tag; with its country where two have one name, and Easy Read."""
    from babel import Locale, UnknownLocaleError  # slow to load, and needed only where something has changed

    found: dict[str, Locale] = {}
    names: dict[str, str] = {}
    for tag in sorted(set(tags)):
        try:
            found[tag] = Locale.parse(forms.told_of(tag), sep="-")
        except (UnknownLocaleError, ValueError):
            names[tag] = tag
    alone = Counter(locale.get_language_name() for tag, locale in found.items() if not forms.is_easy(tag))
    for tag, locale in found.items():
        name = locale.get_language_name()
        own = str((locale.get_display_name() if alone[name] > 1 else name) or tag)
        names[tag] = f"{own}, Easy Read" if forms.is_easy(tag) else own
    return dict(sorted(names.items()))


@cache
def _template() -> Template:
    from jinja2 import StrictUndefined  # slow to load, and needed only where something has changed
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["ident"] = id
    return environment.from_string(_text("page.html"))
