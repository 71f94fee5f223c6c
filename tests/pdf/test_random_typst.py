"""Random leaflets that Typst lays out: see `tests.pdf.properties`."""

import pytest

from tests.pdf.conftest import CLAIMS
from tests.pdf.properties import held_by


@pytest.mark.parametrize("conformance", CLAIMS)
@pytest.mark.parametrize("seed", range(1))
def test_random_leaflets_are_tagged_as_they_are_written(conformance: str, seed: int) -> None:
    held_by(conformance, seed, referee=False, leaflets_a_seed=2, engine="typst", short=True)


@pytest.mark.referee
@pytest.mark.parametrize("conformance", CLAIMS)
@pytest.mark.parametrize("seed", range(100, 138))
def test_three_hundred_random_leaflets_are_tagged_as_they_are_written(conformance: str, seed: int) -> None:
    """Most of them of a page or two; veraPDF is asked of an eighth."""
    held_by(conformance, seed, referee=seed % 8 == 1, leaflets_a_seed=7, engine="typst", short=seed % 16 > 0)


@pytest.mark.referee
@pytest.mark.parametrize("conformance", CLAIMS)
@pytest.mark.parametrize("seed", (30,))
def test_random_leaflets_are_read_back_exactly_and_verapdf_passes_them(conformance: str, seed: int) -> None:
    held_by(conformance, seed, referee=True, leaflets_a_seed=7, engine="typst")
