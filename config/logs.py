"""Logs without words of visitors: class names, places in the code and whole numbers only.

A message is written as its template, and only when the template stands in the source code, so
that a text put together at run time stays out. Arguments other than whole numbers are dropped.
Messages of libraries are dropped altogether, since a library may build them from what it handled;
their level, name and place stay, from warnings on. There is no time either: a line per report
would tell when it was sent.
"""

import linecache
import logging
import sys
import threading
from pathlib import PurePath
from types import TracebackType
from typing import TextIO

OURS = ("app", "analysis", "reporting", "config")
PLACES_MAX = 3
"""Frames of a traceback to name, the innermost last."""


class QuietFormatter(logging.Formatter):
    """One line: level, logger, event, counts, the error's class, places in the code."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line; nothing in it comes from an argument or an error's text."""
        place = f"{PurePath(record.pathname).name}:{record.lineno}"
        parts = [record.levelname, record.name, _event(record), *_counts(record), f"at={place}"]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            parts += [f"error={_class_names(error)}", f"from={_places(error.__traceback__)}"]
        return " ".join(parts)


class QuietHandler(logging.StreamHandler[TextIO]):
    """Says nothing when a line cannot be written; the usual handler prints the arguments."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - name of the library
        """Drop the record."""


def configure_logging(stream: TextIO, level: int = logging.INFO) -> None:
    """Send all logs of this process to one stream, without words of visitors.

    Warnings and errors that nobody caught, also in threads, go the same way; Python would print
    their text. For composition roots; the handlers that were there are taken away.
    """
    handler = QuietHandler(stream)
    handler.setFormatter(QuietFormatter())
    handler.addFilter(_worth_writing)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_thread
    sys.unraisablehook = _log_unraisable


def _worth_writing(record: logging.LogRecord) -> bool:
    return _is_ours(record) or record.levelno >= logging.WARNING


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _event(record: logging.LogRecord) -> str:
    template = record.msg
    if not isinstance(template, str) or not _is_ours(record):
        return "-"
    source = "".join(linecache.getlines(record.pathname))
    return f'"{template}"' if template.isprintable() and template in source else "-"


def _counts(record: logging.LogRecord) -> list[str]:
    arguments = record.args if isinstance(record.args, tuple) else ()
    return [str(int(one)) for one in arguments if isinstance(one, int)] if _is_ours(record) else []


def _class_names(error: BaseException) -> str:
    names = [type(error).__name__]
    cause = error.__cause__ or error.__context__
    while cause is not None and len(names) < PLACES_MAX:
        names.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return "<".join(names)


def _places(traceback: TracebackType | None) -> str:
    places = []
    while traceback is not None:
        name = PurePath(traceback.tb_frame.f_code.co_filename).name
        places.append(f"{name}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return ">".join(places[-PLACES_MAX:]) or "-"


def _log_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    logging.getLogger("app").critical("nobody caught this", exc_info=(kind, error, traceback))


def _log_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and args.exc_type is not SystemExit:
        _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _log_unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
