import io
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from config.logs import QuietFormatter, QuietHandler, configure_logging

STORY = "Sanne verwisselde medicijnen"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a configured process writes; everything is put back afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    hooks = sys.excepthook, sys.unraisablehook
    thread_hook = threading.excepthook
    stream = io.StringIO()
    configure_logging(stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    sys.excepthook, sys.unraisablehook = hooks
    threading.excepthook = thread_hook


def fail_on(text: str) -> None:
    raise ValueError(text)


def test_an_error_is_written_as_its_class_and_place_never_its_text(written: io.StringIO) -> None:
    try:
        fail_on(STORY)
    except ValueError:
        logging.getLogger("reporting.intake").exception("a report was not stored")
    line = written.getvalue()
    assert line.startswith('ERROR reporting.intake "a report was not stored" at=test_logs.py:')
    assert "error=ValueError" in line
    assert "from=test_logs.py:" in line
    assert line.count("\n") == 1
    assert not any(word in line for word in STORY.split())


def test_the_error_behind_an_error_is_named_too(written: io.StringIO) -> None:
    try:
        try:
            fail_on(STORY)
        except ValueError as problem:
            raise KeyError(STORY) from problem
    except KeyError:
        logging.getLogger("app").exception("it failed")
    assert "error=KeyError<ValueError" in written.getvalue()
    assert STORY not in written.getvalue()


def test_of_the_arguments_only_whole_numbers_are_written(written: io.StringIO) -> None:
    logging.getLogger("analysis").info("%s: moved %d, left %d, %s", STORY, 12, 3, 2.5)
    line = written.getvalue()
    assert '"%s: moved %d, left %d, %s" 12 3 at=' in line
    assert "Sanne" not in line
    assert "2.5" not in line


def test_named_arguments_are_not_written(written: io.StringIO) -> None:
    logging.getLogger("app").warning("it says %(story)s", {"story": STORY})
    assert STORY not in written.getvalue()


def test_a_message_put_together_at_run_time_is_not_written(written: io.StringIO) -> None:
    logging.getLogger("app").error(f"could not read {STORY.upper()}")  # noqa: G004 - the mistake to survive
    logging.getLogger("app").error(ValueError(STORY.upper()))
    assert STORY.upper() not in written.getvalue()
    assert written.getvalue().count("ERROR app - at=test_logs.py:") == 2


def test_messages_of_libraries_are_kept_out_and_their_chatter_dropped(
    written: io.StringIO,
) -> None:
    library = logging.getLogger("waitress.queue")
    library.info("127.0.0.1 GET /nl/melden")
    library.warning("127.0.0.1 asked %d times", 7)
    line = written.getvalue()
    assert line.startswith("WARNING waitress.queue - at=")
    assert line.count("\n") == 1
    assert "127.0.0.1" not in line
    assert " 7 " not in line


def test_a_warning_goes_to_the_log_without_its_text(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(STORY, stacklevel=1)
    assert "WARNING py.warnings -" in written.getvalue()
    assert STORY not in written.getvalue()


def test_stack_and_error_text_kept_by_another_handler_are_not_written() -> None:
    record = logging.LogRecord("app", logging.ERROR, __file__, 1, "it failed", (), None)
    record.exc_text = STORY
    record.stack_info = STORY
    assert STORY not in QuietFormatter().format(record)


def test_a_stream_that_is_closed_stops_nothing_and_tells_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stream = io.StringIO()
    handler = QuietHandler(stream)
    stream.close()
    handler.handle(logging.LogRecord("app", logging.ERROR, __file__, 1, STORY, (), None))
    assert capsys.readouterr().err == ""


def test_what_nobody_caught_is_written_without_its_text_also_in_threads() -> None:
    program = (
        "import sys, threading\n"
        "from config.logs import configure_logging\n"
        "configure_logging(sys.stderr)\n"
        "def fail(): raise ValueError('dubbele dosis')\n"
        "class Bad:\n"
        "    def __del__(self): raise LookupError('dubbele dosis')\n"
        "Bad()\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\n"
        "raise RuntimeError('dubbele dosis')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=30
    )
    assert ended.returncode == 1
    assert "dosis" not in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr
    for name in ("LookupError", "ValueError", "RuntimeError"):
        assert f"error={name}" in ended.stderr
