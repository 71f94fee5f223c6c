"""What an editor asks, over the Language Server Protocol 3.17 -> what the other modules answer."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from press import __version__
from press.lsp import completing, finding, mending, telling
from press.lsp.outline import Outline
from press.lsp.spans import Span, span
from press.lsp.workspace import Workspace
from press.problems import Grade, Problem

NAME = "leaflet-press"
_PAUSE = 0.02
"""Seconds after a keystroke until a topic is read again: several that come at once are one."""
_IDLE = 0.3
"""Seconds after the last until the topics are read that borrow from it, and all together is looked at."""
_SEVERITIES = {
    Grade.ERROR: types.DiagnosticSeverity.Error,
    Grade.WARNING: types.DiagnosticSeverity.Warning,
    Grade.QUESTION: types.DiagnosticSeverity.Information,
    Grade.WAIVED: types.DiagnosticSeverity.Hint,
}
_SYMBOLS = {
    "section": types.SymbolKind.Class,
    "heading": types.SymbolKind.Method,
    "list": types.SymbolKind.Namespace,
    "value": types.SymbolKind.Field,
}
_WATCHED = ("**/*.yaml", "**/*.svg", "**/*.png", "**/*.jpg")

Open = Callable[[Path], Workspace | None]
"""Opens the library that a file is of; None where it is of none."""


class Press(LanguageServer):
    """One server for one editor. It opens a library with the first of its files, and keeps one at a time for each."""

    def __init__(self, open_library: Open) -> None:
        super().__init__(NAME, __version__, types.TextDocumentSyncKind.Incremental)
        self.open_library = open_library
        self.workspaces: dict[Path, Workspace] = {}
        self.moved: dict[Path, None] = {}
        """Files whose text is another one, so that what was told of them may stand elsewhere."""
        self.dirty: dict[Path, None] = {}
        self.work: asyncio.Task[None] | None = None
        self.looking: asyncio.Future[tuple[Problem, ...]] | None = None
        """What another thread looks at: one at a time."""

    def of(self, uri: str) -> tuple[Workspace, Path] | None:
        """The library that a document is of, and its file; None where it is of none."""
        name = to_fs_path(uri)
        if not name:
            return None
        file = Path(name).resolve()
        for workspace in self.workspaces.values():
            if workspace.places.name(file):
                return workspace, file
        opened = self.open_library(file)
        if not opened or not opened.places.name(file):
            return None
        self.workspaces[opened.places.library] = opened
        return opened, file

    # What changes

    def hold(self, uri: str, text: str | None) -> None:
        """Have an editor's text of a file; None: it has none any more."""
        found = self.of(uri)
        if found:
            workspace, file = found
            if text is None:
                workspace.unsaved.pop(file, None)
            else:
                workspace.unsaved[file] = text.encode("utf-8", "surrogatepass")
            self.note(file)

    def note(self, file: Path) -> None:
        """Note that a file is another one now, and read what has to be read as soon as nobody types."""
        self.dirty[file] = None
        if self.work:
            self.work.cancel()
        self.work = asyncio.ensure_future(self._work())
        self.work.add_done_callback(self._ended)

    def _ended(self, work: asyncio.Future[None]) -> None:
        """Say that the program itself failed: the next keystroke is read all the same."""
        if not work.cancelled() and (error := work.exception()):
            said = f"Leaflet Press itself failed: {type(error).__name__}: {error}. Please report what you did."
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, said))

    async def _work(self) -> None:
        """What was changed at once; what borrows from it, and what all together tells, after a while, piece by piece,
        so that a keystroke waits for no more than one piece."""
        await asyncio.sleep(_PAUSE)
        for file in [*self.dirty]:
            for workspace in self.workspaces.values():
                if workspace.places.name(file):
                    self.moved[file] = None
                    workspace.changed(file)
                    if topic := workspace.topic(file):
                        workspace.read(topic)
            del self.dirty[file]
        self.publish()
        await asyncio.sleep(_IDLE)
        if self.looking:
            await asyncio.shield(self.looking)
        for workspace in self.workspaces.values():
            while workspace.stale:
                workspace.read(next(iter(workspace.stale)))
                await asyncio.sleep(0)
            self.publish()
            if not workspace.settled:
                gc.freeze()  # what has been read stays; looking through all of it again and again would stop the typing
                self.looking = asyncio.ensure_future(asyncio.to_thread(workspace.settle()))
                workspace.settled_with(await asyncio.shield(self.looking))
                self.publish()

    def publish(self) -> None:
        """Tell the editor of each file of which something else is told than before, and of those that it holds."""
        for workspace in self.workspaces.values():
            moved = (file for file in self.moved if workspace.places.name(file))
            touched = {**workspace.touched, **dict.fromkeys(moved)}
            workspace.touched = {}
            for file in touched:
                lines = workspace.text(file).split("\n")
                told = [self._diagnostic(problem, lines) for problem in workspace.problems(file)]
                params = types.PublishDiagnosticsParams(uri=_uri(file), diagnostics=told)
                self.text_document_publish_diagnostics(params)
        self.moved.clear()

    def _diagnostic(self, problem: Problem, lines: list[str]) -> types.Diagnostic:
        return types.Diagnostic(
            range=self.range(span(problem.place, lines), lines),
            message=f"{problem.message} {problem.hint}",
            severity=_SEVERITIES[problem.grade],
            code=problem.rule,
            source=NAME,
        )

    # Places, in the units that the editor counts in

    @property
    def codec(self) -> PositionCodec:
        return self.workspace.position_codec

    def range(self, where: Span, lines: list[str]) -> types.Range:
        start, end = types.Position(where.row, where.column), types.Position(where.end_row, where.end_column)
        return self.codec.range_to_client_units(lines, types.Range(start, end))

    def place(self, position: types.Position, outline: Outline) -> tuple[int, int]:
        found = self.codec.position_from_client_units(list(outline.lines), position)
        return found.line, found.character


