"""The pages of a leaflet, laid out by WeasyPrint, and laid out again until they are as they should be.

What is seen on them (`press.writers.flaws`) is mended (`press.writers.mending`) flaw by flaw, a bounded
number of times; the best pages that came of it are taken.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from press.layout import Face, Layout
from press.manuscript import Manuscript, room
from press.problems import Place, Problem, Refused
from press.writers import flaws, html
from press.writers.marking import Plan
from press.writers.mending import Mender, Mending, apply, keep, sizes

_MOST_ROUNDS = 5
_MOST_MENDINGS = 24
_NEAR = 3
"""By how many pages mending may bring a leaflet to the other side of the layout's limit for a list of contents."""
_SPACE_BEFORE_INLINE = re.compile(r" (<(?:a|abbr|em|span|strong)\b)")
"""A text that fits a line but for its last space is broken after its first word (seen in WeasyPrint
70), unless that space is a box of its own."""
_WEIGHTS = {flaws.TooWide: 100, flaws.Parted: 10, flaws.Torn: 3, flaws.TooLong: 1}
"""What each flaw hurts; a page more hurts nothing by itself, but of equals the fewest pages are taken."""


def lay_out(manuscript: Manuscript, layout: Layout) -> tuple[Document, Plan]:
    """The pages and their plan, with the right page numbers in the contents and after references.

    WeasyPrint 70 sometimes stops before the numbers that it prints are those of the pages: then
    the pages are laid out again with numbers that are given.

    Raises Refused if they do not settle.
    """
    press = _Press(manuscript, layout)
    numbers: dict[str, int] = {}
    for _ in range(_MOST_ROUNDS):
        document = press.laid_out(numbers)
        body = document._html.etree_element.find("body")
        plan = Plan(document, body, f"{manuscript.topic}/{manuscript.edition}")
        numbers = page_numbers(document)
        if plan.page_numbers() <= numbers.items():
            return document, plan
    message = "The page numbers in the contents do not settle: each change of them moves what they point to."
    hint = "Change the leaflet's length by a few words, or the layout."
    raise Refused([Problem("page-numbers", place(layout, ""), message, hint)])


def page_numbers(document: Document) -> dict[str, int]:
    """On which page, from 1, each anchor stands."""
    return {anchor: number for number, page in reversed([*enumerate(document.pages, 1)]) for anchor in page.anchors}


def place(layout: Layout, words: str) -> Place:
    return Place(f"layouts/{layout.name}", 0, words)


@dataclass(frozen=True)
class _Attempt:
    """Pages, what was mended on them and what was not. ``wrong``: they should have a list of contents, or none."""

    document: Document
    mendings: tuple[Mending, ...]
    flaws: tuple[flaws.Flaw, ...]
    wrong: bool

    @property
    def cost(self) -> tuple[bool, int, int]:
        return self.wrong, sum(_WEIGHTS[type(flaw)] for flaw in self.flaws), len(self.document.pages)


@dataclass(slots=True)
class _Tries:
    """What has been mended so far, what was tried, and how often more may be tried, whatever page numbers are given."""

    mendings: tuple[Mending, ...] = ()
    tried: set[frozenset[Mending]] = field(default_factory=set)
    left: int = field(default_factory=lambda: _MOST_MENDINGS)


