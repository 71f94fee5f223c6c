"""A library with passages that its topics share, and one more that cannot be printed."""

from collections.abc import Callable
from pathlib import Path

LIBRARY = """
publisher: P
language: en-GB
glossary: {fever: A high temperature.}
passages:
  call-us: |
    Call us if you have a [fever](term:) over 38 degrees.

    ::: urgent Call 999
    You cannot breathe.
    :::
  unclean: |
    ### A heading
"""
EDITION = """
title: TOPIC
summary: About it.
review: {status: approved, last: 2026-11, next: 2028-11}
sections:
  - heading: Help
    body: |
      BODY
"""
Write = Callable[..., Path]
