"""Random leaflets in PDF/UA-2: see `tests.pdf.properties`."""

from tests.pdf.properties import held_by


def test_random_leaflets_are_tagged_as_they_are_written() -> None:
    held_by(12, "ua-2", referee=False)()


def test_verapdf_passes_random_leaflets() -> None:
    held_by(3, "ua-2", referee=True, seeded=1)()
