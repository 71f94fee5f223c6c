"""The command that shows layouts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from press import pipeline, reader, specimen
from press.cli import terminal
from press.cli.terminal import library_option, output_option
from press.layout import Layout, contrasts
from press.problems import visible
from press.store.folder import reason


@click.command()
@click.argument("names", nargs=-1, metavar="[LAYOUT]...")
@library_option
@output_option
def layouts(names: tuple[str, ...], folder: Path, output: Path) -> None:
    """Say what each layout makes and how it looks, with a picture of its first page."""
    found = terminal.layouts(folder)
    library = reader.open(folder, found).library()
    ours = library.editions[0].language if library.editions else ""
    editions = sorted(library.editions, key=lambda edition: edition.language != ours)  # translations last
    for layout in [found[pipeline.known(name, found, "layout")] for name in names] or found.values():
        click.echo(visible(f"{layout.name}: {layout.title}"))
        for what, says in _described(layout):
            click.echo(visible(f"  {what:9} {says}"))
        picture = specimen.picture(layout, editions)
        file = f"layouts/{layout.name}.png"
        if picture:
            _put(output, file, picture)
        said = terminal.shown(output / file) if picture else "none: no leaflet fits it, or no browser is installed"
        click.echo(f"  {'picture':9} {said}\n")


def _put(output: Path, file: str, picture: bytes) -> None:
    try:
        with pipeline.opened(output, terminal.waiting) as opened:
            terminal.report(opened.leave({file: picture}))
    except OSError as error:
        raise click.ClickException(f"{output / file} cannot be written: {reason(error)}.") from None


def _described(layout: Layout) -> Iterable[tuple[str, str]]:
    """What a layout has to offer, each with its name."""
    page, sizes = layout.page, ", ".join(f"{size:g}" for size in layout.type.sizes)
    folds = {"booklet": ", folded into a booklet", "thirds": ", one panel of six, folded in thirds"}
    yield "makes", ", ".join(layout.makes) + (", only where it is asked for by name" if layout.on_request else "")
    if layout.braille:
        cells = f"{layout.braille.cells} cells by {layout.braille.lines} lines"
        yield "page", f"{cells}, grade {layout.braille.grade}, {layout.braille.sides} of 2 sides"
    if layout.voice:
        yield "voice", f"{layout.voice.program}, {layout.voice.rate} words a minute"
    if layout.plain:
        return
    yield "page", f"{page.width:.4g} × {page.height:.4g} mm{folds[layout.fold.into] if layout.fold else ''}"
    yield "columns", str(layout.columns)
    yield "sizes", f"{sizes} pt; {layout.type.least:g} pt is the smallest"
    yield "fonts", ", ".join(dict.fromkeys((layout.fonts.body, layout.fonts.headings)))
    ratios: dict[str, list[str]] = {name: [] for name in layout.colours}
    for name, ground, ratio in contrasts(layout.colours, layout.papers):
        ratios[name].append(f"{ratio:.1f}:1 on {ground}")
    for name, colour in layout.colours.items():
        yield name, f"{colour}  {', '.join(ratios[name])}".rstrip()


COMMANDS = (layouts,)
