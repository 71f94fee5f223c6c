"""The pages of a leaflet, laid out by WeasyPrint, and laid out again until they are as they should be.

What is seen on them (`press.writers.flaws`) is mended (`press.writers.mending`) flaw by flaw, a bounded
number of times; the best pages that came of it are taken.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from press.layout import Face, Layout
from press.manuscript import Manuscript, room
from press.problems import Place, Problem, Refused
from press.writers import booklets, breaks, flaws, html, references, units
from press.writers.booklets import Sheets
from press.writers.marking import Plan
from press.writers.mending import Classed, Mender, Mending, apply, keep, sizes
from press.writers.references import page_numbers

_MOST_ROUNDS = 6
_MOST_MENDINGS = 24
_MOST_PLANS = 2
"""How often ends of pages are planned; the second time with more room left."""
_MOST_GUESSES = 2
"""How often references are looked at anew, where to leave out their numbers moves what they lead to."""
_NEAR = 3
"""By how many pages mending may bring a leaflet to the other side of the layout's limit for a list of contents."""
_SPACE_BEFORE_INLINE = re.compile(r" (<(?:a|abbr|em|span|strong)\b)")
"""A text that fits a line but for its last space is broken after its first word (seen in WeasyPrint
70), unless that space is a box of its own."""
_WEIGHTS = {flaws.TooWide: 10_000, flaws.Parted: 1_000, flaws.Torn: 300, flaws.TooLong: 100, flaws.RunsOver: 250}
"""What each flaw hurts, on the scale of `press.pagination`; of equals the fewest pages are taken."""
_IN_LINES = (flaws.TooWide, flaws.TooLong)
"""What is wrong whatever page it stands on."""


def lay_out(manuscript: Manuscript, layout: Layout) -> tuple[Document, Plan]:
    """The pages and their plan, with the right page numbers in the contents and after references.

    WeasyPrint 70 sometimes stops before the numbers that it prints are those of the pages: then
    the pages are laid out again with numbers that are given.

    Raises Refused if they do not settle.
    """
    press = _Press(manuscript, layout)
    numbers: dict[str, int] = {}
    for _ in range(_MOST_ROUNDS):
        document = press.numbered(press.laid_out(numbers), numbers)
        plan = _plan(document, manuscript)
        found = page_numbers(document)
        if plan.page_numbers() <= found.items():
            return document, plan
        numbers = found
    message = "The page numbers in the contents do not settle: each change of them moves what they point to."
    hint = "Change the leaflet's length by a few words, or the layout."
    raise Refused([Problem("page-numbers", place(layout, ""), message, hint)])


def _plan(document: Document, manuscript: Manuscript) -> Plan:
    body = document._html.etree_element.find("body")
    return Plan(document, body, f"{manuscript.topic}/{manuscript.edition}")


def place(layout: Layout, words: str) -> Place:
    return Place(f"layouts/{layout.name}", 0, words)


@dataclass(frozen=True)
class _Attempt:
    """Pages, what was mended on them and what was not. ``wrong``: they should have a list of contents,
    or none; or are more than there are panels."""

    document: Document
    mendings: tuple[Mending, ...]
    flaws: tuple[flaws.Flaw, ...]
    wrong: bool
    flows: list[breaks.Flow]
    sheets: Sheets

    @cached_property
    def cost(self) -> tuple[bool, float, int]:
        hurt = sum(_WEIGHTS[type(flaw)] for flaw in self.flaws if not (self.flows and isinstance(flaw, flaws.Torn)))
        ends = booklets.cost(self.flows, self.sheets) if self.flows else 0
        return self.wrong, hurt + ends, len(self.document.pages)


@dataclass(slots=True)
class _Tries:
    """What has been mended so far, what was tried, and how often more may be tried, whatever page numbers are given."""

    mendings: tuple[Mending, ...] | None = None
    in_lines: tuple[Mending, ...] = ()
    """Those of them that mend lines, whatever page they stand on."""
    tried: set[frozenset[Mending]] = field(default_factory=set)
    left: int = field(default_factory=lambda: _MOST_MENDINGS)
    here: Classed | None = None
    """The references that say no number; None before it has been guessed."""


