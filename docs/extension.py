"""What the site makes from the program.

```{block} PICTURE IN WORDS     a piece of prose as it is written, and below it as it is printed on A4
reference/commands.md           every command with its options, from the command line itself
reference/rules.md              every rule with its source, from the rulebook
schemas/*.json                  schemas of the YAML that people write, from its shapes
"""

from __future__ import annotations

import hashlib
import logging
import textwrap
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import click
import pypdfium2
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press import layout, pipeline, reader
from press.cli import COMMANDS, main, schemas
from press.formats import FORMATS
from press.model import Leaflet
from press.pipeline import Job
from press.rulebook import rules

ROOT = Path(__file__).parent.parent
SAMPLE = Path(__file__).parent / "reference" / "sample"
"""A library, but for the prose of its one leaflet."""
MADE = Path(__file__).parent / "made"
SCALE = 1.5
"""Pixels for a point."""


class Block(SphinxDirective):
    """Shows prose as it is written, and as it is printed."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        literal = nodes.literal_block(text, text, language="markdown")
        name = hashlib.sha256(text.encode()).hexdigest()[:16] + ".png"
        MADE.mkdir(exist_ok=True)
        if not (MADE / name).exists():
            printed(text).save(MADE / name, optimize=True)
        picture = nodes.image(uri=f"/made/{name}", alt=self.arguments[0], classes=["printed"])
        return [literal, picture]


def printed(text: str) -> Any:
    """A picture of prose as it is printed on A4. Raises Refused if the leaflet would be refused."""
    with TemporaryDirectory() as name:
        folder = Path(name, "leaflets")
        for file in SAMPLE.rglob("*.*"):
            target = folder / file.relative_to(SAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
        edition = folder / "sample" / "2026-01.yaml"
        words = edition.read_text(encoding="utf-8")
        edition.write_text(words.replace("      PROSE\n", textwrap.indent(text, " " * 6) + "\n"), encoding="utf-8")
        layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
        catalogue = reader.open(folder, layouts)
        (found,) = catalogue.library().editions
    documents, _ = pipeline.make(Job(Leaflet(found), layouts["a4"], "pdf"))
    return _between(documents[0].data, "As printed", "Next section")


def _between(pdf: bytes, first: str, last: str) -> Any:
    """A picture of what lies on page 1 between two headings, or below the first where the last is overleaf."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        top, bottom = _box(text, first), _box(text, last) or _box(text, "Page 1 of")
        height, width = page.get_height(), page.get_width()
        image = page.render(scale=SCALE).to_pil()
    area = (50 * SCALE, (height - top[1] + 10) * SCALE, (width - 50) * SCALE, (height - bottom[3] - 6) * SCALE)
    return image.crop(tuple(round(edge) for edge in area)).quantize(64)


def _box(text: Any, words: str) -> tuple[float, ...]:
    """Left, bottom, right and top of words on a page; nothing of words that are not there."""
    found = text.search(words).get_next()
    if not found:
        return ()
    index, count = found
    boxes = [text.get_charbox(index + number) for number in range(count)]
    return (boxes[0][0], min(box[1] for box in boxes), boxes[-1][2], max(box[3] for box in boxes))


# Pages


def write_pages(_app: Sphinx) -> None:
    """Write the pages that the program tells itself."""
    folder = Path(__file__).parent / "reference"
    for name, lines in (("commands", commands()), ("rules", rule_pages())):
        text = "\n".join(lines) + "\n"
        file = folder / f"{name}.md"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


def write_schemas(app: Sphinx, error: Exception | None) -> None:
    """Put the schemas for editors beside the pages."""
    folder = Path(app.outdir) / "schemas"
    folder.mkdir(exist_ok=True)
    for name, text in schemas.texts().items():
        (folder / name).write_text(text, encoding="utf-8")


def commands() -> Iterator[str]:
    """Every command with what it takes."""
    yield "# Commands\n"
    yield "This page is made from the program: `leaflet-press help COMMAND` says the same.\n"
    yield "Without a command, `build` is meant. Exit code 0: all is well; 1: something was refused, failed or is"
    yield "overdue; 2: the command was not understood. Each command takes the library of the folder that you are in, or"
    yield "of one above it.\n"
    group = click.Context(main, info_name="leaflet-press")
    for name in COMMANDS:
        command = main.get_command(group, name)
        if command:
            yield from _command(command, click.Context(command, group, name))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    path = context.command_path.split()[1:]
    yield f"{'#' * (len(path) + 1)} {' '.join(path)}\n"
    yield f"```sh\n{' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n```\n"
    yield f"{(command.help or '').strip()}\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner:
                yield from _command(inner, click.Context(inner, context, name))
        return
    records = [record for each in command.get_params(context) if (record := each.get_help_record(context))]
    yield "| option | |\n|---|---|"
    yield from (f"| `{option}` | {says.replace('|', chr(92) + '|')} |" for option, says in records)
    yield ""


def rule_pages() -> Iterator[str]:
    """Every rule of every format."""
    yield "# Rules\n"
    yield "Each finished document is read again and has to keep these rules before it is published. This page is made"
    yield "from the program: `leaflet-press rules` says the same. A rule may be waived by its id, with a reason, under"
    yield "`waivers:` in a `layout.yaml` or in an edition.\n"
    titles = {"pdf": "PDF", "docx": "Word", "html": "Web pages"}
    told: set[str] = set()
    for name in FORMATS:
        yield f"## {titles.get(name, name)}\n"
        found = [rule for rule in rules(name) if rule.id not in told]
        told |= {rule.id for rule in found}
        yield "| rule | comes from | is broken if | how to mend it |\n|---|---|---|---|"
        for rule in found:
            yield f"| `{rule.id}` | {_cell(rule.source)} | {_cell(rule.finds)} | {_cell(rule.hint)} |"
        yield ""


def _cell(text: str) -> str:
    """Words for a cell of a table in Markdown."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")


def setup(app: Sphinx) -> dict[str, bool]:
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    logging.getLogger("pikepdf").setLevel(logging.WARNING)
    app.add_directive("block", Block)
    app.connect("builder-inited", write_pages)
    app.connect("build-finished", write_schemas)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
