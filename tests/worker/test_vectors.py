"""Each report is encoded once; its vectors are sealed beside it and go when it goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Row, Table, func, select

from analysis.arrays import FloatArray, unit_rows
from analysis.encoders.lsa import LsaEncoder
from analysis.encoding import Encoder, RememberingEncoder
from analysis.normalise import sentences, strip_placeholders
from analysis.remembered import open_vectors, pack_vectors, unpack_vectors
from analysis.run import run_analysis
from app.cli.demo import demo_units, to_report
from reporting.errors import CannotOpen
from reporting.followup import FollowupDesk, withdraw_report
from reporting.intake import submit_report
from reporting.receipts import issue_receipt_code
from reporting.store.destroyed import SqlDestructionStore
from reporting.store.engine import reading
from reporting.store.intake import SqlIntakeStore
from reporting.store.tables import report, report_vectors
from reporting.vault.envelope import Purpose
from tests.worker.conftest import TODAY, Office

Records = Callable[..., list[Mapping[str, Any]]]
THEMES = ("account-still-active", "allergy-meal", "hoist-sling")


class Counting:
    """An encoder that notes what it is given; alike texts get alike vectors, by their words."""

    comparable = True

    def __init__(self, name: str) -> None:
        self.name = name
        self.given: list[str] = []

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self.given += texts
        rows = [sum((_word(w) for w in text.lower().split()), np.zeros(64)) for text in texts]
        return unit_rows(np.array(rows, dtype=np.float32).reshape(len(texts), 64))


def _word(word: str) -> np.ndarray:
    seed = list(sha256(word.strip(".,").encode()).digest())
    return np.random.default_rng(seed).normal(size=64)


def run(office: Office, encoder: Encoder) -> None:
    run_analysis(
        replace(office.analysis, make_encoder=lambda _: encoder), TODAY, office.lease, force=True
    )


def told_by_reports(told: Sequence[Mapping[str, Any]], given: Sequence[str]) -> set[str]:
    """Of what was given to an encoder, all that is a text or a sentence of a report."""
    texts = {strip_placeholders(one["story"]) for one in told}
    return set(given) & (texts | {part for text in texts for part in sentences(text)})


def kept(office: Office) -> dict[str, frozenset[bytes]]:
    found = open_vectors(office.analysis.vectors.envelopes(), office.analysis.open_)
    return dict(found.by_report)


def test_a_second_run_encodes_only_what_is_new(office: Office, records: Records) -> None:
    told = records(*THEMES)
    office.take_in(told)
    first, second, third = Counting("one"), Counting("one"), Counting("one")
    run(office, first)
    run(office, second)
    assert told_by_reports(told, first.given)
    assert told_by_reports(told, second.given) == set()
    new = records("wrong-version")[:3]
    office.take_in(new)
    run(office, third)
    assert told_by_reports(told, third.given) == set()
    assert told_by_reports(new, third.given)


def test_the_vectors_of_another_encoder_are_not_mixed_in(office: Office, records: Records) -> None:
    told = records(*THEMES)
    office.take_in(told)
    run(office, Counting("one"))
    before = kept(office)
    other = Counting("other")
    run(office, other)
    after = kept(office)
    assert told_by_reports(told, other.given)
    assert set(before) == set(after)
    assert not set().union(*before.values()) & set().union(*after.values())


def test_words_only_leave_no_vectors_behind(office: Office, records: Records) -> None:
    told = records(*THEMES)
    office.take_in(told)
    run(office, LsaEncoder([one["story"] for one in told]))
    assert kept(office) == {}


def test_a_withdrawn_report_takes_its_vectors_with_it(office: Office, records: Records) -> None:
    office.take_in(records(*THEMES))
    code = issue_receipt_code()
    mine = replace(to_report(records("hoist-sling")[0], demo_units()), month="2026-11")
    submit_report(mine, code, office.intake)
    office.collect()
    run(office, Counting("one"))
    assert len(kept(office)) == count(office, report) == count(office, report_vectors)
    before = set(kept(office))
    assert isinstance(office.intake.store, SqlIntakeStore)
    desk = FollowupDesk(office.intake.store, office.intake.secrets)
    withdraw_report(code, desk, office.analysis.manifest)
    office.collect()
    assert len(before - set(kept(office))) == 1
    assert count(office, report) == count(office, report_vectors) == len(before) - 1


def test_all_rows_have_one_size_and_open_only_as_what_they_are(
    office: Office, records: Records
) -> None:
    office.take_in(records(*THEMES))
    run(office, Counting("one"))
    rows = list(office.analysis.vectors.envelopes())
    assert len({len(row.envelope) for row in rows}) == 1
    with pytest.raises(CannotOpen):
        office.analysis.open_(rows[0].envelope, Purpose.REPORT, rows[0].id)
    with pytest.raises(CannotOpen):
        office.analysis.open_(rows[0].envelope, Purpose.VECTORS, rows[1].id)


def test_vectors_whose_key_is_gone_are_encoded_anew(office: Office, records: Records) -> None:
    office.take_in(records("hoist-sling"))
    run(office, Counting("one"))

    def shut(blob: bytes, purpose: Purpose, object_id: bytes) -> bytes:
        if purpose == Purpose.VECTORS:
            raise CannotOpen
        return office.analysis.open_(blob, purpose, object_id)

    again = Counting("one")
    run(replace(office, analysis=replace(office.analysis, open_=shut)), again)
    assert again.given


def test_vectors_go_with_the_key_of_their_month(office: Office, records: Records) -> None:
    office.take_in(records("hoist-sling"))
    run(office, Counting("one"))
    months = {int(row.epoch) for row in epochs(office)}
    SqlDestructionStore(office.analysis.vectors.engine).destroy(dict.fromkeys(months, "{}"))
    assert count(office, report_vectors) == 0


def test_packing_by_hand() -> None:
    vectors = {b"b" * 16: b"wxyz", b"a" * 16: b"1234"}
    assert unpack_vectors(pack_vectors(vectors)) == vectors
    for damaged in (b"", pack_vectors(vectors)[:-1], b"\x02" + pack_vectors(vectors)[1:]):
        with pytest.raises(CannotOpen):
            unpack_vectors(damaged)


def test_a_remembered_run_gives_the_vectors_of_a_fresh_one() -> None:
    memory: dict[bytes, bytes] = {}
    parts = [["De vloer was glad.", "Iemand viel."], [], ["De vloer was glad."]]
    first = RememberingEncoder(Counting("one"), memory).means(parts)
    silent = Counting("one")
    assert np.array_equal(RememberingEncoder(silent, memory).means(parts), first)
    assert silent.given == []
    assert not first[1].any()


def epochs(office: Office) -> Sequence[Row[Any]]:
    with reading(office.analysis.vectors.engine) as connection:
        return connection.execute(select(report_vectors.c.epoch)).all()


def count(office: Office, table: Table) -> int:
    with reading(office.analysis.vectors.engine) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
