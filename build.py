"""Leaflet Press from a checkout: ``python build.py --help``."""

from pathlib import Path

from press.__main__ import main

if __name__ == "__main__":
    main(Path(__file__).parent)
