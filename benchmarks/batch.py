"""A batch of leaflets: ours against the tools that people use today, side by side in one run.

Run ``python -m benchmarks.batch [TOPICS] [ROUNDS]``. Each contender makes the same leaflets (`library.py`), on two
cores, ours with each of its engines; the tables give medians of the milliseconds that pass and that the cores work,
for one leaflet.
"""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import ROOT, library, typst_text
from benchmarks.chromium import Chromium
from press import layout, reader
from press.layout import Layout
from press.manuscript import Manuscript, compose
from press.manuscript.fitting import fit
from press.model import Leaflet
from press.writers import html, paging, word

AT_A_TIME = 2
COMPILE = "import sys, typst; typst.compile(*sys.argv[1:3], font_paths=[sys.argv[3]], pdf_standards=['ua-1'])"

A4, ALL = "ours, a4, typst", "ours, all, typst"
A4_BY_CSS, ALL_BY_CSS = "ours, a4, weasyprint", "ours, all, weasyprint"
GROUP_OF_ALL = (ALL, ALL_BY_CSS, "weasyprint + pandoc", "typst + pandoc")
PRINTED = ("a4", "a4-columns", "booklet", "large-print")
"""The layouts of PDFs. Of each leaflet there is a Word file and a web page as well."""

Command = tuple[str | Path, ...]
Contender = Callable[[], object]


class Leaflets:
    """The leaflets as each contender wants them, in files."""

    def __init__(self, folder: Path, topics: int) -> None:
        self.folder, self.library = folder, folder / "leaflets"
        library.write(self.library, topics)
        self.names = []
        layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
        for edition in reader.open(self.library, layout.Layouts()).library().editions:
            self.names.append(edition.topic)
            for name in PRINTED:
                self.lay_out(Leaflet(edition), layouts[name])
            page = html.write(script_of(Leaflet(edition), layouts["web"]), layouts["web"])
            (folder / f"{edition.topic}-web.html").write_bytes(page)

    def lay_out(self, leaflet: Leaflet, look: Layout) -> None:
        script, stem = script_of(leaflet, look), f"{leaflet.edition.topic}-{look.name}"
        markup, css = paging.page(script, look, {}, with_contents=True)
        faces = "".join(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("{font(face.file)}") }}'
            for face in look.faces
        )
        page = markup.replace("</head>", f"<style>{faces}{css}</style></head>")
        (self.folder / f"{stem}.html").write_text(page, encoding="utf-8")
        (self.folder / f"{stem}.typ").write_text(typst_text.source(script, look), encoding="utf-8")
        for picture in (self.library / leaflet.edition.topic).glob("*.svg"):
            (self.folder / picture.name).write_bytes(picture.read_bytes())
        if "docx" in look.makes:
            (self.folder / f"{leaflet.edition.topic}.docx").write_bytes(word.write(script, look))

    def files(self, ending: str) -> list[Path]:
        return [self.folder / f"{name}{ending}" for name in self.names]


def script_of(leaflet: Leaflet, look: Layout) -> Manuscript:
    strings = look.strings_for(leaflet.edition.language)
    if strings is None:
        sys.exit(f"There are no strings in {leaflet.edition.language}.")
    return fit(compose(leaflet, strings), look)


def font(file: str) -> str:
    return (ROOT / file).as_uri()


def run(*command: str | Path) -> None:
    subprocess.run(list(map(str, command)), check=True, capture_output=True)


def two_at_a_time(commands: Iterable[Command]) -> None:
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(lambda command: run(*command), commands))


def ours(leaflets: Leaflets, engine: str, *layouts: str) -> None:
    options = ["--engine", engine, *(option for name in layouts for option in ("--layout", name))]
    with TemporaryDirectory() as output:
        jobs = ("--jobs", str(AT_A_TIME), "--library", leaflets.library, "--output", output)
        run(sys.executable, ROOT / "build.py", "build", *options, *jobs)


def weasyprint(leaflets: Leaflets, name: str) -> list[Command]:
    program = Path(sys.executable).with_name("weasyprint")
    pages = leaflets.files(f"-{name}.html")
    return [(program, "--pdf-variant", "pdf/ua-1", page, page.with_suffix(".weasyprint.pdf")) for page in pages]


def pandoc(leaflets: Leaflets) -> list[Command]:
    """The Word file and the web page, each in one file with its pictures."""
    pages, options = leaflets.files("-web.html"), ("--standalone", "--self-contained")
    return [
        ("pandoc", *options, page, "-o", page.with_suffix(f".pandoc.{ending}"))
        for page in pages
        for ending in ("docx", "html")
    ]


def typst(leaflets: Leaflets, name: str) -> list[Command]:
    texts = leaflets.files(f"-{name}.typ")
    return [(sys.executable, "-c", COMPILE, text, text.with_suffix(".typst.pdf"), ROOT / "fonts") for text in texts]


def all_layouts(leaflets: Leaflets, printer: Callable[[Leaflets, str], list[Command]]) -> list[Command]:
    return [*(command for name in PRINTED for command in printer(leaflets, name)), *pandoc(leaflets)]


def chromium(leaflets: Leaflets) -> None:
    with Chromium() as browser:
        for page in leaflets.files("-a4.html"):
            page.with_suffix(".chromium.pdf").write_bytes(browser.pdf(page))


def libreoffice(leaflets: Leaflets) -> None:
    profile = f"-env:UserInstallation={(leaflets.folder / 'profile').as_uri()}"
    options = (profile, "--headless", "--convert-to", "pdf", "--outdir", leaflets.folder / "office")
    run("soffice", *options, *leaflets.files(".docx"))


def contenders(leaflets: Leaflets) -> dict[str, Contender]:
    """What makes the leaflets, ours first of each of the two groups."""
    return {
        A4: lambda: ours(leaflets, "typst", "a4"),
        A4_BY_CSS: lambda: ours(leaflets, "weasyprint", "a4"),
        "weasyprint command": lambda: two_at_a_time(weasyprint(leaflets, "a4")),
        "chromium, warm": lambda: chromium(leaflets),
        "libreoffice, one call": lambda: libreoffice(leaflets),
        "typst, a process a file": lambda: two_at_a_time(typst(leaflets, "a4")),
        ALL: lambda: ours(leaflets, "typst", *PRINTED, "web"),
        ALL_BY_CSS: lambda: ours(leaflets, "weasyprint", *PRINTED, "web"),
        "weasyprint + pandoc": lambda: two_at_a_time(all_layouts(leaflets, weasyprint)),
        "typst + pandoc": lambda: two_at_a_time(all_layouts(leaflets, typst)),
    }


def measured(make: Contender) -> tuple[float, float]:
    """The seconds that pass, and those that the cores work for it."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    make()
    passed, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(topics: int, rounds: int) -> None:
    with TemporaryDirectory() as folder:
        leaflets = Leaflets(Path(folder), topics)
        made = contenders(leaflets)
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in made}
        for _ in range(rounds):
            for name, make in made.items():
                times[name].append(measured(make))
        print(f"{'':26}{'passed ms':>10}{'times ours':>11}{'worked ms':>11}{'times ours':>11}")
        for name, seconds in times.items():
            own = times[ALL if name in GROUP_OF_ALL else A4]
            passed, worked = (median(column) / topics * 1000 for column in zip(*seconds, strict=True))
            ratios = [median(theirs[at] / mine[at] for theirs, mine in zip(seconds, own, strict=True)) for at in (0, 1)]
            print(f"{name:26}{passed:10.0f}{ratios[0]:11.2f}{worked:11.0f}{ratios[1]:11.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 48, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
