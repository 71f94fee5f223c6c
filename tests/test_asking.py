"""Programs of others: whether they are there, which they are, how they are asked, and what is said where they fail."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from press.problems import Refused
from press.programs import espeak, ffmpeg, foreign, lame, liblouis, libreoffice, limits, opusenc, piper
from press.programs.foreign import Program

BLANK = liblouis.BLANK


class Shell:
    """Stands in for the machine's own programs: keeps what they are asked, and answers as it is told to."""

    def __init__(self) -> None:
        self.says: bytes | Exception = b""
        self.commands: list[list[str]] = []
        self.environments: list[Mapping[str, str] | None] = []
        self.given: list[bytes | None] = []

    def output_of(
        self,
        command: Sequence[str],
        seconds: float,
        environment: Mapping[str, str] | None = None,
        given: bytes | None = None,
    ) -> bytes:
        if list(command[1:]) in (["--version"], ["-version"], ["--help"]):
            return b"Asked 1.5\nof somebody's\n"
        self.commands.append(list(command))
        self.environments.append(environment)
        self.given.append(given)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """A machine that has every program."""
    shell = Shell()
    monkeypatch.setattr(limits, "output_of", shell.output_of)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("HOME_OF_ITS_OWN", "here")
    for kept in (foreign._version, liblouis.version, liblouis._asked, espeak.voices, ffmpeg.samples):
        kept.cache_clear()
    yield shell
    for kept in (foreign._version, liblouis.version, liblouis._asked, espeak.voices, ffmpeg.samples):
        kept.cache_clear()


def printing(text: bytes) -> Callable[..., bytes]:
    return lambda *_: text


def failing(error: Exception) -> Callable[..., bytes]:
    def output_of(*_: object) -> bytes:
        raise error

    return output_of


ASKED = Program("asked", "Asked", "answers", "asked-deb", "asked-brew", seconds=7)


@pytest.mark.parametrize(("said", "version"), [(b" Asked 1.5 \nand more\n", "Asked 1.5"), (b"", ""), (b"\n", "")])
def test_a_program_is_known_by_its_first_line(
    said: bytes, version: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "output_of", printing(said))
    assert ASKED.version() == version


@pytest.mark.parametrize("error", [TimeoutError(), FileNotFoundError(2, "Not there")])
def test_a_program_that_does_not_tell_which_it_is_counts_as_none(
    error: Exception, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "output_of", failing(error))
    assert (ASKED.version(), liblouis.version()) == ("", "")


def test_a_program_that_is_nowhere_is_not_begun(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert (ASKED.version(), liblouis.version()) == ("", "")
    with pytest.raises(Refused) as refused:
        ASKED.asked(["--all"])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.message) == ("asked", "Asked, which answers, is not installed.")
    assert "apt-get install asked-deb; macOS: brew install asked-brew" in problem.hint
    assert not shell.commands


def test_a_program_is_asked_in_one_alphabet_whatever_the_machines_language(shell: Shell) -> None:
    shell.says = b"answer"
    assert ASKED.asked(["--all"], b"given") == b"answer"
    shell.says = "⠁".encode()
    liblouis.forward(["a"], "g2.ctb")
    assert shell.commands == [["asked", "--all"], ["lou_translate", "--forward", "unicode.dis,g2.ctb"]]
    assert shell.given == [b"given", b"a\n"]
    for environment in shell.environments:
        assert environment
        assert (environment["LC_ALL"], environment["HOME_OF_ITS_OWN"]) == ("C.UTF-8", "here")


@pytest.mark.parametrize(
    ("error", "rule", "message"),
    [
        (TimeoutError(), "time", "Asked takes longer than 7 seconds."),
        (OSError(13, "Permission denied"), "asked", "Asked could not be run: Permission denied."),
    ],
)
def test_why_a_program_gave_no_answer_is_said(error: Exception, rule: str, message: str, shell: Shell) -> None:
    shell.says = error
    with pytest.raises(Refused) as refused:
        ASKED.asked([])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.message, str(problem.place)) == (rule, message, "asked")


