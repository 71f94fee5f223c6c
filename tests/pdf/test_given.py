"""What each engine is given to lay out, whole: a page with its style sheet, and the data of a template."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from press.model import Leaflet
from press.writers.paging import page
from press.writers.typeset import blocks
from tests.conftest import Golden
from tests.pdf.conftest import composed, loaded

GIVEN = Path(__file__).parent / "given"


def test_the_engine_with_css_is_given_the_page_that_it_was_given(sample: Leaflet, golden: Golden) -> None:
    layout = loaded()["a4"]
    markup, _ = page(composed(sample, layout), layout, {}, with_contents=True)
    golden(GIVEN / "a4.html", re.sub('base64,[^"]+', "base64,…", markup) + "\n")


@pytest.mark.parametrize("name", ["a4", "large-print", "dl"])
def test_the_engine_with_css_is_given_the_style_sheet_that_it_was_given(
    sample: Leaflet, name: str, golden: Golden
) -> None:
    layout = loaded()[name]
    _, css = page(composed(sample, layout), layout, {"s1": 2}, with_contents=False, sizes={"title": 20.0})
    golden(GIVEN / f"{name}.css", css + "\n")


def test_the_engine_with_data_is_given_the_words_that_it_was_given(sample: Leaflet, golden: Golden) -> None:
    layout = loaded()["a4"]
    script = blocks.script(composed(sample, layout), layout, with_contents=True)
    golden(GIVEN / "a4.json", json.dumps(script.data, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("name", ["large-print", "dl", "a4-columns", "booklet"])
def test_the_engine_with_data_is_given_the_look_that_it_was_given(sample: Leaflet, name: str, golden: Golden) -> None:
    layout = replace(loaded()[name], print_shop=True)
    script = blocks.script(composed(sample, layout), layout, with_contents=False)
    golden(GIVEN / f"{name}.json", json.dumps(script.data["look"], ensure_ascii=False, indent=1) + "\n")