class _Press:
    """Lays out one manuscript again and again; it knows what has been tried with a list of contents, and without."""

    def __init__(self, manuscript: Manuscript, layout: Layout) -> None:
        self.manuscript = manuscript
        self.layout = layout
        self.tries = {True: _Tries(), False: _Tries()}

    def laid_out(self, numbers: Mapping[str, int]) -> Document:
        """The pages; with a list of contents if they would be more than the layout allows without one."""
        limit = self.layout.contents_over
        if room.guessed_pages(self.manuscript, self.layout) > limit:
            with_contents = self._mended(numbers, with_contents=True)
            if len(with_contents.pages) > limit + 1:
                return with_contents
            without = self._mended(numbers, with_contents=False)
            return with_contents if len(without.pages) > limit else without
        without = self._mended(numbers, with_contents=False)
        return without if len(without.pages) <= limit else self._mended(numbers, with_contents=True)

    def _mended(self, numbers: Mapping[str, int], *, with_contents: bool) -> Document:
        """The best pages that come of mending all flaws at once, then one by one; what makes worse is taken back."""
        tries = self.tries[with_contents]
        best = self._try(numbers, tries.mendings, with_contents=with_contents)
        hopeless = best.wrong and abs(len(best.document.pages) - self.layout.contents_over) > _NEAR
        while tries.left and not hopeless and (step := self._step(best, tries.tried)):
            tries.left -= 1
            tries.tried |= {frozenset(step), *(frozenset([mending]) for mending in best.mendings)}
            found = self._try(numbers, (*best.mendings, *step), with_contents=with_contents)
            if found.cost < best.cost or (found.cost == best.cost and len(step) == 1):
                best = found  # of equals the later: what is left of a flaw may need two mendings
        tries.mendings = best.mendings
        return best.document

    def _step(self, attempt: _Attempt, tried: set[frozenset[Mending]]) -> tuple[Mending, ...]:
        """What to try next: against each flaw its first way, if that is new; then against the first that has one."""
        mender = Mender(attempt.document._html.etree_element, self.layout.type.body)
        ways = ([way for way in mender.ways(flaw) if frozenset([way]) not in tried] for flaw in attempt.flaws)
        first = tuple(dict.fromkeys(found[0] for found in ways if found))
        return first[:1] if frozenset(first) in tried else first

    def _try(self, numbers: Mapping[str, int], mendings: tuple[Mending, ...], *, with_contents: bool) -> _Attempt:
        document = self._render(numbers, mendings, with_contents=with_contents)
        wrong = (len(document.pages) > self.layout.contents_over) != with_contents
        return _Attempt(document, mendings, flaws.find(document), wrong)

    def _render(self, numbers: Mapping[str, int], mendings: tuple[Mending, ...], *, with_contents: bool) -> Document:
        markup, css = page(self.manuscript, self.layout, numbers, with_contents=with_contents, sizes=sizes(mendings))
        source = HTML(string=markup, url_fetcher=Fetcher())
        keep(source.etree_element)
        apply(mendings, source.etree_element)
        sheets = [style(css, self.layout.faces)]
        return source.render(font_config=fonts(self.layout.faces), stylesheets=sheets, output_intent="srgb")


def page(
    manuscript: Manuscript,
    layout: Layout,
    numbers: Mapping[str, int],
    *,
    with_contents: bool,
    sizes: Mapping[str, float] | None = None,
) -> tuple[str, str]:
    """What WeasyPrint lays out: HTML and its style sheet. ``sizes`` are the most points that type has, by its name."""
    markup = html.markup(manuscript, layout, "print.html", with_contents=with_contents)
    css = html.style_sheet(manuscript, layout, "print.css", numbers=numbers, points=html.points(layout, sizes or {}))
    return _SPACE_BEFORE_INLINE.sub(r"<span> </span>\1", markup), css


@lru_cache(maxsize=64)
def style(css: str, faces: tuple[Face, ...]) -> CSS:
    """A parsed style sheet; parsing costs more than the layout of a page."""
    return CSS(string=css, font_config=fonts(faces), url_fetcher=Fetcher())


@lru_cache(maxsize=4)
def fonts(faces: tuple[Face, ...]) -> FontConfiguration:
    """The font configuration that all documents share, with the project's own fonts in it."""
    configuration = FontConfiguration()
    rules = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("face:{number}") }}'
        for number, face in enumerate(faces)
    )
    CSS(string=rules, font_config=configuration, url_fetcher=Fetcher(faces))
    return configuration


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint publishes no types
    """Answers from memory only: pictures as ``data:`` addresses, and the layout's fonts."""

    def __init__(self, faces: tuple[Face, ...] = ()) -> None:
        super().__init__()
        self.faces = faces

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if url.startswith("face:"):
            return URLFetcherResponse(url, self.faces[int(url[5:])].data)
        raise PermissionError(url)


class Log(logging.Handler):
    """Collects what WeasyPrint logs while a document is made: each warning is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.faults.append(record.getMessage())

    def __enter__(self) -> Log:
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)

    def problems(self, layout: Layout) -> list[Problem]:
        hint = "Mend the layout's style sheet or template."
        message = "WeasyPrint could not do what it was asked."
        faults = dict.fromkeys(self.faults)
        return [Problem("layout-engine", place(layout, fault[:200]), message, hint) for fault in faults]
