"""A PDF taken apart, as far as a test needs it: its objects as text, and its words."""

import re
import shutil
import subprocess
import zlib

import pytest

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def anatomy(pdf: bytes) -> str:
    """All objects of a PDF, with the packed ones unpacked."""
    found = [STREAM.sub(b"", pdf)]
    for packed in STREAM.findall(pdf):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            found.append(packed)
    return b"\n".join(found).decode("latin-1")


def words_of(pdf: bytes) -> str:
    """What somebody reads, on one line; skips where poppler's reader is absent."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not here to read the PDF with")
    done = subprocess.run([reader, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())
