import pytest
from sqlalchemy import Engine

from reporting.errors import CannotOpen
from reporting.store.states import SqlStateStore, state_id
from reporting.vault.envelope import Envelope, Purpose, Role
from reporting.vault.sealing import Recipient, seal
from tests.conftest import Site


def sealed(site: Site, name: str, payload: bytes) -> Envelope:
    return seal(
        payload,
        [Recipient(Role.WORKER, site.manifest.key_for("2026-11"))],
        purpose=Purpose.STATE,
        epoch=202611,
        object_id=state_id(name),
    )


def test_a_state_is_found_by_its_name_and_replaced(engine: Engine, site: Site) -> None:
    states = SqlStateStore(engine)
    assert states.get("themes") is None
    for payload in (b"first", b"second" * 50_000):
        states.put("themes", sealed(site, "themes", payload))
        found = states.get("themes")
        assert found is not None
        assert site.ring.open(found, Purpose.STATE, state_id("themes")) == payload
    states.drop("themes")
    assert states.get("themes") is None


def test_a_state_does_not_pass_for_another(sqlite_engine: Engine, site: Site) -> None:
    states = SqlStateStore(sqlite_engine)
    with pytest.raises(ValueError, match="name"):
        states.put("vectors", sealed(site, "themes", b"x"))
    with pytest.raises(CannotOpen):
        site.ring.open(sealed(site, "themes", b"x").blob, Purpose.STATE, state_id("vectors"))
