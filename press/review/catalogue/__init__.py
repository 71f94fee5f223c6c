"""The catalogue: ``index.html`` in the output folder, for clinics and for the office.

It works from a file share: no server, nothing loaded from elsewhere, and without its small script all is there but the
search and, where there are very many, the documents of clinics. Beside it, ``first-pages/`` has a picture for each
leaflet, named after what it was made from; ``feed.xml`` tells other websites of editions.

listing   cards and documents -> topics with their editions, what each says and has
finding   what the page looks through: the words of leaflets, the documents of clinics, codes that are gone
page      the page
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from press import pipeline
from press.formats import FORMATS
from press.model import Standing
from press.problems import Problem
from press.reader import Catalogue
from press.review import feed
from press.review.catalogue import finding, listing, page
from press.review.catalogue.listing import Key, ListedEdition
from press.review.codes import Text
from press.review.due import due
from press.store import keys, manifest
from press.store import record as published_record
from press.store.manifest import Record
from press.store.output import Output

INDEX = "index.html"
FEED = "feed.xml"
PICTURES = "first-pages"
WITHIN = 90
"""The days within which a review is due soon."""
_WIDTH = 240
"""Of a picture, in pixels; it is shown at half of that."""


def publish(
    library: Catalogue, problems: Iterable[Problem], output: Output, on: datetime.date, given: Iterable[Text] = ()
) -> tuple[Problem, ...]:
    """Write the catalogue of what the manifest lists, as on a day, where it has to be made anew.

    It says what the library's cards say: no edition is read for it. ``given`` are the texts of which the library
    knows that they were given out. Gives what had to be kept of a page of somebody else's.
    """
    data = output.read(pipeline.MANIFEST)
    problems, given = tuple(problems), tuple(given)
    key = _key(library, problems, data, on, given)
    earlier = _made_from(output.read(INDEX))
    if earlier == key:
        return ()
    records = _by_edition(manifest.documents(manifest.load(data)))
    published = (*given, *published_record.read(output.files)[0])
    found, codes = due(library.cards, on, WITHIN), finding.given(published)
    pictures = {place: _picture(each, output) for place, each in records.items()}
    made = listing.Made(records, output.behind, pictures, codes)
    editions = listing.editions(library, made, found, problems, on)
    _tidy(output, {picture for picture in pictures.values() if picture})
    true = {place: [made for made in each if made.job not in output.behind] for place, each in records.items()}
    whole = page.Page(editions, library.clinics, found, finding.gone(published, library), WITHIN, key)
    files = {INDEX: page.write(whole), **_feed(library, editions, true)}
    return output.leave(files, ours=(INDEX,) if earlier else ())


def _feed(
    library: Catalogue, leaflets: Iterable[ListedEdition], records: Mapping[Key, list[Record]]
) -> dict[str, bytes]:
    """The feed of editions, with documents that say what these do; none of a library that has none."""
    told = [leaflet for leaflet in leaflets if leaflet.card.standing is not Standing.DRAFT]
    if not told:
        return {}
    publisher = library.edition(told[0].card).publisher
    entries = (feed.Entry(each.card, each.code, _files(records.get(listing.place(each.card), ()))) for each in told)
    return {FEED: feed.atom(entries, publisher)}


def _files(records: Iterable[Record]) -> tuple[feed.File, ...]:
    """The documents that are for no clinic."""
    found = (record for record in records if not record.clinic and record.format in FORMATS)
    return tuple(feed.File(each.path, FORMATS[each.format].media_type, each.bytes) for each in found)


def _key(
    library: Catalogue, problems: tuple[Problem, ...], manifest: bytes, on: datetime.date, given: tuple[Text, ...]
) -> str:
    """What tells one state of the catalogue from another."""
    doubts = tuple(card.doubts for card in library.cards)  # an answer changes no memory of the library
    facts = (keys.program(), page.source(), library.clinics, problems, str(on), doubts, given)
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


def _tidy(output: Output, shown: Collection[str]) -> None:
    """Take away the pictures of documents that are no longer there."""
    for name in output.files.names(PICTURES):
        path = f"{PICTURES}/{name}"
        if re.fullmatch(r"[0-9a-f]{16}\.webp", name) and path not in shown:
            output.files.remove(path)
