"""What all tests share: goldens that a person can read, and a small library that uses everything."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from press import reader
from press.layout import Layouts
from press.model import Leaflet, Library
from press.reader import Catalogue
from tests.building import read
from tests.sharing import EDITION, LIBRARY, Write

settings.register_profile("press", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("press")
"""Where the machine has other work, making up a leaflet takes as long as it takes."""
collect_ignore = [] if sys.platform == "linux" else ["hostile", "test_batch.py"]
"""They ask Linux's `/proc` what the program takes and leaves behind."""
SAMPLE = Path(__file__).parent / "sample" / "leaflets"

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the goldens anew")


@pytest.fixture(scope="session", autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Temporary files lie where pytest takes them away: WeasyPrint leaves its fonts where a process ends at once."""
    tempfile.tempdir = str(tmp_path_factory.mktemp("temporary"))


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a file; with ``--accept`` it writes the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing; see what --accept writes"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """A library to read or to spoil: see ``tests/sample/leaflets``."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))


@pytest.fixture(scope="session")
def sample_library() -> Library:
    library, problems = read(SAMPLE)
    assert not problems
    return library


@pytest.fixture(scope="session")
def sample_catalogue() -> Catalogue:
    return reader.open(SAMPLE, Layouts())


@pytest.fixture(scope="session")
def sample(sample_library: Library) -> Leaflet:
    """A current edition that has every block and every inline, made for a clinic."""
    edition = next(edition for edition in sample_library.editions if edition.title == "Looking after your knee")
    return Leaflet(edition, sample_library.clinics[0])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A library with topics, each with a body."""

    def written(library: str = LIBRARY, **bodies: str) -> Path:
        (tmp_path / "library.yaml").write_text(library)
        for topic, body in bodies.items():
            (tmp_path / topic).mkdir(exist_ok=True)
            text = EDITION.replace("TOPIC", topic).replace("BODY", body.replace("\n", "\n      "))
            (tmp_path / topic / "2026-11.yaml").write_text(text)
        return tmp_path

    return written
