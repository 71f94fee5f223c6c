"""Random leaflets in PDF/UA-2: see `tests.pdf.properties`."""

import pytest

from tests.pdf.properties import held_by


@pytest.mark.referee
@pytest.mark.parametrize("seed", range(38))
def test_three_hundred_short_random_leaflets_are_tagged_as_they_are_written(seed: int) -> None:
    held_by("ua-2", seed, referee=seed % 8 == 0, leaflets_a_seed=7, short=True)


# A minute. For more by hand: `python -m tests.pdf.properties`.
@pytest.mark.referee
@pytest.mark.parametrize("seed", (21,))
def test_random_leaflets_are_read_back_exactly_and_verapdf_passes_them(seed: int) -> None:
    held_by("ua-2", seed, referee=True)
