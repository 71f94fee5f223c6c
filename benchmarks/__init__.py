"""What things cost, beside other tools; each module is a benchmark. See README.md."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
