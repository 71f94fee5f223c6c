"""The catalogue: ``index.html`` in the output folder, for clinics and for the office.

It works from a file share: no server, nothing loaded from elsewhere, and without its small script
all is there but the search. Beside it, ``first-pages/`` has a picture for each leaflet, named after
what it was made from; ``feed.xml`` tells other websites of editions.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

from press import pipeline
from press.formats import FORMATS, Setting
from press.manuscript import direction
from press.model import Card, Clinic, Standing
from press.problems import OfTopic, Problem
from press.reader import Catalogue
from press.review import feed
from press.review.due import Due, Item, due
from press.standing import IN_USE, Judgement, judge, last_day
from press.store import keys, manifest
from press.store import record as published_record
from press.store.manifest import Record
from press.store.output import Output

if TYPE_CHECKING:
    from jinja2 import Template

INDEX = "index.html"
FEED = "feed.xml"
PICTURES = "first-pages"
WITHIN = 90
"""The days within which a review is due soon."""
_WIDTH = 240
"""Of a picture, in pixels; it is shown at half of that."""
_TEMPLATE = Path(__file__).parent / "catalogue.html"
PRINT, LARGE, UNSEEN, MACHINES = _NEEDS = (
    "Print for a patient",
    "Print in large letters",
    "For a screen, a telephone, or to be read aloud: I cannot see print",
    "For other systems",
)
_LARGE = 16
"""Points from which print is large (UKAAF G003)."""
Key = tuple[str, str, str]
"""A topic, an edition, a language."""


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A file to open: ``label`` says in which layout, ``size`` and ``pages`` how much it is, ``need`` for whom;
    ``behind`` why it says other words than its edition, empty where it does not."""

    path: str
    label: str
    format: str
    clinic: str
    size: str
    pages: int
    need: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """An edition in the catalogue; ``picture`` is the path of its first page's, or empty; ``earlier`` are the codes
    that other texts of it were given."""

    card: Card
    item: Item
    judgement: Judgement
    code: str
    documents: tuple[ListedDocument, ...]
    picture: str
    problems: tuple[Problem, ...]
    earlier: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        return self.item.state

    @property
    def states(self) -> str:
        """All that holds of it, for the filter."""
        return "|".join(standing.value for standing in self.item.standings)

    @property
    def warning(self) -> str:
        """What to know before opening a document; empty where it may be handed out."""
        return "" if self.judgement.usable else f"Do not hand these out: {self.judgement.why}."

    @property
    def groups(self) -> Iterator[tuple[str, list[ListedDocument]]]:
        """The documents by what the person who asks needs."""
        for need in _NEEDS:
            if found := [document for document in self.documents if document.need == need]:
                yield need, found

    @property
    def words(self) -> str:
        """What a search looks through, in lower case."""
        card = self.card
        said = (card.title, card.subtitle, card.topic, card.name, self.code, *card.keywords, card.summary, card.words)
        return " ".join(said).casefold()

    @property
    def codes(self) -> str:
        """The codes of its text, that of today first, without hyphens."""
        return " ".join(code.replace("-", "") for code in dict.fromkeys((self.code, *self.earlier)))

    @property
    def due(self) -> str:
        """The last day of an edition in use on which its review is in time; empty for others."""
        return str(last_day(self.card.next)) if self.judgement.worst in IN_USE else ""

    @property
    def formats(self) -> str:
        return " ".join(sorted({document.format for document in self.documents}))

    @property
    def clinics(self) -> str:
        return " ".join(sorted({document.clinic for document in self.documents if document.clinic}))


def publish(library: Catalogue, problems: Iterable[Problem], output: Output, on: datetime.date) -> tuple[Problem, ...]:
    """Write the catalogue of what the manifest lists, as on a day, where it has to be made anew.

    It says what the library's cards say: no edition is read for it. Gives what had to be kept of a page of
    somebody else's.
    """
    data = output.read(pipeline.MANIFEST)
    problems = tuple(problems)
    key = _key(library, problems, data, on)
    earlier = _made_from(output.read(INDEX))
    if earlier == key:
        return ()
    records = _by_edition(manifest.documents(manifest.load(data)))
    found, given = due(library.cards, on, WITHIN), _given(output)
    items = {(item.name, item.edition, item.language): item for item in found.items if item.kind == "leaflet"}
    leaflets = [
        _leaflet(card, library.code(card), items, records, problems, output, on, given) for card in library.cards
    ]
    _tidy(output, leaflets)
    true = {key: [made for made in each if made.job not in output.behind] for key, each in records.items()}
    files = {INDEX: _page(leaflets, library.clinics, found, key), **_feed(library, leaflets, true)}
    return output.leave(files, ours=(INDEX,) if earlier else ())


