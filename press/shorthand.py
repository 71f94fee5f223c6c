"""Abbreviations as they stand in a text, with the endings that they take."""

from __future__ import annotations

import re
from collections.abc import Iterable


def abbreviated(names: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some abbreviations in a text (its first group), and its ending (its second): that of
    more than one, of what belongs to one, of what belongs to more than one (GPs, GP’s, GPs’)."""
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)({longest_first})((?:s(?:[’'](?!\w))?|[’']s)?)(?!\w)")