# liblouis


def test_liblouis_is_known_by_its_first_line_and_one_that_says_nothing_is_none(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert liblouis.version() == "Asked 1.5"
    liblouis.version.cache_clear()
    monkeypatch.setattr(limits, "output_of", printing(b""))
    assert liblouis.version() == ""


@pytest.mark.parametrize(
    ("says", "rule", "words"),
    [
        (TimeoutError(), "time", "takes longer than"),
        (OSError(13, "Permission denied"), "liblouis", "could not be run: Permission denied."),
        (b"one\ntwo\n", "braille-table", "cannot use the table g2.ctb: it gave 2 lines for 1."),
        (b"", "braille-table", "cannot use the table g2.ctb: it gave 0 lines for 1."),
    ],
)
def test_why_there_is_no_braille_is_said_by_the_table(
    says: bytes | Exception, rule: str, words: str, shell: Shell
) -> None:
    shell.says = says
    with pytest.raises(Refused) as refused:
        liblouis.forward(["rest"], "g2.ctb")
    (problem,) = refused.value.problems
    assert (problem.rule, str(problem.place)) == (rule, "g2.ctb")
    assert words in problem.message


def test_of_nothing_nothing_is_asked(shell: Shell) -> None:
    assert liblouis.forward([], "g2.ctb") == []
    assert liblouis.backward([], "g2.ctb") == []
    assert not shell.commands


def test_words_whose_cells_do_not_match_theirs_are_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[f"⠁⠃{BLANK}⠉{BLANK}⠙"], ["⠁", f"⠃{BLANK}"]])
    monkeypatch.setattr(liblouis, "_run", lambda *_: next(answers))
    liblouis._asked.cache_clear()
    assert liblouis.forward(["a  \u00adb"], "odd.ctb") == [[("a", "⠁"), ("b", "⠃")]]
    liblouis._asked.cache_clear()


def test_words_that_are_read_back_are_dealt_out_or_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [liblouis.Word("call", "⠉"), liblouis.Word("01 23", "⠼")]
    for answers, read in (
        ([["call 01 23"]], ["call", "01 23"]),
        ([["call 0123"], ["call", "0123"]], ["call", "0123"]),
    ):
        answering = iter(answers)
        monkeypatch.setattr(liblouis, "_run", lambda *_, rest=answering: next(rest))
        liblouis._asked.cache_clear()
        assert liblouis.backward([words], "odd.ctb") == [read]
    liblouis._asked.cache_clear()


# Voices and encoders


@pytest.mark.usefixtures("shell")
def test_voices_and_encoders_are_known_without_where_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"espeak-ng": b"eSpeak NG 1.51  Data at: /usr/lib\n", "lame": b"LAME 64bits version 3.100 (http://a.org/)\n"}
    monkeypatch.setattr(limits, "output_of", lambda command, _: said.get(command[0], b"opusenc 0.2\n"))
    versions = (espeak.version(), lame.version(), opusenc.version())
    assert versions == ("eSpeak NG 1.51", "LAME 64bits version 3.100", "opusenc 0.2")


VOICES = b"""Pty Language       Age/Gender VoiceName          File          Other Languages
 5  cy              --/M      Welsh              cel/cy
 2  en-GB           --/M      English_(GB)       gmw/en        (en 2)

 5
"""


def test_the_languages_that_there_are_voices_for_are_read_from_their_table(shell: Shell) -> None:
    shell.says = VOICES
    assert espeak.voices() == {"cy", "en-gb"}
    assert shell.commands == [["espeak-ng", "--voices"]]


def test_a_voice_speaks_no_louder_than_a_recording_may_be(shell: Shell) -> None:
    shell.says = b"h" * 44 + b"abcdefg"
    assert espeak.spoken("Call 01 02", "cy", 150) == b"abcdef"
    assert shell.commands == [
        ["espeak-ng", "-v", "cy", "-s", "150", "-a", "80", "-b", "1", "-z", "--stdin", "--stdout"],
    ]
    assert shell.given == [b"Call 0 1 0 2"]
    assert (espeak.RATE, piper.RATE, lame.BITRATE) == (22_050, 22_050, 48)