def _feed(
    library: Catalogue, leaflets: Iterable[ListedEdition], records: Mapping[Key, list[Record]]
) -> dict[str, bytes]:
    """The feed of editions, with documents that say what these do; none of a library that has none."""
    told = [leaflet for leaflet in leaflets if leaflet.card.standing is not Standing.DRAFT]
    if not told:
        return {}
    publisher = library.edition(told[0].card).publisher
    entries = (feed.Entry(each.card, each.code, _files(records.get(_place(each.card), ()))) for each in told)
    return {FEED: feed.atom(entries, publisher)}


def _files(records: Iterable[Record]) -> tuple[feed.File, ...]:
    """The documents that are for no clinic."""
    found = (record for record in records if not record.clinic and record.format in FORMATS)
    return tuple(feed.File(each.path, FORMATS[each.format].media_type, each.bytes) for each in found)


def _place(card: Card) -> Key:
    return card.topic, card.name, card.language


def _key(library: Catalogue, problems: tuple[Problem, ...], manifest: bytes, on: datetime.date) -> str:
    """What tells one state of the catalogue from another."""
    doubts = tuple(card.doubts for card in library.cards)  # an answer changes no memory of the library
    facts = (keys.program(), _TEMPLATE.read_text(encoding="utf-8"), library.clinics, problems, str(on), doubts)
    return hashlib.sha256(repr(facts).encode() + library.memory() + manifest).hexdigest()


def _made_from(index: bytes) -> str:
    """The key that a catalogue carries in its first line; empty where there is none."""
    line = index.partition(b"\n")[0].decode("utf-8", "replace")
    key = line.partition("<!-- ")[2].partition(" -->")[0]
    return key if re.fullmatch("[0-9a-f]{64}", key) else ""


def _by_edition(records: Iterable[Record]) -> Mapping[Key, list[Record]]:
    found: dict[Key, list[Record]] = defaultdict(list)
    for made in records:
        found[made.topic, made.edition, made.language].append(made)
    return found


def _given(output: Output) -> dict[Key, list[str]]:
    """The codes on record, by the editions that they were given to."""
    found: dict[Key, list[str]] = defaultdict(list)
    for entry in published_record.read(output.files)[0]:
        if entry.code not in found[entry.topic, entry.edition, entry.language]:
            found[entry.topic, entry.edition, entry.language].append(entry.code)
    return found


def _leaflet(
    card: Card,
    code: str,
    items: Mapping[Key, Item],
    records: Mapping[Key, list[Record]],
    problems: Iterable[Problem],
    output: Output,
    on: datetime.date,
    given: Mapping[Key, list[str]],
) -> ListedEdition:
    key = _place(card)
    published = sorted(records.get(key, []), key=lambda record: record.clinic)
    own = tuple(problem for problem in problems if problem.topic == OfTopic.of(card))
    judged = judge(card, on)
    documents = tuple(_document(record, output) for record in published)
    return ListedEdition(
        card, items[key], judged, code, documents, _picture(published, output), own, tuple(given.get(key, ()))
    )


def _document(record: Record, output: Output) -> ListedDocument:
    stem = Path(record.job).stem.removeprefix(f"{record.topic}-").removesuffix(f"-{record.clinic}")
    layout, form = stem.replace("-", " "), _label(record.format)
    layout = re.sub(r" (\d+(?:\.\d+)?)pt\b ?(.*)", r", \1 pt \2", layout).strip()
    label = form if form.casefold().startswith(layout) or layout in form.split() else f"{layout}, {form}"
    label += f", {record.part.replace('-', ' ')}" if record.part else ""
    size = f"{record.bytes / 1_000_000:.1f} MB" if record.bytes > 999_999 else f"{max(1, record.bytes // 1000)} kB"
    reasons = output.behind.get(record.job)
    return ListedDocument(
        record.path,
        label[0].upper() + label[1:],
        record.format,
        record.clinic,
        size,
        record.pages,
        _need(record),
        pipeline.said(reasons) if reasons else "",
    )


