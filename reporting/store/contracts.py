"""Contracts of groups, and trainings of facilitators, in a database."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from reporting.learning.contract import Contract, Signature
from reporting.learning.planning_errors import ContractChanged
from reporting.learning.training import Training
from reporting.store.engine import reading, writing
from reporting.store.groups import lock_group
from reporting.store.staff_tables import contract_signature, group_contract, guide_training


@dataclass(frozen=True, slots=True)
class SqlContractStore:
    """A `ContractStore` in a database."""

    engine: Engine

    def contracts(self, group_id: str) -> tuple[Contract, ...]:
        with reading(self.engine) as connection:
            return _contracts(connection, group_id)

    def latest_contracts(self) -> dict[str, Contract]:
        with reading(self.engine) as connection:
            return {each.group_id: each for each in _contracts(connection)}

    def keep_contract(self, wished: Contract) -> Contract:
        with writing(self.engine) as connection:
            lock_group(connection, wished.group_id)
            latest = next(reversed(_contracts(connection, wished.group_id)), None)
            if latest is not None and latest.digest == wished.digest:
                return latest
            version = 1 if latest is None else latest.version + bool(latest.signatures)
            kept = replace(wished, version=version, signatures=())
            _keep_text(connection, kept, anew=latest is None or latest.version != version)
            return kept

    def sign(self, contract: Contract) -> None:
        under = (
            contract_signature.c.group_id == contract.group_id,
            contract_signature.c.version == contract.version,
        )
        with writing(self.engine) as connection:
            lock_group(connection, contract.group_id)
            latest = next(reversed(_contracts(connection, contract.group_id)), None)
            if latest is None or latest.digest != contract.digest:
                raise ContractChanged
            connection.execute(delete(contract_signature).where(*under))
            for each in contract.signatures:
                connection.execute(insert(contract_signature).values(**_values(contract, each)))


@dataclass(frozen=True, slots=True)
class SqlTrainingStore:
    """A `TrainingStore` in a database."""

    engine: Engine

    def trainings(self) -> tuple[Training, ...]:
        order = (guide_training.c.given_on.desc(), guide_training.c.id)
        with reading(self.engine) as connection:
            rows = connection.execute(select(guide_training).order_by(*order)).all()
        return tuple(_training(row) for row in rows)

    def add_training(self, training: Training) -> None:
        until = training.valid_until
        values = {
            **asdict(training),
            "given_on": training.given_on.isoformat(),
            "valid_until": "" if until is None else until.isoformat(),
        }
        with writing(self.engine) as connection:
            connection.execute(insert(guide_training).values(**values))

    def remove_training(self, training_id: str) -> None:
        with writing(self.engine) as connection:
            connection.execute(delete(guide_training).where(guide_training.c.id == training_id))


def _contracts(connection: Connection, group_id: str | None = None) -> tuple[Contract, ...]:
    texts, signed = group_contract, contract_signature
    wanted = select(texts).order_by(texts.c.group_id, texts.c.version)
    names = select(signed).order_by(signed.c.signer)
    if group_id is not None:
        wanted = wanted.where(texts.c.group_id == group_id)
        names = names.where(signed.c.group_id == group_id)
    signatures = _by_version(connection.execute(names))
    return tuple(
        Contract(
            row.group_id,
            row.version,
            row.language,
            json.loads(row.texts),
            tuple(signatures[row.group_id, row.version]),
        )
        for row in connection.execute(wanted)
    )


def _by_version(rows: Iterable[Row[Any]]) -> dict[tuple[str, int], list[Signature]]:
    found = defaultdict[tuple[str, int], list[Signature]](list)
    for row in rows:
        signature = Signature(row.signer, date.fromisoformat(row.signed_on), row.name)
        found[row.group_id, row.version].append(signature)
    return found


def _keep_text(connection: Connection, contract: Contract, *, anew: bool) -> None:
    values = {
        "language": contract.language,
        "texts": json.dumps(dict(contract.texts), ensure_ascii=False),
    }
    keys = {"group_id": contract.group_id, "version": contract.version}
    if anew:
        connection.execute(insert(group_contract).values(**keys, **values))
        return
    here = [group_contract.c[name] == value for name, value in keys.items()]
    connection.execute(update(group_contract).where(*here).values(**values))


def _values(contract: Contract, signature: Signature) -> dict[str, object]:
    return {
        "group_id": contract.group_id,
        "version": contract.version,
        "signer": signature.signer,
        "name": signature.name,
        "signed_on": signature.signed_on.isoformat(),
    }


def _training(row: Row[Any]) -> Training:
    until = date.fromisoformat(row.valid_until) if row.valid_until else None
    given_on = date.fromisoformat(row.given_on)
    return Training(row.id, row.user_id, row.name, given_on, until, row.recorded_by)
