"""The desk: the same press in a browser, for people who open no terminal."""

from __future__ import annotations

import ipaddress
import time
import webbrowser
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import yaml

from press.cli import places, serving, terminal
from press.cli.batch import crew
from press.cli.terminal import layouts, library_option, output_option, report, whole_layouts
from press.problems import Exit, Refused
from press.programs import system
from press.programs.limits import MAKING, READING, Limits
from press.review.recording import Clerk
from press.store.folder import Folder, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from press.desk.app import Desk, Proxy
    from press.desk.people import Person
    from press.pipeline import Crew

ROLES = ("reader", "editor", "approver", "administrator")
_LOOPBACK = "127.0.0.1"
_EVIDENCE = Limits(900, 3_000_000_000)
"""What it may take to measure all documents of an edition."""


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8010, show_default=True, help="0: any that is free.")
@click.option("--host", default=_LOOPBACK, metavar="ADDRESS", show_default=True, help="Other machines need --users.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="By which it is called, as desk.example.org.")
@click.option("--users", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Who may do what.")
@click.option("--proxy-header", default="", metavar="NAME", help="The header in which a proxy names who asks.")
@click.option("--proxy-from", "proxies", multiple=True, metavar="ADDRESS", help="The address of that proxy.")
@click.option("--add-user", default="", metavar="NAME", help="Write a user to --users, with a password, and end.")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What the user may do.")
@click.option("--who", default="", metavar="WORDS", help="What the user's signatures say, such as 'Dr A. Smith'.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="For the desk's log.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="A Dask scheduler, as in tcp://host:8786.")
@click.option("--no-browser", is_flag=True, help="Say the address, and open no browser.")
@library_option
@output_option
def desk(
    folder: Path,
    output: Path,
    port: int,
    host: str,
    names: tuple[str, ...],
    users: Path | None,
    proxy_header: str,
    proxies: tuple[str, ...],
    add_user: str,
    role: str,
    who: str,
    keep: Path | None,
    scheduler: str,
    *,
    no_browser: bool,
) -> None:
    """Open the desk: find, make and print leaflets, and all that the cycle needs, in a browser."""
    if add_user:
        _add_user(users, {"name": add_user, "who": who, "role": role})
        return
    people = _people(users)
    if not people and not _is_loopback(host):
        raise click.UsageError("Other machines can reach that address. Say who may do what with --users.")
    if bool(proxy_header) != bool(proxies) or (proxies and not people):
        raise click.UsageError("A proxy takes all three: --proxy-header, --proxy-from and --users.")
    proxy = None
    if proxies:
        from press.desk.app import Proxy

        proxy = Proxy(proxy_header, frozenset(proxies))
    with _crew(scheduler) as made_by:
        opened = _opened(folder, output, keep or places.beside(folder) / ".desk", people, proxy, made_by)
        _serve(opened, host, port, names, no_browser)


@contextmanager
def _crew(scheduler: str) -> Iterator[Callable[[int], Crew]]:
    """Who makes documents: a cluster, or else workers that stay until the desk closes."""
    if scheduler:
        yield partial(crew, scheduler, system.cores(), MAKING)
        return
    from press.pipeline.workers import Standing, Workers

    standing = Standing(Workers(system.cores(), time.perf_counter, MAKING))
    try:
        yield lambda _: standing
    finally:
        standing.close()


def _opened(
    folder: Path,
    output: Path,
    keep: Path,
    people: Mapping[str, Person],
    proxy: Proxy | None,
    made_by: Callable[[int], Crew],
) -> Desk:
    from press.desk.app import Desk
    from press.desk.office import Office
    from press.programs.confined import Confined

    clerk = Clerk(terminal.version(), terminal.now)
    limits = Limits(READING.seconds, READING.bytes)
    layouts(folder)  # ends the program where they are refused
    office = Office(
        folder,
        output,
        whole_layouts,
        clerk,
        keep,
        made_by,
        partial(Confined, limits),
        partial(Confined, _EVIDENCE),
    )
    made = Desk(office, people, proxy)
    try:
        keep.mkdir(mode=0o700, parents=True, exist_ok=True)
        made.journal.note("at this machine", "opened the desk", library=folder.name)
    except OSError as error:
        raise click.ClickException(f"{keep} cannot be written to: {reason(error)}.") from None
    return made


def _serve(desk: Desk, host: str, port: int, names: tuple[str, ...], no_browser: bool) -> None:
    from press.desk.app import create

    listening = serving.listen(host, port)
    port = listening.getsockname()[1]
    known = ("localhost", "127.0.0.1", "[::1]") if _is_loopback(host) else (f"[{host}]" if ":" in host else host,)
    hosts = {f"{name}:{port}" for name in known} | {form for name in names for form in (name, f"{name}:{port}")}
    address = f"http://{known[0]}:{port}/"
    click.echo(f"The desk is open at {address}  (end it with Ctrl-C)")
    if not no_browser:
        webbrowser.open(address)
    desk.errands.warm()
    try:
        serving.serve(create(desk, hosts), listening)
    finally:
        desk.errands.catalogue()


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _people(users: Path | None) -> Mapping[str, Person]:
    """The users in a file. Ends the program where it cannot be relied on."""
    if not users:
        return {}
    from press.desk import people

    try:
        return people.read(users)
    except OSError as error:
        raise click.UsageError(f"{users} cannot be read: {reason(error)}.") from None
    except Refused as refused:
        report(refused.problems)
        raise SystemExit(Exit.REFUSED) from None


def _add_user(users: Path | None, facts: dict[str, str]) -> None:
    """Add somebody to the file of users, with a password that is typed twice and kept as a hash."""
    if not users:
        raise click.UsageError("Name the file of users with --users.")
    from press.desk import people

    known = _people(users) if users.exists() else {}
    if facts["name"] in known:
        raise click.UsageError(f"There is a user `{facts['name']}` already. Take the entry out first.")
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < people.LEAST:
        raise click.UsageError(f"The password has fewer than {people.LEAST} characters. Choose a longer one.")
    entries = [
        {"name": each.name, "who": each.who, "role": each.role.value, "password": each.password}
        for each in known.values()
    ]
    entries.append({**facts, "password": people.hashed(password)})
    kept = [{key: value for key, value in entry.items() if value} for entry in entries]
    text = "# Written by `desk --add-user`. Who is taken out can sign in no more.\n" + yaml.safe_dump(
        {"users": kept}, allow_unicode=True, sort_keys=False
    )
    try:
        Folder(users.resolve().parent, 0o600).publish(users.name, text.encode())
    except OSError as error:
        raise click.UsageError(f"{users} cannot be written: {reason(error)}.") from None
    click.echo(f"{users}: {facts['name']} is added, as {facts['role']}.")


COMMANDS = (desk,)
