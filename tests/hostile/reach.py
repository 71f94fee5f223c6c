"""What tries to read a file, to reach the network, to run, or to lead a reader elsewhere."""

from pathlib import Path

from tests.hostile.case import EDITION, Case, figure, keys, prose, swapped, text

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
)


def _link(address: str) -> str:
    return f"Read [about knees]({address}) today."


def _svg(name: str, inside: str) -> Case:
    return figure(name, "knee.svg", _SVG.format(inside).encode())


def _raw(name: str, markup: str) -> Case:
    return figure(name, "knee.svg", markup.encode())


def _picture_named(name: str, file: str) -> Case:
    return keys(name, f"figures:\n  knee: {{file: '{file}', alt: A knee., own: true}}\n", "![](figure:knee)")


CASES: tuple[Case, ...] = (
    # Links
    prose("a link that runs", _link("javascript:alert(1)")),
    prose("a link that runs in capitals", _link("JaVaScRiPt:alert(1)")),
    prose("a link that runs after a space", _link("%20javascript:alert(1)")),
    prose("a link that runs through an entity", _link("java&#115;cript:alert(1)")),
    prose("a link of VBScript", _link("vbscript:msgbox")),
    prose("a link of data", _link("data:text/html;base64,PHNjcmlwdD4=")),
    prose("a link to a file", _link("file:///etc/passwd")),
    prose("a link to a share", _link("//server/share")),
    prose("a link to a share of Windows", _link("\\\\\\\\server\\\\share")),
    prose("a link to a folder above", _link("../../etc/passwd")),
    prose("a link without encryption", _link("http://example.org/")),
    prose("a link to a server of files", _link("ftp://example.org/")),
    prose("a link to a program of Windows", _link("ms-msdt:/id")),
    prose("a link of a blob", _link("blob:https://example.org/1")),
    prose("a link with a password", _link("https://bank.example@evil.example/")),
    prose("a link to an address in digits", _link("https://127.0.0.1/")),
    prose("a link to a name without a dot", _link("https://localhost/")),
    prose("a link to mail with more", _link("mailto:a@example.org?bcc=b@example.org")),
    prose("a link to mail of another", "[a@example.org](mailto:b@example.net)"),
    prose("a link to a number of another", "[0808 800 6000](tel:0909111222)"),
    prose("a link to a code of a phone", _link("tel:*%2306%23")),
    prose("a bare address", "See https://example.org/ for more."),
    prose("an address in brackets", "See <https://example.org/>."),
    prose("a link by definition", "[a]: https://example.org\n\n[a]"),
    keys("an address that runs", "online: javascript:alert(1)\n"),
    keys("an address of a file", "online: file:///etc/passwd\n"),
    # HTML and templates
    prose("a script", "<script>alert(1)</script>"),
    prose("a script in a comment", "<!-- <script>alert(1)</script> -->"),
    prose("a picture that runs", "<img src=x onerror=alert(1)>"),
    prose("a frame", '<iframe src="file:///etc/passwd"></iframe>'),
    prose("a style sheet", "<style>@import 'http://example.org/'</style>"),
    prose("a link in HTML", '<a href="javascript:alert(1)">here</a>'),
    prose("markup of an entity", "&lt;script&gt; and &#60;b&#62;"),
    prose("a declaration", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
    prose("an instruction", "<?php system('true') ?>"),
    prose("a CDATA section", "<![CDATA[ <script> ]]>"),
    swapped("a script in the title", "Knees", "<script>alert(1)</script>"),
    swapped("a script in the summary", "About knees.", "'</title><script>alert(1)</script>'"),
    prose("a picture by its path", "![Passwords](/etc/passwd)"),
    prose("a picture by its address", "![Knee](https://example.org/knee.png)"),
    prose("code", "```\ninclude('/etc/passwd')\n```"),
    # Paths
    _picture_named("a picture in a folder above", "../../library.yaml"),
    _picture_named("a picture at a path", "/etc/passwd.png"),
    _picture_named("a picture on another disk", "C:\\\\secret.png"),
    _picture_named("a picture at an address", "https://example.org/a.png"),
    _picture_named("a picture of the file system", "file:///etc/passwd.svg"),
    _picture_named("a picture of data", "data:image/svg+xml,x.svg"),
    _picture_named("a picture hidden by a dot", ".knee.svg"),
    Case(
        "a picture by a link that leads out",
        {
            EDITION: text("![](figure:knee)", "figures:\n  knee: {file: knee.svg, alt: A knee., own: true}\n"),
            "knee.svg": lambda path: path.symlink_to("/etc/passwd"),
        },
    ),
    Case("an edition by a link that leads out", {EDITION: lambda path: path.symlink_to("/etc/passwd")}),
    Case("an edition by a link to memory", {EDITION: lambda path: path.symlink_to("/dev/zero")}),
    Case("an edition by a link to the terminal", {EDITION: lambda path: path.symlink_to("/dev/stdin")}),
    Case(
        "signatures by a link that leads out",
        {
            EDITION: text(),
            "2025-01.signed.yaml": lambda path: path.symlink_to("/etc/hostname"),
        },
    ),
    Case("a topic by a link that leads out", {"": lambda path: path.symlink_to(Path("/etc"))}),
    # Drawings
    _svg("a drawing with a script", "<script>alert(1)</script>"),
    _svg("a drawing with a script by address", '<script href="https://example.org/a.js"/>'),
    _svg("a drawing that runs when loaded", '<g onload="alert(1)"/>'),
    _svg("a drawing that runs in capitals", '<g ONCLICK="alert(1)"/>'),
    _svg("a drawing with HTML", "<foreignObject><p/></foreignObject>"),
    _svg("a drawing with HTML of its own", '<p xmlns="http://www.w3.org/1999/xhtml"><b/></p>'),
    _svg("a drawing with a link", '<a href="https://example.org"><rect/></a>'),
    _svg("a drawing with a picture", '<image href="file:///etc/passwd"/>'),
    _svg("a drawing with a picture of data", '<image href="data:image/png;base64,AAAA"/>'),
    _svg("a drawing that uses another", '<use href="other.svg#a"/>'),
    _svg("a drawing that uses another in old writing", '<use xlink:href="https://example.org/a.svg#a"/>'),
    _svg("a drawing that uses data", '<use href="data:image/svg+xml,x#a"/>'),
    _svg("a drawing that moves", '<rect><animate attributeName="x" to="9"/></rect>'),
    _svg("a drawing that sets", '<rect><set attributeName="href" to="javascript:alert(1)"/></rect>'),
    _svg("a drawing that imports", "<style>@import url(https://example.org/a.css);</style>"),
    _svg("a drawing that imports in words", "<style>@import 'file:///etc/passwd';</style>"),
    _svg("a drawing that imports in escapes", "<style>@im\\70 ort 'a';</style>"),
    _svg("a drawing that loads a font", "<style>@font-face {src: url('file:///f.ttf')}</style>"),
    _svg("a drawing that fills from outside", '<rect fill="url(https://example.org/a.svg#a)"/>'),
    _svg("a drawing that fills by style", '<rect style="fill: url( &quot;file:///a#b&quot;)"/>'),
    _svg("a drawing that fills from data", '<rect fill="url(data:image/svg+xml,x#a)"/>'),
    _svg("a drawing that chooses from outside", "<style>a {background: image-set('https://example.org/a' 1x)}</style>"),
    _svg("a drawing with a base", '<g xml:base="file:///etc/"><use href="#a"/></g>'),
    _svg("a drawing with a filter that loads", '<filter id="a"><feImage href="file:///etc/passwd"/></filter>'),
    _svg("a drawing that includes", '<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text"/>'),
    _svg("a drawing with a formula", '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>'),
    _raw(
        "a drawing with a file as entity",
        '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><text>&a;</text></svg>',
    ),
    _raw(
        "a drawing with entities that multiply",
        "<!DOCTYPE s [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY a{n} '{'&a;' * 10}'>" for n in range(9))
        + ']><svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    ),
    _raw(
        "a drawing with a style sheet",
        '<?xml-stylesheet href="file:///a.css"?><svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    ),
    _raw("a drawing that is a page", "<html><body onload='alert(1)'/></html>"),
)
