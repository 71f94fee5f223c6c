"""The map of the house is true, and no room is too large to be read."""

import ast
from pathlib import Path

import pytest

import press

PACKAGE = Path(press.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))


def test_the_map_names_every_room_and_no_other() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    lines = (press.__doc__ or "").partition("The stages, in order")[2].splitlines()
    named = {
        name.strip() for line in lines if line[:1].strip() and "  " in line for name in line.split("  ")[0].split(",")
    }
    assert named == rooms - {"__init__"}, "Name it in press/__init__.py, in a line of its own."


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_file_is_over_400_lines_and_no_function_over_60(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    functions = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.FunctionDef))
    assert not [each.name for each in functions if (each.end_lineno or 0) - each.lineno >= 60]
