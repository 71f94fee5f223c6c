"""What exact tags cost: our PDF writer against WeasyPrint's own ``pdf/ua-1``, on the same pages.

Run ``python -m benchmarks.tags [ROUNDS]``. Both start from the same words and lay out the same HTML with
the same style sheet and fonts, in turn in one process; the table gives medians and their ratio.
"""

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from weasyprint import HTML

from benchmarks import ROOT
from press import layout, reader
from press.layout import Layout
from press.manuscript import Manuscript, compose
from press.manuscript.fitting import fit
from press.model import Leaflet
from press.writers import paging, pdf


def stock(script: Manuscript, look: Layout) -> bytes:
    """The same pages with WeasyPrint's own tags."""
    page, css = paging.page(script, look, {}, with_contents=True)
    fonts, sheets = paging.fonts(look.faces), [paging.style(css, look.faces)]
    document = HTML(string=page).render(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1")
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def seconds(make: Callable[[Manuscript, Layout], bytes], script: Manuscript, look: Layout) -> float:
    start = perf_counter()
    make(script, look)
    return perf_counter() - start


def main(rounds: int) -> None:
    library = reader.open(ROOT / "leaflets", layout.Layouts()).library()
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    print(f"{'leaflet':42} {'stock ms':>9} {'ours ms':>8} {'ratio':>6} {'stock kB':>9} {'ours kB':>8} {'ratio':>6}")
    for edition in library.editions:
        for name in ("a4", "large-print"):
            look = layouts[name]
            strings = look.strings_for(edition.language)
            if strings is None:
                continue
            script = fit(compose(Leaflet(edition), strings), look)
            sizes = len(stock(script, look)), len(pdf.write(script, look))
            pairs = [(seconds(stock, script, look), seconds(pdf.write, script, look)) for _ in range(rounds)]
            theirs, ours = (median(times) * 1000 for times in zip(*pairs, strict=True))
            ratio = median(mine / other for other, mine in pairs)
            print(
                f"{edition.topic + ' ' + edition.name + ' ' + name:42} {theirs:9.0f} {ours:8.0f} {ratio:6.2f}"
                f" {sizes[0] / 1000:9.1f} {sizes[1] / 1000:8.1f} {sizes[1] / sizes[0]:6.2f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