class _Press:
    """Lays out one manuscript again and again; it knows what has been tried with a list of contents, and without."""

    def __init__(self, manuscript: Manuscript, layout: Layout) -> None:
        self.manuscript = manuscript
        self.layout = layout
        self.tries = {True: _Tries(), False: _Tries()}
        self.rounds = 0

    def laid_out(self, numbers: Mapping[str, int]) -> Document:
        """The pages; with a list of contents if they would be more than the layout allows without one."""
        self.rounds += 1
        limit = self.layout.contents_over
        if room.guessed_pages(self.manuscript, self.layout) > limit:
            with_contents = self._mended(numbers, with_contents=True)
            if len(with_contents.pages) > limit + 1:
                return with_contents
            without = self._mended(numbers, with_contents=False)
            return with_contents if len(without.pages) > limit else without
        without = self._mended(numbers, with_contents=False)
        return without if len(without.pages) <= limit else self._mended(numbers, with_contents=True)

    def numbered(self, document: Document, numbers: Mapping[str, int]) -> Document:
        """The same pages, with a number after each reference to another page, and after no other."""
        with_contents = document._html.etree_element.find(".//nav") is not None
        tries = self.tries[with_contents]
        for _ in range(_MOST_GUESSES):
            here = references.at_their_targets(document)
            if here == tries.here or self.layout.panels:
                return document
            tries.here = here
            document = self._render(numbers, tries.mendings or (), with_contents=with_contents)
        if references.at_their_targets(document) != tries.here:
            tries.here = Classed((), here.name)
            document = self._render(numbers, tries.mendings or (), with_contents=with_contents)
        return document

    def _mended(self, numbers: Mapping[str, int], *, with_contents: bool) -> Document:
        """The best pages that come of mending what is wrong with lines, then with pages, then what is left.

        Asked for again with other page numbers, they are set as before; and from time to time anew, with some room
        left on each page, so that a wider number moves nothing overleaf and the numbers settle.
        """
        tries = self.tries[with_contents]
        if tries.mendings is not None and self.rounds % 2 == 0:
            return self._try(numbers, tries.mendings, with_contents=with_contents).document
        best = self._try(numbers, tries.in_lines, with_contents=with_contents)
        best = self._flowing(best, numbers, with_contents=with_contents)
        best = self._improved(best, numbers, _IN_LINES, with_contents=with_contents)
        tries.in_lines = best.mendings
        best = self._with_best_breaks(numbers, best, with_contents=with_contents)
        best = self._improved(best, numbers, tuple(_WEIGHTS), with_contents=with_contents)
        tries.mendings = best.mendings
        return best.document

    def _flowing(self, found: _Attempt, numbers: Mapping[str, int], *, with_contents: bool) -> _Attempt:
        """A list of contents that has nearly room on the first page with its entries nearer to each other; the text
        below one that is longer than a page, whatever the ends of pages come to then."""
        mender = Mender(found.document._html.etree_element, self.layout.type.body)
        listed = flaws.contents(found.document)
        if listed is not None and not self.layout.fold:  # one that folds has a cover to itself
            tried = self._try(numbers, (*found.mendings, mender.tighter(listed)), with_contents=with_contents)
            if flaws.contents(tried.document) is None:
                return tried
        ways = [way for flaw in found.flaws if isinstance(flaw, flaws.RunsOver) for way in mender.ways(flaw)]
        return self._try(numbers, (*found.mendings, *ways), with_contents=with_contents) if ways else found

    def _improved(
        self, best: _Attempt, numbers: Mapping[str, int], kinds: tuple[type, ...], *, with_contents: bool
    ) -> _Attempt:
        """What comes of mending flaws of these kinds all at once, then one by one; what makes worse is taken back."""
        tries = self.tries[with_contents]
        hopeless = best.wrong and abs(len(best.document.pages) - self.layout.contents_over) > _NEAR
        while tries.left and not hopeless and (step := self._step(best, tries.tried, kinds)):
            tries.left -= 1
            tries.tried |= {frozenset(step), *(frozenset([mending]) for mending in best.mendings)}
            found = self._try(numbers, (*best.mendings, *step), with_contents=with_contents)
            if found.cost < best.cost or (found.cost == best.cost and len(step) == 1):
                best = found  # of equals the later: what is left of a flaw may need two mendings
        return best

    def _with_best_breaks(self, numbers: Mapping[str, int], found: _Attempt, *, with_contents: bool) -> _Attempt:
        """The same pages, or others that end where it costs least, if that is better. Where they do not come out as
        they were planned, they are planned again with more room left on each."""
        root, tries = found.document._html.etree_element, self.tries[with_contents]
        mender, spare = Mender(root, self.layout.type.body), self.layout.type.body * self.layout.type.line_height / 1.5
        best, here, flows, sheets = found, tries.here, found.flows, found.sheets
        for _ in range(_MOST_PLANS):
            plan = booklets.best(flows, sheets)
            if plan.cost > booklets.cost(best.flows, sheets) - breaks.WORTH:
                break
            ends = (*mender.ended(plan.breaks), *mender.nearer(plan.nearer, units.margins(found.document)))
            tries.here = references.foretold(root, flows, plan)
            planned = self._try(numbers, (*found.mendings, *ends), with_contents=with_contents)
            if planned.cost <= best.cost:
                best, here = planned, tries.here
            if booklets.cost(planned.flows, sheets) < plan.cost + breaks.WORTH:
                break
            flows = [replace(flow, first=flow.first - spare, room=flow.room - spare) for flow in flows]
        tries.here = here
        return best

    def _step(self, attempt: _Attempt, tried: set[frozenset[Mending]], kinds: tuple[type, ...]) -> tuple[Mending, ...]:
        """What to try next: against each flaw its first way, if that is new; then against the first that has one."""
        mender = Mender(attempt.document._html.etree_element, self.layout.type.body)
        ways = (
            [way for way in mender.ways(flaw) if frozenset([way]) not in tried]
            for flaw in attempt.flaws
            if isinstance(flaw, kinds)
        )
        first = tuple(dict.fromkeys(found[0] for found in ways if found))
        return first[:1] if frozenset(first) in tried else first

    def _try(self, numbers: Mapping[str, int], mendings: tuple[Mending, ...], *, with_contents: bool) -> _Attempt:
        document = self._render(numbers, mendings, with_contents=with_contents)
        count = len(document.pages)
        wrong = (count > self.layout.contents_over) != with_contents or 0 < self.layout.panels < count
        found = flaws.find(document, self.manuscript.strings.negations)
        sheets = Sheets(self.layout.pages_of_a_sheet, most=self.layout.panels)
        return _Attempt(document, mendings, found, wrong, self._flows(document), sheets)

    def _flows(self, document: Document) -> list[breaks.Flow]:
        """What the ends of pages are judged by; of columns nothing is foretold."""
        if self.layout.columns > 1:
            return []
        found, first, room = units.read(document)
        spare = (self.rounds - 1) * self.layout.type.body * self.layout.type.line_height / 0.75
        nearest = breaks.nearest(self.layout.type.apart)
        return breaks.flows(found, first - spare, room - spare, self.manuscript.strings.negations, nearest)

    def _render(self, numbers: Mapping[str, int], mendings: tuple[Mending, ...], *, with_contents: bool) -> Document:
        markup, css = page(self.manuscript, self.layout, numbers, with_contents=with_contents, sizes=sizes(mendings))
        source = HTML(string=markup, url_fetcher=Fetcher())
        keep(source.etree_element)
        tries = self.tries[with_contents]
        if tries.here is None:
            letters = sum(map(len, self.manuscript.texts())) / (room.guessed_pages(self.manuscript, self.layout) or 1)
            tries.here = references.likely(source.etree_element, letters)
        apply((*mendings, tries.here), source.etree_element)
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