def _need(record: Record) -> str:
    """For whom a document is."""
    setting = FORMATS[record.format].setting if record.format in FORMATS else Setting.PAPER
    if setting is Setting.PAPER:
        return LARGE if record.size >= _LARGE else PRINT
    return MACHINES if setting is Setting.DATA else UNSEEN


def _label(name: str) -> str:
    """What people call a format; one that is no longer made has its name alone."""
    return FORMATS[name].label if name in FORMATS else name


def _picture(records: Iterable[Record], output: Output) -> str:
    """The first page of the first PDF, as a file that is made if it is not there yet."""
    record = next((record for record in records if record.format == "pdf"), None)
    if not record:
        return ""
    path = f"{PICTURES}/{record.sha256[:16]}.webp"
    if output.files.holds(path):
        return path if output.files.holds(record.path) else ""
    data = output.read(record.path)
    if manifest.sha256(data) != record.sha256:
        return ""
    output.files.publish(path, _first_page(data))
    return path


def _first_page(pdf: bytes) -> bytes:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=_WIDTH / page.get_width()).to_pil()
    finally:
        document.close()
    data = io.BytesIO()
    image.save(data, "WEBP", quality=60)
    return data.getvalue()


def _tidy(output: Output, leaflets: Iterable[ListedEdition]) -> None:
    """Take away the pictures of documents that are no longer there."""
    shown = {leaflet.picture for leaflet in leaflets}
    for name in output.files.names(PICTURES):
        path = f"{PICTURES}/{name}"
        if re.fullmatch(r"[0-9a-f]{16}\.webp", name) and path not in shown:
            output.files.remove(path)


def own_names(tags: Iterable[str]) -> dict[str, str]:
    """What each language calls itself, by its BCP 47 tag; with its country where two tags have the same name."""
    from babel import Locale, UnknownLocaleError  # slow to load, and needed only where something has changed

    found: dict[str, Locale] = {}
    names: dict[str, str] = {}
    for tag in sorted(set(tags)):
        try:
            found[tag] = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            names[tag] = tag
    alone = Counter(locale.get_language_name() for locale in found.values())
    for tag, locale in found.items():
        name = locale.get_language_name()
        names[tag] = str((locale.get_display_name() if alone[name] > 1 else name) or tag)
    return dict(sorted(names.items()))


def _page(leaflets: list[ListedEdition], clinics: Iterable[Clinic], found: Due, key: str) -> bytes:
    current = [leaflet for leaflet in leaflets if leaflet.judgement.worst in IN_USE]
    others = [leaflet for leaflet in leaflets if leaflet.judgement.worst not in IN_USE]
    current.sort(key=lambda leaflet: leaflet.card.title.casefold())
    others.sort(key=lambda leaflet: (leaflet.item.pressing, leaflet.card.title.casefold()))
    always = (Standing.OVERDUE, Standing.SOON, Standing.CURRENT)  # which of these hold is told on the day it is opened
    shown = {*always, *(each for leaflet in leaflets for each in leaflet.item.standings)}
    text = _template().render(
        key=key,
        leaflets=[*current, *others],
        topics=sorted({(leaflet.card.topic, leaflet.card.topic.replace("-", " ")) for leaflet in leaflets}),
        languages=own_names(leaflet.card.language for leaflet in leaflets),
        direction=direction,
        clinic_names={clinic.id: clinic.name for clinic in clinics},
        within=WITHIN,
        states=[each.value for each in Standing if each in shown],
        formats={name: known.label for name, known in FORMATS.items()},
        clinics=clinics,
        found=found,
        pressing=[item for item in found.items if not item.standings or set(item.standings) & _PRESSING],
    )
    return text.encode()


_PRESSING = {Standing.OVERDUE, Standing.SOON, Standing.DRAFT, Standing.VOID, Standing.BEHIND}


@once
def _template() -> Template:
    from jinja2 import StrictUndefined  # slow to load, and needed only where something has changed
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
