"""The command line: arguments in; report, progress and exit code out.

Each command is in a module that is loaded when the command is called (see `COMMANDS`). Beside them:

progress   what a build says while it goes on
reading    what check says of readability
sharing    what all topics share, to translators and back
terminal   what all say and ask, and the clock
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from press import __version__
from press.problems import Misuse, nearest, visible
from press.programs.limits import spare_collector

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "build": ("batch", "Build the documents that changed since they were last built."),
    "changes": ("cycle", "Show what changed between two editions, what may harm first."),
    "check": ("checking", "Check the content and its sign-offs, and build nothing."),
    "code": ("cycle", "Say what the code on a piece of paper means."),
    "desk": ("desk", "Open the desk: the press in a browser, for people who open no terminal."),
    "drawings": ("drawings", "List the drawings that come with the program, or bring them into a library."),
    "due": ("due", "List what is overdue, due soon and in progress."),
    "evidence": ("cycle", "Put all that shows an edition to be accessible into a folder."),
    "import": ("importing", "Make drafts of old leaflets in Word, and say where each word went."),
    "language": (
        "translating",
        "Write what a new language needs: the words that no author writes, with what each is for.",
    ),
    "layouts": ("showing", "Say what each layout makes, with a picture of it."),
    "list": ("checking", "List topics, editions, languages, status and review dates."),
    "new": ("starting", "Make a library of your own in a new folder."),
    "lsp": ("editor", "Help an editor: faults as you type, names to choose from, what words mean."),
    "merge": ("merging", "Bring home what was changed in Word files that the press has made."),
    "next": ("cycle", "Open the next edition of a topic, as a draft."),
    "questions": ("signing", "Write what only a person can tell of an edition as questions."),
    "recall": ("cycle", "List the codes of a topic's paper to take off the shelves."),
    "record": ("cycle", "The record of all that was published."),
    "rules": ("checking", "List the rules that every finished document has to keep."),
    "schema": ("schemas", "Print what an editor needs to know the keys of a file: its JSON Schema."),
    "sign": ("signing", "Sign off the words of an edition as they are."),
    "transcript": ("checking", "Print what a screen reader says of a finished file."),
    "translate": (
        "translating",
        "Send editions to translators, bring translations home, and say what each was made from.",
    ),
    "verify": ("verifying", "Read finished files again, ours or anybody's."),
    "watch": ("editor", "Show a leaflet in a browser, made anew whenever its file is saved."),
    "where": ("batch", "List the documents that use a contact, a term or a picture."),
}
"""The commands: in which module each is, and what it is for."""


class _Press(click.Group):
    """Without a command, ``build`` is meant. Loads no more than the command that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        commands: tuple[click.Command, ...] = import_module(f"press.cli.{COMMANDS[cmd_name][0]}").COMMANDS
        return next(command for command in commands if command.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        options = [arg for arg in args if arg not in ("--help", "-h", "--version")]
        if not args or (options and options[0].startswith("-")):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            raise click.UsageError(f"There is no command `{visible(args[0])}`. {nearest(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """What names nothing, or cannot be done, is wrong use: a sentence, and exit code 2.

        Sentences may hold what somebody has typed: none of it moves a terminal's cursor.
        """
        try:
            return super().invoke(ctx)
        except Misuse as reason:
            raise click.UsageError(visible(str(reason))) from None
        except click.ClickException as wrong:
            said = {"message": "\n".join(map(visible, wrong.message.split("\n")))}
            if isinstance(wrong, click.NoSuchOption):
                said["option_name"] = visible(wrong.option_name)
            vars(wrong).update(said)
            raise


@click.group(cls=_Press, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="leaflet-press", prog_name="Leaflet Press", version=__version__)
def main() -> None:
    """Make patient leaflets: tagged PDF, large-print Word and web pages from one text.

    Without a command, builds every current edition.
    """
    spare_collector()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # where the locale lacks a character
