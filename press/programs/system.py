"""What each operating system does in its own way: processors, signals, memory, groups of processes, locks.

All that the program asks of Linux, macOS or Windows alone is asked here, each with what is done where there is no
such thing; the rest of the program does not know what it runs on.

                      Linux                   macOS                   Windows
processors            those it may use        all                     all
limit of memory       the kernel's (rlimit)   a watch (psutil)        a watch (psutil)
programs, their own   a group of processes    a group of processes    the tree of processes (psutil)
locks (filelock)      flock                   flock                   LockFileEx
names on the disk     fsync of the folder     fsync of the folder     kept by the file system
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes
    import subprocess

    import psutil

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

LOOKS = 0.1
"""How often, in seconds, a process looks at the memory that it has, where the system does not."""
DLL_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
"""Where WeasyPrint looks for Pango on Windows, unless WEASYPRINT_DLL_DIRECTORIES says otherwise."""


def cores() -> int:
    """How many processors this process may use; all of the machine's where the system does not say."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# Memory


def limits_memory() -> bool:
    """Whether the system itself can keep a process within a limit of memory: macOS takes one, and does not heed it."""
    return resource is not None and sys.platform != "darwin"


def limit_memory(most_bytes: int, end: Callable[[], None]) -> None:
    """Keep this process within so many bytes of memory.

    The system refuses it more, or else a watch calls ``end`` once it has more.
    """
    if limits_memory():
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes if most < 0 else min(most_bytes, most), most))
    else:
        import psutil  # only where the system keeps no such limit

        threading.Thread(target=_watch_memory, args=(psutil.Process(), most_bytes, end), daemon=True).start()


def _watch_memory(process: psutil.Process, most_bytes: int, end: Callable[[], None]) -> None:
    while process.memory_info().rss <= most_bytes:
        time.sleep(LOOKS)
    end()


@contextmanager
def unlimited_memory() -> Iterator[None]:
    """Without this process's own limit of memory: for another program to be started, which would have it too."""
    if not limits_memory():
        yield
        return
    least, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (least, most))


# Processes


def when_ended(end: Callable[[], None]) -> None:
    """Have this process call ``end`` when it is asked to end, and on Ctrl-C."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end())


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Have Ctrl-C wait until the end of this: KeyboardInterrupt is raised then.

    Python raises it between any two steps of its own, also where a lock has just been taken and nothing yet would
    give it back; who waits for that lock then waits for ever.
    """
    if threading.current_thread() is not threading.main_thread() or (
        signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if pressed:
            raise KeyboardInterrupt


def start(
    command: Sequence[str], environment: Mapping[str, str] | None = None, *, fed: bool = False
) -> subprocess.Popen[bytes]:
    """Start another program, apart from this one, so that `end_all` can end it with all that it starts.

    It is given nothing to read, or a pipe where it is ``fed``; what it prints is a pipe, what it complains of is not
    kept. Raises OSError if it cannot be run.
    """
    import subprocess  # only those that ask need it

    nothing, said = subprocess.DEVNULL, subprocess.PIPE
    given = subprocess.PIPE if fed else nothing
    with unlimited_memory():
        return subprocess.Popen(  # noqa: S603  # no shell, and a program that is ours or that the user has named
            command, env=environment, stdin=given, stdout=said, stderr=nothing, start_new_session=True
        )


def end_all(program: int) -> None:
    """End a program that `start` has started, by its process id, with all that it has started itself."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # it has ended
            os.killpg(program, signal.SIGKILL)
    else:
        _end_tree(program)


def _end_tree(program: int) -> None:
    import psutil  # as above

    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(program)
        for process in (*first.children(recursive=True), first):
            with suppress(psutil.NoSuchProcess):
                process.kill()


# Files


@contextmanager
def locked(file: Path, wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock that a file stands for, among all processes; ``wait`` is called if another one has it first.

    The file is made where it is not there, is never written to, and stays. A link in its place is not followed.
    Raises OSError if it cannot be made or opened.
    """
    from filelock import FileLock, Timeout  # slow to load, and only those that write need it

    lock = FileLock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def is_locked(file: Path) -> bool:
    """Whether a process holds the lock that a file stands for (`locked`); not where there is no such file."""
    from filelock import FileLock, Timeout  # as above

    if not file.is_file():
        return False
    lock = FileLock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False


def lock(open_file: int, wait: Callable[[], None] = lambda: None) -> bool:
    """Lock a file or a folder by its descriptor, among all processes and until it is closed; whether the system
    locks such a thing. ``wait`` is called if another one has it first."""
    from filelock import lock_descriptor  # as above

    try:
        if not lock_descriptor(open_file, blocking=False):
            wait()
            lock_descriptor(open_file)
    except OSError:  # as of a folder on some shares
        return False
    return True


def keep_names(folder: Path) -> None:
    """Have the disk keep the names in a folder (POSIX: `fsync` of a file keeps its bytes, not its name)."""
    if sys.platform == "win32":
        return  # it opens no folder as a file; NTFS has names in its own journal
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some shares keep names by themselves, and refuse to be asked
            os.fsync(handle)
    finally:
        os.close(handle)


def shared_library(name: str, number: int) -> ctypes.CDLL | None:
    """A library of the system's in C, as in ``pango-1.0`` with the number 0; None where there is none."""
    import ctypes

    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", DLL_FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for file in (f"lib{name}.so.{number}", f"lib{name}.{number}.dylib", f"lib{name}.dylib", f"lib{name}-{number}.dll"):
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None
