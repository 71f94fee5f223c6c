"""Files and folders that are not what a library holds, or are named as no file should be."""

import os
from pathlib import Path

from tests.hostile.case import EDITION, LIBRARY, Case, Spoiled, text

FINE = {EDITION: text()}
_CLINIC = "clinics/riverside.yaml"


def _clinic(name: str, content: str) -> Spoiled:
    return Spoiled(name, {_CLINIC: content.encode()})


TOPICS: tuple[Case, ...] = (
    *(Case(f"a topic that Windows calls {name}", FINE, name) for name in ("con", "prn", "aux", "nul", "com1", "lpt9")),
    Case("a topic with a long name", FINE, "knee-" * 30 + "x"),
    Case("a topic in capitals", FINE, "KNEES"),
    Case("a topic of look-alikes", FINE, "kn\u0435es"),
    Case("a topic with an accent in two characters", FINE, "cafe\u0301"),
    Case("a topic of full-width letters", FINE, "\uff4bnee"),
    Case("a topic with a space at its end", FINE, "knees "),
    Case("a topic with a dot at its end", FINE, "knees."),
    Case("a topic with a colon", FINE, "knees:secret"),
    Case("a topic with a line break", FINE, "knees\nhips"),
    Case("a topic with a terminal's escape", FINE, "knees\x1b[31m"),
    Case("a topic read backwards", FINE, "knees\u202esllip"),
    Case("a topic of no letters", FINE, "\u202e\u200b"),
    Case("a topic that is no text", FINE, os.fsdecode(b"knees\xff")),
    Case("a topic with a percent", FINE, "%2e%2e"),
    Case("a topic that looks like an option", FINE, "--help"),
    Case("an empty topic", {"": lambda path: path.mkdir()}),
    Case("an edition that is a folder", {EDITION: lambda path: path.mkdir()}),
    Case("an edition that is a pipe", {EDITION: os.mkfifo}),
    Case("an edition by a link to itself", {EDITION: lambda path: path.symlink_to(EDITION)}),
    Case("an edition by a link to nothing", {EDITION: lambda path: path.symlink_to("nowhere.yaml")}),
    Case("a topic that is a link to itself", {"": lambda path: path.symlink_to(path.name)}),
    Case("a topic that is a link to the library", {"": lambda path: path.symlink_to(Path())}),
    Case("a folder that loops", {EDITION: text(), "again": lambda path: path.symlink_to(Path())}),
    Case("a picture that is a folder", {EDITION: text(), "knee.svg": lambda path: path.mkdir()}),
    Case(
        "a picture that is a pipe",
        {
            EDITION: text("![](figure:knee)", "figures:\n  knee: {file: knee.svg, alt: A knee., own: true}\n"),
            "knee.svg": os.mkfifo,
        },
    ),
    Case("editions of one language twice", {EDITION: text(), "2025-01.en-GB.yaml": text()}),
    Case("an edition in capitals", {"2025-01.YAML": text()}),
    Case("an edition of no language", {"2025-01.%2e%2e.yaml": text()}),
    Case("an edition of no date", {"0000-00.yaml": text()}),
    Case("an edition of no text", {os.fsdecode(b"2025-01\xff.yaml"): text()}),
    Case("an edition with a hyphen of look-alikes", {"2025\u201001.yaml": text()}),
    Case("an edition with digits of look-alikes", {"\uff12025-01.yaml": text()}),
    Case("an edition with a line break", {"2025-01.yaml\nx": text()}),
    Case("signatures that are no YAML", {EDITION: text(), "2025-01.signed.yaml": b"signatures: [\n"}),
    Case(
        "signatures that nobody made",
        {
            EDITION: text(),
            "2025-01.signed.yaml": b"signatures:\n  - {kind: clinical, role: R, name: N, date: 2025-01-01, fingerprint: a, seal: b}\n",
        },
    ),
)

LIBRARIES: tuple[Spoiled, ...] = (
    Spoiled("a library's file that is a folder", {"library.yaml": lambda path: path.mkdir()}),
    Spoiled("a library's file that is a pipe", {"library.yaml": os.mkfifo}),
    Spoiled("a library's file that leads out", {"library.yaml": lambda path: path.symlink_to("/etc/passwd")}),
    Spoiled("a library's file without end", {"library.yaml": lambda path: path.symlink_to("/dev/zero")}),
    Spoiled("a library's file that is empty", {"library.yaml": b""}),
    Spoiled("a library's file of nulls", {"library.yaml": bytes(1000)}),
    Spoiled("a library's file with aliases", {"library.yaml": LIBRARY.encode() + b"contacts: &a {b: *a}\n"}),
    Spoiled("a library's file with an object", {"library.yaml": b"publisher: !!python/object:a.b {}\nlanguage: en\n"}),
    Spoiled("a publisher with markup", {"library.yaml": b"publisher: <b>Us</b>\nlanguage: en-GB\n"}),
    Spoiled("a language that leads out", {"library.yaml": b"publisher: Us\nlanguage: ../../etc\n"}),
    Spoiled(
        "contacts that differ in case",
        {
            "library.yaml": LIBRARY.encode()
            + b'contacts: {help: {name: A, phone: "111"}, Help: {name: B, phone: "222"}}\n',
        },
    ),
    Spoiled(
        "a contact that runs",
        {
            "library.yaml": LIBRARY.encode() + b"contacts: {help: {name: A, url: 'javascript:alert(1)'}}\n",
        },
    ),
    _clinic("a clinic with markup in its name", "name: <script>alert(1)</script>\n"),
    _clinic("a clinic with a picture in its name", "name: <img src=x onerror=alert(1)>\n"),
    _clinic("a clinic with an override in its name", "name: River\u202eside\n"),
    _clinic("a clinic with a name of one word", f"name: {'x' * 5_000}\n"),
    _clinic("a clinic with a long name", f"name: {'x ' * 5_000}\n"),
    _clinic("a clinic with a colour that runs", 'name: River\naccent: "red; } body { display: none"\n'),
    _clinic("a clinic with an address that runs", "name: River\nurl: javascript:alert(1)\n"),
    _clinic("a clinic with a logo from outside", "name: River\nlogo: ../../../etc/passwd\nlogo_alt: River\n"),
    _clinic("a clinic with mail to two", "name: River\nemail: a@example.org,b@example.org\n"),
    _clinic("a clinic with a phone of words", 'name: River\nphone: "=1+2"\n'),
    Spoiled("a clinic that Windows keeps", {"clinics/nul.yaml": b"name: River\n"}),
    Spoiled("a clinic of look-alikes", {"clinics/r\u0456ver.yaml": b"name: River\n"}),
    Spoiled("a clinic with a long name of its file", {f"clinics/{'x' * 80}.yaml": b"name: River\n"}),
    Spoiled("a clinic by a link that leads out", {"clinics/out.yaml": lambda path: path.symlink_to("/etc/passwd")}),
    Spoiled("clinics that are a file", {"clinics": b"name: River\n"}),
    Spoiled("clinics by a link that leads out", {"clinics": lambda path: path.symlink_to("/etc")}),
)
