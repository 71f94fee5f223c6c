"""Addresses -> the page, the document in it, and word of each change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from watchfiles import awatch

from press.desk import look
from press.desk.safety import Buckets, Guard
from press.preview.state import PAGES, WEB, Preview, Shown
from press.problems import Problem

HERE = Path(__file__).parent
_SAME = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
)
_PAGE_POLICY = {"content-security-policy": _SAME + "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"}
_INLINE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:; "
_LEAFLET_POLICY = {
    "content-security-policy": _INLINE + "form-action 'none'; frame-ancestors 'self'; base-uri 'none'",
    "x-frame-options": "SAMEORIGIN",
}
"""A leaflet's page has its style and its script in itself, and nothing of others."""
_STEP, _GATHER = 30, 300
"""Milliseconds without another change after which files are read, and for which changes are gathered at most."""
_BEAT = 15
"""Seconds after which something is sent, so that nobody takes a silent connection for a dead one."""


class Watch:
    """What the pages share: the preview, and who waits for its next change."""

    def __init__(self, preview: Preview, folders: Iterable[Path]) -> None:
        self.preview, self.folders = preview, tuple(folders)
        self.changed = asyncio.Condition()
        self.over = asyncio.Event()

    async def watch(self) -> None:
        """Make the document anew whenever files change, until the server ends."""
        async for changes in awatch(*self.folders, stop_event=self.over, step=_STEP, debounce=_GATHER):
            files = sorted({Path(name) for _, name in changes})
            await run_in_threadpool(self.preview.renew, files)
            async with self.changed:
                self.changed.notify_all()

    async def numbers(self) -> AsyncIterator[str]:
        """The number of each change, as events of a stream (HTML, Server-sent events)."""
        told = 0
        while not self.over.is_set():
            number = self.preview.shown.number
            yield f"data: {number}\n\n" if number != told else ": still here\n\n"
            told = number
            with suppress(TimeoutError):
                await asyncio.wait_for(self._other_than(told), _BEAT)

    async def _other_than(self, number: int) -> None:
        async with self.changed:
            await self.changed.wait_for(lambda: self.over.is_set() or self.preview.shown.number != number)


def create(preview: Preview, folders: Iterable[Path], hosts: Iterable[str]) -> Starlette:
    """The preview as an application. ``hosts`` are the names with ports by which it may be called."""
    watch = Watch(preview, folders)

    @asynccontextmanager
    async def living(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(watch.watch())
        yield
        watch.over.set()
        async with watch.changed:
            watch.changed.notify_all()
        await task

    async def page(_request: Request) -> Response:
        return FileResponse(HERE / "page.html", headers=_PAGE_POLICY)

    async def no_icon(_request: Request) -> Response:
        return Response(status_code=204)

    async def events(_request: Request) -> Response:
        return StreamingResponse(watch.numbers(), media_type="text/event-stream")

    async def state(_request: Request) -> Response:
        return JSONResponse(_told(preview.shown))

    async def document(_request: Request) -> Response:
        shown = preview.shown
        if shown.format != WEB or not shown.document:
            return PlainTextResponse("There is no page yet.", 404)
        return Response(shown.document, media_type="text/html; charset=utf-8", headers=_LEAFLET_POLICY)

    async def picture(request: Request) -> Response:
        shown = preview.shown
        if shown.format != PAGES or not shown.document:
            return PlainTextResponse("There are no pages.", 404)
        try:
            image = await run_in_threadpool(look.page_as_picture, shown.document, request.path_params["number"])
        except IndexError:
            return PlainTextResponse("There is no such page.", 404)
        return Response(image, media_type="image/png")

    routes = [
        Route("/", page),
        Route("/favicon.ico", no_icon),
        Route("/events", events),
        Route("/state", state),
        Route("/document", document),
        Route("/pages/{number:int}.png", picture),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    guard = Middleware(Guard, hosts=tuple(hosts), buckets=Buckets(rate=50, burst=500))
    return Starlette(routes=routes, middleware=[guard], lifespan=living)


def _told(shown: Shown) -> dict[str, object]:
    return {
        "number": shown.number,
        "title": shown.title,
        "file": shown.file,
        "digest": shown.digest if shown.document else "",
        "pages": shown.pages,
        "current": shown.current,
        "problems": [_problem(problem) for problem in shown.problems],
    }


def _problem(problem: Problem) -> dict[str, str]:
    words = f" [{problem.place.words}]" if problem.place.words else ""
    return {
        "grade": problem.grade.value,
        "place": str(problem.place),
        "said": f"{problem.message}{words} {problem.hint}",
    }