def test_piper_is_asked_for_an_even_voice_at_the_pace_and_as_loud_as_wanted(shell: Shell) -> None:
    with pytest.raises(Refused, match=r"It said 0 of 2 texts"):
        piper.spoken(["one", "two"], "joe.onnx", 175)
    (command,) = shell.commands
    assert command[:-1] == [
        *("piper", "-m", "joe.onnx", "--noise-scale", "0", "--noise-w-scale", "0", "--length-scale", "1.000"),
        *("--volume", "0.75", "-d"),
    ]
    assert shell.given == [b"one\ntwo\n"]


def test_a_voices_file_is_told_from_another_and_one_that_is_not_there_from_all(tmp_path: Path) -> None:
    files = [tmp_path / "a.onnx", tmp_path / "b.onnx"]
    for file in files:
        file.write_bytes(file.name.encode())
    first, second = (piper.digest(str(file)) for file in files)
    assert first != second
    assert (len(first), piper.digest(str(tmp_path / "none.onnx"))) == (16, "")


# ffmpeg


def test_a_recording_may_have_nothing_read_but_itself(shell: Shell) -> None:
    """A file of media can name other files, and addresses, which ffmpeg would open."""
    shell.says = b"\x01\x00"
    ffmpeg.samples(b"sound")
    ffmpeg.loudness(b"sound")
    ffmpeg.chapters(b"sound")
    itself = ["ffmpeg", "-hide_banner", "-nostdin", "-v", "error", "-protocol_whitelist", "pipe", "-i", "pipe:0"]
    assert [command[: len(itself)] for command in shell.commands] == [itself] * 3
    assert [command[len(itself) :] for command in shell.commands] == [
        ["-ac", "1", "-ar", "8000", "-f", "s16le", "pipe:1"],
        ["-af", "ebur128=metadata=1:peak=true,ametadata=mode=print:file=-", "-f", "null", "-"],
        ["-f", "ffmetadata", "pipe:1"],
    ]
    assert shell.given == [b"sound"] * 3


def test_samples_are_numbers_on_a_machine_that_writes_these_the_other_way_too(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.says = b"\x01\x00"
    monkeypatch.setattr(sys, "byteorder", "big")
    assert list(ffmpeg.samples(b"one")) == [256]
    monkeypatch.setattr(sys, "byteorder", "little")
    assert list(ffmpeg.samples(b"two")) == [1]


# LibreOffice


def test_an_office_is_begun_unseen_with_a_profile_and_fonts_of_its_own(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "version", lambda: "24.2")
    assert libreoffice.laid_out([b"one", b"two"], "pdf:x", []) == [b"", b""]
    assert libreoffice.as_word(b"odt", ".odt") == libreoffice.as_png(b"wmf", ".wmf") == b""
    wanted = ("pdf:x", "docx", "png")
    for command, environment, kind in zip(shell.commands, shell.environments, wanted, strict=True):
        assert environment
        folder = environment["XDG_DATA_HOME"]
        assert command[:8] == [
            *("soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--norestore"),
            *("--convert-to", kind, "--outdir", folder),
        ]
    assert [Path(file).name for file in shell.commands[0][8:]] == ["0.docx", "1.docx"]


@pytest.mark.parametrize("fails", [TimeoutError(), OSError(2, "Not there")])
def test_an_office_that_fails_gives_nothing(fails: Exception, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "version", lambda: "24.2")
    shell.says = fails
    assert libreoffice.laid_out([b"one"], "pdf", []) == [b""]
    assert libreoffice.as_word(b"odt", ".odt") == b""


def test_without_an_office_none_is_asked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "version", lambda: "")
    assert libreoffice.as_word(b"odt", ".odt") == b""
    assert libreoffice.laid_out([b"one"], "pdf", []) == [b""]
    monkeypatch.setattr(libreoffice, "version", lambda: "24.2")
    assert libreoffice.laid_out([], "pdf", []) == []
    assert not shell.commands
