"""One warm Chromium that prints pages: DevTools over a pipe, as its own tools do it."""

import base64
import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


class Chromium:
    """A browser with one tab."""

    def __enter__(self) -> "Chromium":
        self.profile = TemporaryDirectory(ignore_cleanup_errors=True)  # its own processes may outlive it for a moment
        commands, self.write = os.pipe()
        self.read, answers = os.pipe()
        shell = (
            f'exec chromium {" ".join(OPTIONS)} --user-data-dir="$1" --remote-debugging-pipe 3<&{commands} 4>&{answers}'
        )
        command = ["sh", "-c", shell, "sh", self.profile.name]
        self.process = subprocess.Popen(command, pass_fds=(commands, answers), stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.number, self.rest, self.session = 0, b"", ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.write)
        os.close(self.read)
        self.profile.cleanup()

    def pdf(self, page: Path) -> bytes:
        """A page as a tagged PDF on A4."""
        self.call("Page.navigate", url=page.as_uri())
        while self.message().get("method") != "Page.loadEventFired":
            pass
        printed = self.call("Page.printToPDF", generateTaggedPDF=True, preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(printed["data"])

    def call(self, method: str, **parameters: object) -> Any:
        self.number += 1
        message: dict[str, object] = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while (answer := self.message()).get("id") != self.number:
            pass
        return answer["result"]

    def message(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            answer = os.read(self.read, 1 << 20)
            if not answer:
                raise EOFError("The browser has ended.")
            self.rest += answer
        message, _, self.rest = self.rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found
