"""An editor, as a language server sees one: a client of the protocol that starts the server as editors do."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parents[2]
_Answer = TypeVar("_Answer")
PATIENCE = 120
"""Seconds until a test gives up, on a machine that has other things to do."""


class Editor:
    """Opens files, types, and asks. Rows and columns are from 0, in UTF-16 units as editors count."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("editor", "1")
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.came = asyncio.Event()
        self.versions: dict[str, int] = {}

        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self.came.set()

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(publish)

    def start(self, root: Path) -> types.InitializeResult:
        self.run(self.client.start_io(sys.executable, str(ROOT / "build.py"), "lsp"))
        wanted = types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=root.as_uri())
        result = self.run(self.client.initialize_async(wanted))
        self.client.initialized(types.InitializedParams())
        return result

    def stop(self) -> None:
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        self.run(self.client.stop())  # type: ignore[no-untyped-call]  # pygls gives it no type
        self.loop.close()

    def run(self, work: Coroutine[Any, Any, _Answer]) -> _Answer:
        return self.loop.run_until_complete(asyncio.wait_for(work, PATIENCE))

    def open(self, file: Path, text: str = "") -> list[types.Diagnostic]:
        """What is wrong with a file when it is opened, with a text of the editor's own or as it is on disk."""
        uri = file.as_uri()
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, "yaml", 1, text or file.read_text(encoding="utf-8"))
        return self._after(uri, lambda: self.client.text_document_did_open(types.DidOpenTextDocumentParams(item)))

    def type(self, file: Path, text: str) -> list[types.Diagnostic]:
        """What is wrong with a file once its text is this one, saved or not."""
        uri = file.as_uri()
        self.versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        change = types.DidChangeTextDocumentParams(document, [types.TextDocumentContentChangeWholeDocument(text)])
        return self._after(uri, lambda: self.client.text_document_did_change(change))

    def close(self, file: Path) -> None:
        document = types.TextDocumentIdentifier(file.as_uri())
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    def _after(self, uri: str, act: Any) -> list[types.Diagnostic]:
        self.told.pop(uri, None)
        act()
        self.run(self._until(lambda: uri in self.told))
        return self.told[uri]

    async def _until(self, done: Any) -> None:
        while not done():
            self.came.clear()
            await self.came.wait()

    def wait(self, done: Any) -> float:
        """Wait until what the server has told satisfies somebody; the seconds that it took."""
        start = perf_counter()
        self.run(self._until(done))
        return perf_counter() - start

    def complete(self, file: Path, row: int, column: int) -> dict[str, types.CompletionItem]:
        where = types.CompletionParams(types.TextDocumentIdentifier(file.as_uri()), types.Position(row, column))
        found = self.run(self.client.text_document_completion_async(where))
        assert isinstance(found, types.CompletionList)
        return {item.label: item for item in found.items}

    def hover(self, file: Path, row: int, column: int) -> str:
        where = types.HoverParams(types.TextDocumentIdentifier(file.as_uri()), types.Position(row, column))
        found = self.run(self.client.text_document_hover_async(where))
        return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""

    def definition(self, file: Path, row: int, column: int) -> tuple[str, int, int] | None:
        """Where a name leads: a file, and a row and a column of it."""
        where = types.DefinitionParams(types.TextDocumentIdentifier(file.as_uri()), types.Position(row, column))
        found = self.run(self.client.text_document_definition_async(where))
        assert found is None or isinstance(found, types.Location)
        return (found.uri, found.range.start.line, found.range.start.character) if found else None

    def symbols(self, file: Path) -> list[types.DocumentSymbol]:
        wanted = types.DocumentSymbolParams(types.TextDocumentIdentifier(file.as_uri()))
        found = self.run(self.client.text_document_document_symbol_async(wanted))
        return [each for each in found or () if isinstance(each, types.DocumentSymbol)]

    def actions(self, file: Path, row: int) -> dict[str, list[types.TextEdit]]:
        """What is offered for a row: by its title, the changes of the file."""
        over = types.Range(types.Position(row, 0), types.Position(row, 0))
        document = types.TextDocumentIdentifier(file.as_uri())
        wanted = types.CodeActionParams(document, over, types.CodeActionContext(diagnostics=[]))
        found = self.run(self.client.text_document_code_action_async(wanted)) or []
        offered = [each for each in found if isinstance(each, types.CodeAction) and each.edit and each.edit.changes]
        return {each.title: list((each.edit.changes or {})[file.as_uri()]) for each in offered if each.edit}


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """A text with changes made in it, the last first; columns are in UTF-16 units."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
        start, end = edit.range.start, edit.range.end
        before, after = _units(lines[start.line])[: start.character], _units(lines[end.line])[end.character :]
        lines[start.line : end.line + 1] = ("".join(before) + edit.new_text + "".join(after)).split("\n")
    return "\n".join(lines)


def _units(line: str) -> list[str]:
    """A line in UTF-16 units; a character of two is in the first of them."""
    return [each for letter in line for each in ([letter] if ord(letter) < 0x10000 else [letter, ""])]
