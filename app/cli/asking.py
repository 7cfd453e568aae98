"""Asking for passphrases: on the terminal without echo, or line by line from a file descriptor.

Never from the command line: other users of the machine can read its words.
"""

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

import click

from config.limits import PASSPHRASE_MIN
from reporting.errors import PassphraseTooShort

GENERATED_BYTES = 15
"""20 signs of URL-safe base64; 120 bits."""

Command = TypeVar("Command", bound=Callable[..., object])


class Asker(Protocol):
    """Where passphrases come from."""

    def known(self, whose: str) -> str:
        """One that exists already."""

    def fresh(self, whose: str) -> str:
        """A new one."""


class Terminal:
    """Asks the person at the keyboard; a new passphrase twice, and again when it is too short."""

    def known(self, whose: str) -> str:
        return _typed(f"Passphrase of {whose}")

    def fresh(self, whose: str) -> str:
        hint = f"New passphrase of {whose} ({PASSPHRASE_MIN} characters or more)"
        while len((typed := _typed(hint, again="Once more")).strip()) < PASSPHRASE_MIN:
            click.echo(PassphraseTooShort.sentence, err=True)
        return typed


class Lines:
    """Reads one passphrase a line, in the order in which the command asks."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def known(self, whose: str) -> str:
        line = next(self._lines, None)
        if line is None:
            raise click.UsageError(f"no line is left for the passphrase of {whose}")
        return line.rstrip("\r\n")

    fresh = known


class Generated:
    """Makes new passphrases, to be shown once."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}

    def known(self, whose: str) -> str:
        return self.made[whose]

    def fresh(self, whose: str) -> str:
        return self.made.setdefault(whose, secrets.token_urlsafe(GENERATED_BYTES))


def asker_for(descriptor: int | None) -> Asker:
    """The lines of a file descriptor when one is named, else the terminal."""
    if descriptor is None:
        return Terminal()
    try:
        return Lines(iter(os.fdopen(descriptor, encoding="utf-8")))
    except OSError:
        raise click.UsageError(f"file descriptor {descriptor} cannot be read") from None


def passphrase_option(command: Command) -> Command:
    """The option that names a file descriptor."""
    return click.option(
        "--passphrase-fd",
        "descriptor",
        type=int,
        metavar="N",
        help="Read passphrases from this file descriptor, one a line, instead of asking.",
    )(command)


def _typed(question: str, again: str | None = None) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on; say --passphrase-fd")
    typed: str = click.prompt(
        question, hide_input=True, err=True, confirmation_prompt=again or False
    )
    return typed
