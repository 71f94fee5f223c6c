"""The command line: arguments in; report, progress and exit code out.

batch      build, where
progress   what a build says while it goes on
checking   check, list, rules, transcript, verify
reading    what check says of readability
showing    layouts
cycle      due, next, changes, sign, questions, evidence, code, recall, record
terminal   what both say and ask, and the clock
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

import click

from press import pipeline
from press.cli import batch, checking, cycle, showing
from press.cli.terminal import VERSION
from press.pipeline import Unknown
from press.review.choosing import Unfit

__all__ = ["main"]


class _Press(click.Group):
    """Without a command, ``build`` is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [arg for arg in args if arg not in ("--help", "-h", "--version")]
        if not args or (options and options[0].startswith("-")):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """What names nothing, or cannot be done, is wrong use: a sentence, and exit code 2."""
        try:
            return super().invoke(ctx)
        except (Unknown, Unfit) as reason:
            raise click.UsageError(str(reason)) from None


@click.group(cls=_Press, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="leaflet-press", prog_name="Leaflet Press", version=VERSION)
def main() -> None:
    """Make patient leaflets: tagged PDF, large-print Word and web pages from one text.

    Without a command, builds every current edition.
    """
    pipeline.spare_collector()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # where the locale lacks a character


for command in (*batch.COMMANDS, *checking.COMMANDS, *showing.COMMANDS, *cycle.COMMANDS):
    main.add_command(command)
