"""Makes the page pictures of the README from the PDFs in output/: ``python docs/pictures.py``; with ``--shrink``, those
of the desk that ``docs/desk.mjs`` has made smaller."""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parent.parent
TOPIC = ROOT / "output" / "skin-metastases" / "2022-06"
PICTURES = {
    "a4.png": ("skin-metastases-a4-14pt.pdf", "Contents"),
    "booklet.png": ("skin-metastases-booklet-12pt.pdf", "This leaflet is for you"),
    "figure.png": ("skin-metastases-a4-14pt.pdf", "Image credit"),
    "large-print.png": ("skin-metastases-large-print-18pt.pdf", "Pain may go on"),
}
"""File name: the PDF, and words that stand on the page to show."""
WIDTH = 460  # pixels


def main() -> None:
    for name, (file, words) in PICTURES.items():
        pdf = pypdfium2.PdfDocument(TOPIC / file)
        page = next(page for page in pdf if words in " ".join(page.get_textpage().get_text_range().split()))
        image = page.render(scale=WIDTH / page.get_width()).to_pil()
        image.quantize(64).save(Path(__file__).parent / name, optimize=True)


def shrink() -> None:
    """Have the pictures of the desk 800 pixels wide, in few colours."""
    for file in Path(__file__).parent.glob("desk-*.png"):
        image = Image.open(file).convert("RGB")
        image.thumbnail((800, 800))
        image.quantize(32, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    if "--shrink" in sys.argv:
        shrink()
    else:
        main()