def _uri(file: Path) -> str:
    return from_fs_path(str(file)) or file.as_uri()


def create(open_library: Open) -> Press:
    """The server, for a program to run over its own input and output."""
    server = Press(open_library)
    _of_documents(server)
    _of_cursor(server)
    _of_files(server)
    return server


def _of_documents(server: Press) -> None:
    @server.feature(types.INITIALIZED)
    def _(_params: types.InitializedParams) -> None:
        files = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
        if files and files.dynamic_registration:
            watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
            wanted = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([wanted]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _(params: types.DidOpenTextDocumentParams) -> None:
        server.hold(params.text_document.uri, params.text_document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.hold(uri, server.workspace.get_text_document(uri).source)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _(params: types.DidSaveTextDocumentParams) -> None:
        found = server.of(params.text_document.uri)
        if found:
            found[0].settled = False
            server.note(found[1])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(params: types.DidCloseTextDocumentParams) -> None:
        server.hold(params.text_document.uri, None)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _(params: types.DidChangeWatchedFilesParams) -> None:
        for event in params.changes:
            found = server.of(event.uri)
            if found and found[1] not in found[0].unsaved:
                found[0].settled = False
                server.note(found[1])


def _of_cursor(server: Press) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[":", "(", "#", " ", "-"])
    )
    def _(params: types.CompletionParams) -> types.CompletionList:
        return types.CompletionList(is_incomplete=False, items=list(_completions(server, params)))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _(params: types.HoverParams) -> types.Hover | None:
        found = server.of(params.text_document.uri)
        if not found:
            return None
        workspace, file = found
        said = telling.tell(workspace, file, *server.place(params.position, workspace.outline(file)))
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said)) if said else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _(params: types.DefinitionParams) -> types.Location | None:
        found = server.of(params.text_document.uri)
        if not found:
            return None
        workspace, file = found
        outline = workspace.outline(file)
        what = finding.thing(workspace, file, outline, *server.place(params.position, outline))
        where = finding.definition(workspace, file, what) if what else None
        if not where:
            return None
        lines = workspace.text(where.file).split("\n") if where.row else [""]
        return types.Location(
            _uri(where.file), server.range(Span(where.row, where.column, where.row, where.column), lines)
        )


def _completions(server: Press, params: types.CompletionParams) -> Iterator[types.CompletionItem]:
    found = server.of(params.text_document.uri)
    if not found:
        return
    workspace, file = found
    outline = workspace.outline(file)
    row, column = server.place(params.position, outline)
    proposals = completing.complete(workspace, file, row, column)
    lines = list(outline.lines)
    where = server.range(Span(row, proposals.column, row, column), lines)
    for number, each in enumerate(proposals.found):
        yield types.CompletionItem(
            label=each.label,
            kind=types.CompletionItemKind.Property if each.key else types.CompletionItemKind.Value,
            documentation=each.about or None,
            sort_text=f"{number:04}",
            filter_text=each.label,
            text_edit=types.TextEdit(where, each.text),
        )


def _of_files(server: Press) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def _(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        found = server.of(params.text_document.uri)
        outline = found[0].outline(found[1]) if found else Outline.of("")
        return [_symbol(server, each, list(outline.lines)) for each in finding.symbols(outline)]

    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    def _(params: types.CodeActionParams) -> list[types.CodeAction]:
        return list(_actions(server, params))


def _symbol(server: Press, symbol: finding.Symbol, lines: list[str]) -> types.DocumentSymbol:
    whole = Span(symbol.row, 0, symbol.end, len(lines[symbol.end]))
    line = lines[symbol.row]
    return types.DocumentSymbol(
        name=symbol.name,
        kind=_SYMBOLS[symbol.kind],
        range=server.range(whole, lines),
        selection_range=server.range(Span(symbol.row, 0, symbol.row, len(line)), lines),
        children=[_symbol(server, each, lines) for each in symbol.inside],
    )


def _actions(server: Press, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    """The changes that mend the problems of the rows that are asked for."""
    found = server.of(params.text_document.uri)
    if not found:
        return
    workspace, file = found
    outline = workspace.outline(file)
    lines = list(outline.lines)
    for problem in workspace.problems(file):
        where = span(problem.place, lines)
        if where.end_row < params.range.start.line or where.row > params.range.end.line:
            continue
        for number, each in enumerate(mending.mend(problem, outline)):
            edit = types.TextEdit(server.range(each.span, lines), each.text)
            yield types.CodeAction(
                title=each.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[server._diagnostic(problem, lines)],  # the same words as were told
                edit=types.WorkspaceEdit(changes={params.text_document.uri: [edit]}),
                is_preferred=number == 0,
            )
