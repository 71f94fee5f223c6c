"""Starts the program: ``python -m press``, the command ``leaflet-press``, and ``build.py`` of a checkout.

Where it cannot start, a sentence says what is lacking. Older Pythons read this too, as far as that sentence.
"""

from __future__ import annotations

import sys
from pathlib import Path

LEAST = (3, 11)
"""The oldest Python that will do."""
CHECKOUT = Path(__file__).resolve().parent.parent
_PROGRAM = "bin/python" if sys.platform != "win32" else "Scripts/python.exe"


def main(home: Path | None = None) -> None:
    """Run the program. ``home`` is where to look for a library if none is in the working folder or above it."""
    if sys.version_info < LEAST:
        sys.exit(_sentence("Python {}.{} or newer".format(*LEAST), "is " + sys.version.split()[0]))
    try:
        from press import cli

        cli.main(obj=home)
    except ModuleNotFoundError as missing:
        if not missing.name or missing.name.partition(".")[0] == "press":
            raise
        sys.exit(_sentence(f"the package `{missing.name.partition('.')[0]}`", "does not have it"))


def _sentence(needed: str, but: str) -> str:
    """What is needed, what the Python that was called lacks, and how to go on."""
    said = f"Leaflet Press needs {needed}. The Python that you called ({sys.executable}) {but}."
    program = CHECKOUT / ".venv" / _PROGRAM
    if not (CHECKOUT / "bootstrap").exists():
        return f"{said} Install the program anew, in an environment of its own: pipx or `uv tool install` do that."
    if program.exists() and program != Path(sys.executable):
        return f"{said} The one in .venv will do, and need not be activated. Type:\n{_typed(program)}"
    return f"{said} Have one made in {CHECKOUT / '.venv'} that will do. Type:\n{CHECKOUT / 'bootstrap'} setup"


def _typed(program: Path) -> str:
    """The command that was typed, for another Python."""
    here = Path.cwd()
    short = program.relative_to(here) if here in program.parents else program
    words = [str(short), *(["-m", "press"] if sys.argv[0] == __file__ else sys.argv[:1]), *sys.argv[1:]]
    return " ".join(f'"{word}"' if " " in word else word for word in words)


if __name__ == "__main__":
    main()
