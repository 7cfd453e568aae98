"""The people of a key ceremony: each gives a passphrase, or gets one that is shown once."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from app.cli.asking import Asker
from reporting.vault.analists import new_analist
from reporting.vault.custodians import Safes, new_custodian
from reporting.vault.epochs import CUSTODIANS
from reporting.vault.passphrases import ANALIST_COST, CUSTODIAN_COST, Cost, WrappedSecret

ROOT = "the root key"


@dataclass(frozen=True, slots=True)
class People:
    """Who holds what, with their keys under their passphrases."""

    analists: tuple[WrappedSecret, ...]
    safes: Safes


@dataclass(frozen=True, slots=True)
class Costs:
    """What a guess at a passphrase costs."""

    analist: Cost = ANALIST_COST
    custodian: Cost = CUSTODIAN_COST


REAL_COSTS = Costs()


def custodian_named(number: int) -> str:
    """How a custodian is called when asked."""
    return f"custodian {number}"


def analist_named(name: str) -> str:
    """How an analist is called when asked."""
    return f"analist {name}"


def gather(asker: Asker, analists: Sequence[str], costs: Costs = REAL_COSTS) -> People:
    """Ask the keeper of the root key, the three custodians and the analists, in this order.

    Raises:
        PassphraseTooShort: one is; nothing was written.
    """
    root = asker.fresh(ROOT)
    custodians = tuple(
        new_custodian(number, asker.fresh(custodian_named(number)), costs.custodian)
        for number in range(1, CUSTODIANS + 1)
    )
    screening = tuple(
        new_analist(name, asker.fresh(analist_named(name)), costs.analist)[1] for name in analists
    )
    return People(screening, Safes(root, custodians, costs.custodian))


def show_once(made: dict[str, str]) -> None:
    """Print passphrases that were made for people."""
    click.echo("Passphrases, shown once. Give each to its own person:")
    for whose, passphrase in made.items():
        click.echo(f"  {whose:32} {passphrase}")
