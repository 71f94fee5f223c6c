"""A server for this machine's browser, or for those that may reach it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import click

from press.store.folder import reason

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_AT_ONCE = 200
"""Requests that are answered at once."""


def listen(host: str, port: int) -> socket.socket:
    """What a server listens on; port 0 is any that is free. Ends the program where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # so that asyncio sends at once
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # a browser that comes before there is anybody to answer waits, and is not turned away
    except OSError as error:
        listening.close()
        raise click.ClickException(f"Port {port} cannot be had: {reason(error)}. Give another with --port.") from None
    return listening


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Answer requests until somebody ends the program."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[listening])
