"""git, where a library is kept in it: a change that somebody has made becomes a commit in their name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from press.programs import limits

SECONDS = 30
_COMMAND = "git"


def commit(folder: Path, files: Sequence[str], name: str, email: str, message: str) -> str:
    """Commit files, named below a folder, and nothing else that has changed there; why it could not be done, in words,
    or nothing."""
    if not shutil.which(_COMMAND):
        return "git is not installed"
    who = {f"GIT_{role}_{fact}": said for role in ("AUTHOR", "COMMITTER") for fact, said in _of(name, email)}
    plain = {key: said for key, said in os.environ.items() if not key.startswith("GIT_")}
    environment = {**plain, **who, "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        for done in (("add",), ("-c", "commit.gpgsign=false", "commit", "--quiet", f"--message={message}", "--only")):
            limits.output_of([_COMMAND, "-C", str(folder), *done, "--", *files], SECONDS, environment)
        asked = ("status", "--porcelain", "--", *files), ("rev-parse", "--verify", "--quiet", "HEAD")
        left, head = (limits.output_of([_COMMAND, "-C", str(folder), *each], SECONDS, environment) for each in asked)
    except OSError as error:
        return str(error) or "git took too long"
    if not head:
        return "the library's folder is not kept in git"
    return f"git did not take {', '.join(files)}" if left.strip() else ""


def _of(name: str, email: str) -> tuple[tuple[str, str], ...]:
    return ("NAME", name), ("EMAIL", email)
