"""Random leaflets in PDF/UA-1: see `tests.pdf.properties`."""

import pytest

from tests.pdf.properties import held_by


@pytest.mark.referee
@pytest.mark.parametrize("seed", range(3))
def test_short_random_leaflets_are_tagged_as_they_are_written(seed: int) -> None:
    held_by("ua-1", seed, referee=False, leaflets_a_seed=7, short=True)


# Half a minute each. For more by hand: `python -m tests.pdf.properties`.
@pytest.mark.referee
@pytest.mark.parametrize("seed", (3, 21))
def test_random_leaflets_are_read_back_exactly_and_verapdf_passes_them(seed: int) -> None:
    held_by("ua-1", seed, referee=True)
