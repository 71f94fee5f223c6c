"""The topic that is watched, as it is now: its document, or the last that could be made, and what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from press import pipeline
from press.desk import look
from press.formats import FORMATS
from press.layout import Layout
from press.layout.reading import AS_IT_IS
from press.lsp.workspace import Workspace
from press.model import Clinic, Edition, Leaflet
from press.pipeline import Job
from press.problems import Misuse, Place, Problem, Refused, errors, heeded

WEB, PAGES = "html", "pdf"


@dataclass(frozen=True)
class Wish:
    """What is watched: a topic in a language (empty: its own), in a layout (empty: the web page), for a clinic.

    ``engine`` lays out its pages: the fastest, unless somebody wants to see where another one breaks them.
    """

    topic: str
    language: str = ""
    layout: str = ""
    clinic: str = ""
    engine: str = "typst"


@dataclass(frozen=True)
class Shown:
    """What the page shows. ``number`` counts the changes; ``document`` is empty until one could be made.

    ``current`` is whether the document says what the file says now: where that is refused, it is an older one.
    """

    number: int
    title: str
    file: str
    format: str = WEB
    document: bytes = b""
    pages: int = 0
    current: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.document).hexdigest()


class Preview:
    """Watches a topic. Raises Misuse where there is no such topic, layout or language."""

    def __init__(self, workspace: Workspace, wish: Wish) -> None:
        self.workspace, self.wish = workspace, wish
        pipeline.known(wish.topic, workspace.live.topics.by_name, "topic")
        self._format()
        self._clinic()
        languages = {script.language for script in workspace.live.topics.by_name[wish.topic].scripts}
        if wish.language and wish.language not in languages:
            known = ", ".join(sorted(languages))
            raise Misuse(f"There is no edition of `{wish.topic}` in `{wish.language}`. Use one of: {known}.")
        self.shown = Shown(0, wish.topic, "")
        self.renew(())

    def renew(self, files: Iterable[Path]) -> Shown:
        """What is shown after some files have changed."""
        for file in files:
            self.workspace.changed(file)
        self.workspace.read(self.wish.topic)
        edition, name = self._edition()
        made, found = self._made(edition, name) if edition else (None, ())
        told = dict.fromkeys(heeded((*self.workspace.told(self.wish.topic), *found)))
        ordered = sorted(told, key=lambda problem: problem not in errors(told))
        before = self.shown
        self.shown = replace(
            before,
            number=before.number + 1,
            title=edition.title if edition else before.title,
            file=name,
            current=made is not None,
            problems=tuple(ordered),
        )
        if made:
            kind, data = made
            self.shown = replace(self.shown, format=kind, document=data, pages=look.pages(data) if kind == PAGES else 0)
        return self.shown

    def _edition(self) -> tuple[Edition | None, str]:
        """The newest edition in the language that is watched, None where it is refused; and the name of its file."""
        live, topic = self.workspace.live, self.wish.topic
        scripts = live.topics.by_name[topic].scripts if topic in live.topics.by_name else ()
        original = [script for script in scripts if not script.tag] or scripts
        language = self.wish.language or (original[-1].language if original else "")
        newest = [script for script in scripts if script.language == language]
        name = newest[-1].file if newest else ""
        shelves = live.found[topic].shelves if topic in live.found else ()
        shelved = next((each for each in shelves if each.script.file == name), None)
        return shelved.read() if shelved else None, name

    def _made(self, edition: Edition, file: str) -> tuple[tuple[str, bytes] | None, tuple[Problem, ...]]:
        """The document of an edition, with its format, None where it is refused; and what is wrong with it."""
        try:
            kind, clinic = self._format(), self._clinic()
            leaflet = Leaflet(edition, clinic.spoken(edition.language) if clinic else None)
            layout = (
                self._layout()
                .for_publisher(edition.publisher_id)
                .for_clinic(self.wish.clinic)
                .read(AS_IT_IS, engine=self.wish.engine)
            )
            documents, problems = pipeline.make(Job(leaflet, layout, kind))
        except Refused as refused:
            return None, refused.problems
        except Misuse as wrong:
            hint = "Mend it, or end the preview and watch something else."
            return None, (Problem("preview", Place(file), str(wrong), hint),)
        except Exception as error:  # the next save may be made all the same
            message = f"The program itself failed: {type(error).__name__}: {error}."
            return None, (Problem("failed", Place(file), message, "Please report it, with the file."),)
        return (kind, documents[0].data), problems

    def _layout(self) -> Layout:
        layouts = self.workspace.layouts
        if not self.wish.layout:
            return layouts.plainest(WEB)
        return layouts[pipeline.known(self.wish.layout, layouts, "layout")]

    def _format(self) -> str:
        makes = self._layout().makes
        kind = next((kind for kind in (PAGES, WEB) if kind in makes), "")
        if not kind or kind not in FORMATS:
            raise Misuse(f"The layout `{self.wish.layout}` makes no PDF and no web page, which are what can be shown.")
        return kind

    def _clinic(self) -> Clinic | None:
        clinics = {clinic.id: clinic for clinic in self.workspace.live.clinics}
        return clinics[pipeline.known(self.wish.clinic, clinics, "clinic")] if self.wish.clinic else None
