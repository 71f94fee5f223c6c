"""What things cost, beside other tools; each module is a benchmark. See README.md."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's Python compiles all it needs each time that it starts
