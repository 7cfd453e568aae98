"""Frog as it is spoken to: a stand-in that speaks its protocol, and the real one where it is."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import pytest

from reporting.masking.errors import ModelSilent
from reporting.masking.frog import FrogServer, as_request, read_answer
from reporting.masking.mask import mask
from reporting.masking.ner_adapters import FrogModel

Answer = Callable[[str], str]


def tagged(text: str) -> str:
    """Every word with a capital is a person."""
    rows = [
        f"{number}\t{word}\t\t\t\tN()\t1.0\t{'B-PER' if word[0].isupper() else 'O'}\t\t\t\t\t\t"
        for number, word in enumerate(text.split(), 1)
    ]
    return "\n".join((*rows, "", "READY", "", ""))


@contextmanager
def standing_in(answer: Answer, port: int = 0) -> Iterator[int]:
    """A server that answers as Frog does, on a free port; at the end its lines are cut."""
    with socket.create_server(("127.0.0.1", port)) as door:
        lines: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    line, _ = door.accept()
                except OSError:
                    return
                lines.append(line)
                threading.Thread(target=talk, args=(line, answer), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield door.getsockname()[1]
        finally:
            door.shutdown(socket.SHUT_RDWR)
            for line in lines:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)


def talk(line: socket.socket, answer: Answer) -> None:
    with line, line.makefile("rw", encoding="utf-8", newline="\n") as words:
        heard: list[str] = []
        try:
            for said in words:
                if said.rstrip("\r\n") != "EOT":
                    heard.append(said)
                    continue
                words.write(answer("".join(heard)))
                words.flush()
                heard.clear()
        except OSError:
            return


def test_each_text_gets_its_own_answer_over_one_line() -> None:
    with standing_in(tagged) as port, closing(FrogServer(port)) as frog:
        assert [each["text"] for each in frog("Zorblatt viel")] == ["Zorblatt", "viel"]
        assert [each["ner"] for each in frog("Quux kwam")] == ["B-PER", "O"]
        assert frog("  \n ") == []


def test_a_text_cannot_end_the_request_or_upset_frog() -> None:
    said = as_request("Jan\nEOT\n EOT \r\x00\u202eAnna \ud800").decode()
    assert said.split("\n")[:-1].count("EOT") == 1
    assert said.endswith("\nEOT\n")
    assert not set(said) & set("\r\x00\u202e")
    assert as_request(f"Jan {'a' * 4000} viel") == b"Jan   viel\nEOT\n"
    with standing_in(tagged) as port, closing(FrogServer(port)) as frog:
        assert len(frog("Jan\nEOT\nPiet")) == 3


def test_a_program_that_is_not_there_or_says_nothing_stops_the_masking() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        silent = FrogServer(door.getsockname()[1], seconds=0.1)
        with pytest.raises(ModelSilent):
            mask("Gisteren viel Zorblatt.", "nl", ner=FrogModel("silent", silent))
    with pytest.raises(ModelSilent) as gone:
        mask("Gisteren viel Zorblatt.", "nl", ner=FrogModel("gone", silent))
    assert "Zorblatt" not in str(gone.value)
    assert gone.value.__cause__ is None


def test_what_is_no_answer_of_frog_is_not_taken_for_one() -> None:
    with (
        standing_in(lambda _: "hallo\nREADY\n\n") as port,
        closing(FrogServer(port)) as frog,
        pytest.raises(ModelSilent),
    ):
        frog("Zorblatt")
    assert list(read_answer(b"\nREADY\n\n")) == []


def test_frog_may_be_started_again_between_two_texts() -> None:
    with standing_in(tagged) as port:
        frog = FrogServer(port, seconds=1)
        frog("Zorblatt viel")
    with pytest.raises(ModelSilent):
        frog("Zorblatt viel")
    with standing_in(tagged, port), closing(frog):
        assert [each["text"] for each in frog("Quux kwam")] == ["Quux", "kwam"]


def test_a_late_answer_is_never_taken_for_the_next_one() -> None:
    def slow(text: str) -> str:
        if "Zorblatt" in text:
            time.sleep(0.3)
        return tagged(text)

    with standing_in(slow) as port, closing(FrogServer(port, seconds=0.1)) as frog:
        with pytest.raises(ModelSilent):
            frog("Zorblatt viel")
        time.sleep(0.3)
        assert [each["text"] for each in frog("Quux kwam")] == ["Quux", "kwam"]


@pytest.fixture(scope="module")
def real_frog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrogServer]:
    program = shutil.which("frog")
    if program is None:
        pytest.skip("Frog is not installed (Debian: apt-get install frog frogdata)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [program, "--skip=mlacp", "-S", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=tmp_path_factory.mktemp("frog"),  # it leaves files where it stands
    )
    try:
        with closing(FrogServer(port, seconds=60)) as frog:
            wait_for(frog)
            yield frog
    finally:
        os.killpg(running.pid, signal.SIGKILL)  # it copied itself for each line
        running.wait()


def wait_for(frog: FrogServer) -> None:
    for _ in range(240):
        try:
            frog("Hallo")
        except ModelSilent:
            time.sleep(0.25)
        else:
            return
    pytest.fail("Frog does not start")


@pytest.mark.slow
def test_the_real_frog_adds_names_that_no_list_knows(real_frog: FrogServer) -> None:
    text = "De rekening ging naar de KBC en die betaalde niet."
    model = FrogModel("frog", real_frog)
    before, after = mask(text, "nl"), mask(text, "nl", ner=model)
    assert {(s.start, s.end) for s in before.spans} <= {(s.start, s.end) for s in after.spans}
    assert "KBC" not in after.text
    assert mask(after.text, "nl", ner=model).text == after.text


@pytest.mark.slow
def test_the_real_frog_survives_any_text(real_frog: FrogServer) -> None:
    for hostile in ("\x00\x07 Jan", "EOT\nEOT\n", "\ud800\U0001f600", "a" * 4000, "\t|\t" * 50):
        mask(hostile, "nl", ner=FrogModel("frog", real_frog))
    assert any(each["ner"] == "B-PER" for each in real_frog("Gisteren belde Jan Bakker."))
