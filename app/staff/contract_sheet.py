"""A contract as it goes on paper: two parts, with a line to sign for everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from flask_babel import format_date, gettext

from config.contract import ContractForm, Part
from reporting.learning.contract import ORGANISATION, Contract, guide_of
from reporting.learning.groups import Group

Role = Literal["member", "guide", "organisation"]


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs."""

    key: str
    name: str
    role: Role
    signed_on: date | None
    """None for who has not signed."""


def signers(group: Group, contract: Contract, guide: str, organisation: str) -> list[Signer]:
    """Everybody who must sign, with the day on which they did.

    Args:
        group: as it is now.
        contract: the version that is signed.
        guide: name of the facilitator.
        organisation: its name, which stands there until somebody has signed for it.
    """
    signed = {each.signer: each for each in contract.signatures}
    days = {key: each.signed_on for key, each in signed.items()}
    who = signed[ORGANISATION].name if ORGANISATION in signed else organisation
    return [
        *(Signer(each.id, each.name, "member", days.get(each.id)) for each in group.members),
        Signer(guide_of(group), guide, "guide", days.get(guide_of(group))),
        Signer(ORGANISATION, who, "organisation", days.get(ORGANISATION)),
    ]


def signs_as(role: Role) -> str:
    """What somebody signs as."""
    names = {
        "member": gettext("deelnemer"),
        "guide": gettext("begeleider"),
        "organisation": gettext("voor de organisatie"),
    }
    found: str = names[role]
    return found


def contract_sheet(
    contract: Contract, everyone: Sequence[Signer], form: ContractForm, names: tuple[str, str]
) -> dict[str, Any]:
    """What the template prints, in the language of the page.

    Args:
        contract: the version that is printed.
        everyone: who signs it.
        form: the headings of its terms.
        names: of the group and of the organisation.
    """
    group, organisation = names
    return {
        "title": gettext("Contract van %(group)s", group=group),
        "kicker": gettext("Begeleide intervisie"),
        "organisation": organisation,
        "code": gettext("contract %(code)s", code=contract.code),
        "parts": list(_parts(contract, everyone, form)),
        "clause": contract.texts["clause"],
        "sign_title": gettext("Wie tekent, houdt zich hieraan"),
        "columns": [gettext("Naam"), gettext("Dag"), gettext("Handtekening")],
        "how": gettext(
            "De code onderaan hoort bij deze tekst. Verandert de tekst, dan verandert de code. "
            "Dan tekent iedereen opnieuw."
        ),
    }


def _parts(
    contract: Contract, everyone: Sequence[Signer], form: ContractForm
) -> Iterator[dict[str, Any]]:
    members = [one for one in everyone if one.role == "member"]
    [guide] = [one for one in everyone if one.role == "guide"]
    [organisation] = [one for one in everyone if one.role == "organisation"]
    titles: dict[Part, str] = {
        "group": gettext("Deel A. De groep en de begeleider"),
        "organisation": gettext("Deel B. De organisatie en de groep"),
    }
    signing: dict[Part, Sequence[Signer]] = {
        "group": [*members, guide],
        "organisation": [organisation, guide, *members],
    }
    for part, title in titles.items():
        yield {
            "title": title,
            "terms": [
                [term.name(contract.language), contract.texts.get(term.id, "")]
                for term in form.of(part)
            ],
            "signers": [_line(one) for one in signing[part]],
        }


def _line(one: Signer) -> dict[str, str]:
    day: str = "" if one.signed_on is None else format_date(one.signed_on, "d MMM yyyy")
    role = signs_as(one.role)
    if one.role == "organisation" and one.signed_on is None:
        role = gettext("voor de organisatie; schrijf naam en functie erbij")
    return {"name": one.name, "role": role, "day": day}
