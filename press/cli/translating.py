"""Translations: to a translator and back, and what each was made from."""

from __future__ import annotations

from pathlib import Path

import click

from press import pipeline, reader
from press.cli.editing import editing
from press.cli.terminal import count, finish, layouts, library_option, report, shown, topics
from press.layout import Layouts
from press.problems import errors, visible
from press.reader import Catalogue, sources
from press.review import choosing
from press.review.translations import confirming, recording

_to_option = click.option("--to", "lang", required=True, metavar="TAG", help="The language of the translation.")
_from_option = click.option(
    "--from", "origin", default="", metavar="NAME", show_default="the current one", help="The edition it is made from."
)
_edition_option = click.option(
    "--edition", default="", metavar="NAME", show_default="the draft, or the current one", help="Which translation."
)


@click.group("translate")
def translate() -> None:
    """Send editions to translators, bring translations home, and say what each was made from."""


@translate.command()
@click.argument("topic")
@_to_option
@_from_option
@_edition_option
@library_option
def confirm(topic: str, folder: Path, lang: str, origin: str, edition: str) -> None:
    """Say that a translation says what the original says today: from now on every change of that is told.

    Refused where the two differ in numbers, or where a passage is still in the original's language.
    """
    catalogue = _catalogue(folder, topic, layouts(folder))
    library = catalogue.library()
    chosen = choosing.to_ask(choosing.editions(library, topic, lang), edition)
    original = choosing.original(library, chosen, origin)
    found = tuple(confirming.check(chosen, original, catalogue, folder.name))
    if found:
        report(found)
        finish("Nothing was written: the two do not say the same.", found)
    made = recording.source(original.name, original.language, catalogue.segments(original), {})
    file = folder / (chosen.file + sources.SUFFIX)
    with editing(folder) as library_folder:
        library_folder.write(file, recording.written(made).encode())
    click.echo(
        visible(
            f"{shown(file)}: {chosen.topic} {chosen.name} ({chosen.language}) says what {original.name} "
            f"({original.language}) says, {count(len(made.passages), 'passage')}."
        )
    )


def _catalogue(folder: Path, topic: str, looks: Layouts) -> Catalogue:
    """What a library holds; ends the program if one of a topic's editions is refused."""
    pipeline.known(topic, topics(folder), "topic")
    catalogue = reader.open(folder, looks)
    own = [problem for problem in errors(catalogue.problems) if problem.topic and problem.topic.topic == topic]
    if own:
        report(own)
        finish("Nothing was done: the topic's content was refused.", own)
    return catalogue


COMMANDS = (translate,)
