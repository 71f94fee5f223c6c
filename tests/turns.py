"""Cases that take their turn: some are tried with each change, the others by the referees."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from _pytest.mark.structures import ParameterSet


def in_turn(one_in: int, *axes: Sequence[object], ids: Sequence[Sequence[str]] = ()) -> list[ParameterSet]:
    """Every value of each axis with every value of the others: one case in about ``one_in``, spread over all of them,
    and the others as referees. ``ids`` has the names of the first axes' values."""
    names = [*ids, *([str(value) for value in axis] for axis in axes[len(ids) :])]
    return [
        pytest.param(
            *(axis[number] for axis, number in zip(axes, numbers, strict=True)),
            id="-".join(name[number] for name, number in zip(names, numbers, strict=True)),
            marks=[] if sum(numbers) % one_in == 0 else [pytest.mark.referee],
        )
        for numbers in product(*(range(len(axis)) for axis in axes))
    ]
