"""A mail server that takes everything and keeps it, for tests."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Sink:
    port: int = 0
    refuses: str = ""
    """An address that it takes no mail for."""
    mails: list[bytes] = field(default_factory=list)
    """Each as it came over the wire, dots doubled."""
    commands: list[str] = field(default_factory=list)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    sink: Sink


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip():
            self.server.sink.commands.append(line)
            self.say(self.answer(line.upper()))

    def answer(self, line: str) -> str:
        sink = self.server.sink
        if line == "DATA":
            self.say("354 go on")
            sink.mails.append(self.read_mail())
        if line == "QUIT":
            return "221 bye"
        refused = sink.refuses and line == f"RCPT TO:<{sink.refuses}>".upper()
        return "550 no" if refused else "250 ok"

    def read_mail(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(*, refuses: str = "") -> Iterator[Sink]:
    """A running server."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.sink = Sink(server.server_address[1], refuses)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.sink
        server.shutdown()
