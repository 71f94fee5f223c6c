"""Makes the page pictures of the README from the PDFs in output/: ``python docs/pictures.py``."""

from pathlib import Path

import pypdfium2

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


if __name__ == "__main__":
    main()
