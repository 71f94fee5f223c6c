"""E-books of strangers, as `verify` and `transcript` are given them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from tests.hostile.finished import LAUGHS, STEALS, Finished, packed

Files = dict[str, bytes]
PAGE, PACKAGE, NAV = "EPUB/leaflet.xhtml", "EPUB/package.opf", "EPUB/nav.xhtml"


def _book(name: str, do: Callable[[Files], Files | None]) -> Finished:
    """A book in which something is done to its files."""

    def spoil(sound: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(sound)) as archive:
            files = {entry: archive.read(entry) for entry in archive.namelist()}
        return _zipped(do(files) or files)

    return Finished(name, ".epub", spoil)


def _zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _raw(name: str, data: bytes) -> Finished:
    return Finished(name, ".epub", lambda _: data)


def _swapped(name: str, file: str, old: bytes, new: bytes) -> Finished:
    def do(files: Files) -> None:
        assert old in files[file]
        files[file] = files[file].replace(old, new, 1)

    return _book(name, do)


def _more(name: str, file: str, data: bytes = b"a") -> Finished:
    return _book(name, lambda files: {**files, file: data})


def _lost(file: str) -> Finished:
    return _book(f"without {file}", lambda files: {name: data for name, data in files.items() if name != file})


def _body(name: str, inner: bytes) -> Finished:
    """A page with this in it."""
    return _swapped(name, PAGE, b"</main>", inner + b"</main>")


def _declared(name: str, declaration: bytes, entity: bytes) -> Finished:
    def do(files: Files) -> None:
        page = files[PAGE].replace(b"<!DOCTYPE html>", declaration.replace(b"DOCTYPE a", b"DOCTYPE html"))
        files[PAGE] = page.replace(b"</main>", b"<p>" + entity + b"</p></main>")

    return _book(name, do)


def _bomb(_: bytes) -> bytes:
    """A book whose page unpacks to three hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        with archive.open("EPUB/leaflet.xhtml", "w") as file:
            for _megabyte in range(300):
                file.write(bytes(1_000_000))
    return out.getvalue()


def _sealed(files: Files) -> None:
    files["META-INF/encryption.xml"] = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData '
        b'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod Algorithm="http://ns.adobe.com/adept"/>'
        b"</e:EncryptedData></encryption>"
    )


BOOKS: tuple[Finished, ...] = (
    _raw("no bytes", b""),
    _raw("a zip of nothing", b"PK\x05\x06" + bytes(18)),
    Finished("half a book", ".epub", lambda sound: sound[: len(sound) // 2]),
    Finished("a book that unpacks to three hundred megabytes", ".epub", _bomb),
    Finished("ten thousand files", ".epub", lambda _: _zipped({f"{n}": b"" for n in range(10_000)})),
    _raw("megabytes of nothing", packed(9)),
    _lost("mimetype"),
    _lost("META-INF/container.xml"),
    _lost(PACKAGE),
    _lost(NAV),
    _lost(PAGE),
    _lost("EPUB/style.css"),
    _book("a book that is locked", _sealed),
    _more("a file that leads out", "../../../../tmp/evil.xhtml"),
    _more("a file at a path", "/etc/evil.xhtml"),
    _more("a file on another disk", "C:\\evil.xhtml"),
    _swapped("a package elsewhere", "META-INF/container.xml", b"EPUB/package.opf", b"../../../etc/passwd"),
    _swapped("a page elsewhere", PACKAGE, b'href="leaflet.xhtml"', b'href="../../../etc/passwd"'),
    _swapped("a page on the web", PACKAGE, b'href="leaflet.xhtml"', b'href="https://example.org/a.xhtml"'),
    _swapped("a package that is not closed", PACKAGE, b"</package>", b""),
    _swapped("a page that is not closed", PAGE, b"</main>", b""),
    _swapped("a page without words", PAGE, b"<main>", b"<main hidden='hidden'>"),
    _swapped("a spine of nothing", PACKAGE, b'idref="leaflet"', b'idref="nothing"'),
    _swapped("more claimed than there is", PACKAGE, b">readingOrder<", b">pageNavigation longDescription<"),
    _swapped("nothing said of hazards", PACKAGE, b'property="schema:accessibilityHazard"', b'property="x"'),
    _declared("a file as entity", STEALS, b"&a;"),
    _declared("entities that multiply", LAUGHS, b"&a7;"),
    _body("an entity of HTML", b"<p>a&nbsp;b</p>"),
    _body("a script", b"<script>alert(1)</script>"),
    _body("a script in a picture", b'<img src="images/1.svg" alt="a" onload="alert(1)"/>'),
    _body("a picture from elsewhere", b'<img src="https://example.org/a.png" alt="a"/>'),
    _body("a picture without words", b'<img src="images/1.svg"/>'),
    _body("a film", b'<video src="https://example.org/a.mp4"></video>'),
    _body("a frame", b'<iframe src="https://example.org/"></iframe>'),
    _body("a link that runs", b'<p><a href="javascript:alert(1)">a</a></p>'),
    _body("a link to nothing", b'<p><a href="other.xhtml#a">a</a></p>'),
    _body("a table without headings", b"<table><tr><td>a</td></tr></table>"),
    _body("a style from elsewhere", b"<style>@import 'https://example.org/a.css';</style>"),
    _body("elements within elements", b"<div>" * 5_000 + b"</div>" * 5_000),
    _body("a word of a million letters", b"<p>" + b"x" * 1_000_000 + b"</p>"),
    _body("a terminal's escape", b"<p>a&#27;[31m</p>"),
)
