"""Ask Frog, a tagger for Dutch, which words are names. It runs apart, as a server on this machine.

Frog (https://languagemachines.github.io/frog) is no part of Vrijuit: its licence is another one,
and it takes a gigabyte. We talk to it as its own clients do: text, a line `EOT`, and back comes a
line a word, with tabs between the columns, until a line `READY`.
"""

import re
import socket
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from reporting.masking.errors import ModelSilent

HERE: Final = "127.0.0.1"
"""Text that is not masked yet never leaves this machine."""
END: Final = "EOT"
LONGEST_WORD: Final = 200
"""Characters. No name is longer, and Frog writes longer words to a file of its own."""
READY: Final = b"READY\n"
WORD_COLUMN: Final = 1
NAME_COLUMN: Final = 7
MOST_BYTES: Final = 16 * 2**20
"""Of an answer; the longest text that we take gives a hundredth of it."""
BLOCK: Final = 65_536
LONG: Final = re.compile(rf"\S{{{LONGEST_WORD},}}")
SECONDS: Final = 20.0
"""Frog needs a second for 300 words, and answers one caller after another."""


class FrogServer:
    """Frog, listening on a port of this machine. Called with a text, it gives Frog's words.

    One line stays open, since Frog copies itself for every new one. Threads take turns.
    """

    def __init__(self, port: int, seconds: float = SECONDS) -> None:
        self._port = port
        self._seconds = seconds
        self._line: socket.socket | None = None
        self._turn = threading.Lock()

    def __call__(self, text: str) -> list[Mapping[str, str]]:
        """Each word with its tag, as `{"text": "Anna", "ner": "B-PER"}`.

        Raises:
            ModelSilent: no answer in time, or none that can be read.
        """
        if not text.strip():
            return []
        with self._turn:
            was_open = self._line is not None
            try:
                answer = self._ask(text)
            except ConnectionError:
                if not was_open:
                    raise ModelSilent from None
                answer = self._ask_anew(text)
            except OSError:
                raise ModelSilent from None
        return list(read_answer(answer))

    def close(self) -> None:
        """Hang up. The next text opens a new line."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask_anew(self, text: str) -> bytes:
        """Once more: Frog may have been started again since the last text."""
        try:
            return self._ask(text)
        except OSError:
            raise ModelSilent from None

    def _ask(self, text: str) -> bytes:
        try:
            if self._line is None:
                self._line = socket.create_connection((HERE, self._port), self._seconds)
            self._line.sendall(as_request(text))
            return _read(self._line)
        except OSError:
            # What comes late would be taken for the answer to the next text.
            self.close()
            raise


def as_request(text: str) -> bytes:
    """The text as Frog wants it: no line of it may end the request, no sign may stop Frog."""
    lines = "".join(_plain(sign) for sign in text).split("\n")
    short = (LONG.sub(" ", line) for line in lines)
    safe = (f"{line} " if line.strip() == END else line for line in short)
    return "\n".join((*safe, END, "")).encode(errors="replace")


def _plain(sign: str) -> str:
    if sign == "\n":
        return sign
    return " " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else sign


def _read(line: socket.socket) -> bytes:
    answer = bytearray()
    while not answer.rstrip(b"\n").endswith(READY.rstrip(b"\n")):
        block = line.recv(BLOCK)
        if not block or len(answer) > MOST_BYTES:
            raise ConnectionError
        answer += block
    return bytes(answer)


def read_answer(answer: bytes) -> Iterator[Mapping[str, str]]:
    """The words in an answer.

    Raises:
        ModelSilent: a line has not the columns of Frog.
    """
    for line in answer.decode(errors="replace").split("\n"):
        columns = line.split("\t")
        if len(columns) > NAME_COLUMN:
            yield {"text": columns[WORD_COLUMN], "ner": columns[NAME_COLUMN]}
        elif line.strip() not in {"", "READY"}:
            raise ModelSilent
