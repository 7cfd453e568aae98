"""The vectors of each report, opened at the start of a run and sealed again for what is new.

A vector gives away much of its text, so it is kept as the text is: sealed with the key of the
report's own month, under the report's own id, all of one size. It cannot outlive either.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.corpus import Corpus
from analysis.encoding import KEY_BYTES, Encoder, RememberingEncoder
from analysis.progress import Progress
from reporting.errors import CannotOpen, NoKeyForThisMonth
from reporting.mailbag import Open, StoredEnvelope
from reporting.vault.envelope import Envelope, Purpose, Role
from reporting.vault.epochs import MonthKeys, month_of
from reporting.vault.sealing import Recipient, seal

_HEAD = struct.Struct("<BBH")
"""Version, number of vectors, bytes of one."""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was opened."""

    vectors: dict[bytes, bytes]
    """By key; numbers of 16 bits."""
    by_report: Mapping[str, frozenset[bytes]]
    """Report id, hexadecimal, to the keys kept for it."""


def open_vectors(envelopes: Iterable[StoredEnvelope], open_: Open) -> Remembered:
    """Open all that open; what does not is encoded anew."""
    vectors: dict[bytes, bytes] = {}
    by_report: dict[str, frozenset[bytes]] = {}
    for stored in envelopes:
        try:
            found = unpack_vectors(open_(stored.envelope, Purpose.VECTORS, stored.id))
        except CannotOpen:
            continue
        vectors.update(found)
        by_report[stored.id.hex()] = frozenset(found)
    return Remembered(vectors, by_report)


def recalling(encoder: Encoder, remembered: Remembered, progress: Progress) -> RememberingEncoder:
    """The encoder with what was opened; one with a new space at every run recalls nothing."""
    memory = remembered.vectors if encoder.comparable else {}
    return RememberingEncoder(encoder, memory, progress)


def seal_new_vectors(
    corpus: Corpus, keys: Sequence[Sequence[bytes]], remembered: Remembered, manifest: MonthKeys
) -> list[Envelope]:
    """Seal what this run made of each report that is new, or whose company made it read anew.

    Args:
        corpus: the n reports.
        keys: per report the keys of its vectors.
        remembered: all vectors, and what was kept before.
        manifest: the public keys of the months. A report of a month without one is not kept.
    """
    sealed = []
    for one, own in zip(corpus.reports, keys, strict=True):
        if remembered.by_report.get(one.id) == frozenset(own) & remembered.vectors.keys():
            continue
        try:
            key = manifest.key_for(month_of(one.epoch))
        except NoKeyForThisMonth:
            continue
        # What all reports have in common may never have been encoded: there is nothing to keep.
        made = {name: remembered.vectors[name] for name in own if name in remembered.vectors}
        if not made:
            continue
        payload = pack_vectors(made)
        sealed.append(
            seal(
                payload,
                [Recipient(Role.WORKER, key)],
                purpose=Purpose.VECTORS,
                epoch=one.epoch,
                object_id=bytes.fromhex(one.id),
            )
        )
    return sealed


def pack_vectors(vectors: Mapping[bytes, bytes]) -> bytes:
    """Keys and vectors, one after the other; all vectors have one length."""
    [length] = {len(vector) for vector in vectors.values()}
    rows = b"".join(key + vectors[key] for key in sorted(vectors))
    return _HEAD.pack(_VERSION, len(vectors), length) + rows


def unpack_vectors(payload: bytes) -> dict[bytes, bytes]:
    """What was packed.

    Raises:
        CannotOpen: it is of a version not known here, or damaged.
    """
    try:
        version, count, length = _HEAD.unpack_from(payload)
    except struct.error:
        raise CannotOpen from None
    step = KEY_BYTES + length
    if version != _VERSION or len(payload) != _HEAD.size + count * step:
        raise CannotOpen
    rows = [payload[at : at + step] for at in range(_HEAD.size, len(payload), step)]
    return {row[:KEY_BYTES]: row[KEY_BYTES:] for row in rows}
