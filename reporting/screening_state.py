"""The state of screening, sealed to the worker and to analisten: what was done with each report."""

from collections.abc import Collection

from reporting.bags import Open
from reporting.errors import CannotOpen
from reporting.orders import STATE, ScreeningState, pack_state, unpack_state
from reporting.states import state_id
from reporting.vault.envelope import Purpose, read_header
from reporting.vault.epochs import MonthKeys, epoch_of
from reporting.vault.sealing import seal


def open_state(sealed: bytes, open_: Open) -> ScreeningState:
    """The state of screening.

    Raises:
        CannotOpen: it is damaged, or the key of its month is gone.
    """
    return unpack_state(open_(sealed, Purpose.STATE, state_id(STATE)))


def state_or_new(sealed: bytes | None, open_: Open) -> ScreeningState:
    """The state; a new one when it does not open, because a damaged one must not stop the work."""
    try:
        return ScreeningState() if sealed is None else open_state(sealed, open_)
    except CannotOpen:
        return ScreeningState()


def is_stale(sealed: bytes | None, month: str, open_: Open) -> bool:
    """Whether it does not open, or lies under the key of another month than this one."""
    try:
        if sealed is not None:
            open_state(sealed, open_)
        return sealed is not None and read_header(sealed).epoch != epoch_of(month)
    except CannotOpen:
        return True


def seal_state(state: ScreeningState, keys: MonthKeys, month: str) -> bytes:
    """The state, sealed to the worker and to screening."""
    return seal(
        pack_state(state),
        keys.recipients(month),
        purpose=Purpose.STATE,
        epoch=epoch_of(month),
        object_id=state_id(STATE),
    ).blob


def prune(state: ScreeningState, present: Collection[bytes]) -> ScreeningState:
    """The state without the records of reports that are gone."""
    records = state.records.items()
    return ScreeningState({id_: one for id_, one in records if bytes.fromhex(id_) in present})
