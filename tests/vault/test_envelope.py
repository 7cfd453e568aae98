import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.limits import IMPORT_STORY_MAX, STORY_MAX, TIP_MAX
from reporting.errors import CannotOpen
from reporting.report import ThreadAddress, pack_report
from reporting.vault.envelope import (
    BUCKETS,
    HEADER,
    Header,
    Parts,
    Purpose,
    Stanza,
    bucket_for,
    pad,
    parse,
    read_header,
    serialise,
    unpad,
)
from tests.reporting.samples import report

HEADER_NOW = Header(Purpose.REPORT, 202611, b"i" * 16, 14, b"c" * 16)
PARTS = Parts(HEADER_NOW, (Stanza(1, b"k" * 8, b"wrapped"),), b"n" * 12, b"body")
ADDRESS = ThreadAddress(b"l" * 16, b"p" * 1216)


@given(st.binary(max_size=9000))
def test_what_was_padded_comes_back(payload: bytes) -> None:
    bucket = bucket_for(len(payload), Purpose.TO_REPORTER)
    assert unpad(pad(payload, bucket), bucket) == payload


@pytest.mark.parametrize(
    ("size", "purpose", "bucket"),
    [
        (0, Purpose.TO_REPORTER, 12),
        (4092, Purpose.TO_REPORTER, 12),
        (4093, Purpose.TO_REPORTER, 14),
        (0, Purpose.REPORT, 14),
        (16_380, Purpose.REPORT, 14),
        (16_381, Purpose.REPORT, 16),
        (65_533, Purpose.STATE, 17),
    ],
)
def test_a_payload_takes_the_smallest_bucket_of_its_purpose(
    size: int, purpose: Purpose, bucket: int
) -> None:
    assert bucket_for(size, purpose) == bucket


def test_every_report_of_the_form_has_one_size() -> None:
    longest = report(story="€" * STORY_MAX, tip="€" * TIP_MAX, helped=("H1", "H2"), thread=ADDRESS)
    sizes = {bucket_for(len(pack_report(each)), Purpose.REPORT) for each in (report(), longest)}
    assert sizes == {14}


def test_the_longest_imported_record_fits() -> None:
    longest = pack_report(report(story="€" * IMPORT_STORY_MAX))
    assert bucket_for(len(longest), Purpose.REPORT) == 16


def test_a_payload_beyond_all_buckets_is_refused() -> None:
    with pytest.raises(ValueError, match="1 GiB"):
        bucket_for(1 << BUCKETS[-1], Purpose.STATE)


@pytest.mark.parametrize(
    "padded",
    [
        b"\0\0\0\2hi" + b"\0" * 4089 + b"x",
        b"\0\0\x10\0" + b"\0" * 4092,
        b"\0\0\0\2hi",
    ],
    ids=["something behind the payload", "longer than the bucket", "too short"],
)
def test_padding_is_checked(padded: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpad(padded, 12)


def test_an_envelope_is_read_as_it_was_written() -> None:
    assert parse(serialise(PARTS)) == PARTS


def test_the_layout_is_fixed() -> None:
    written = HEADER_NOW.pack().hex()
    assert written == ("56524a310202000100031773" + "69" * 16 + "0e000000" + "63" * 16)
    assert HEADER.size == 48


@pytest.mark.parametrize("place", [0, 4, 5, 6, 7, 28, 29, 30, 31])
def test_an_unknown_kind_of_header_is_refused(place: int) -> None:
    changed = bytearray(serialise(PARTS))
    changed[place] ^= 0x40
    with pytest.raises(CannotOpen):
        read_header(bytes(changed))


@given(st.binary(max_size=120))
def test_any_other_bytes_are_refused_with_the_one_error(noise: bytes) -> None:
    for blob in (noise, HEADER_NOW.pack() + noise[:20]):
        try:
            parse(blob)
        except CannotOpen:
            continue
        assert blob.startswith(HEADER_NOW.pack())
