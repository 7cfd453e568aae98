"""The contract of a group: write it, print it, and note who signed it on paper."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, request, url_for
from flask_babel import force_locale

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.shared.printing import pdf_answer, print_pdf
from app.staff.choices import language
from app.staff.contract_sheet import Signer, contract_sheet, signers
from app.staff.desk import StaffDesk
from app.staff.groups import CONTRACT_STATUS
from app.staff.people import People
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at
from app.staff.words import LOCAL
from config.contract import PARTS
from config.limits import LANGUAGES
from reporting.learning.contract import (
    ORGANISATION,
    TERM_MAX,
    Contract,
    Signed,
    contract_status,
    find_contract,
    record_signatures,
    still_to_sign,
    write_contract,
)
from reporting.learning.errors import LearningError
from reporting.learning.groups import Group, find_group
from reporting.learning.planning_errors import SignedInFuture, UnknownContract


class ContractPages:
    """The pages of the contracts."""

    def __init__(self, desk: StaffDesk, people: People, organisation: str) -> None:
        self._desk = desk
        self._people = people
        self._organisation = organisation

    def add_to(self, pages: Blueprint) -> None:
        """Give them their addresses."""
        for rule, view, method in (
            ("/groepen/<group_id>/contract", self.contract, "GET"),
            ("/groepen/<group_id>/contract.pdf", self.contract_pdf, "GET"),
            ("/groepen/<group_id>/contract/schrijven", self.write_contract, "GET"),
            ("/groepen/<group_id>/contract/schrijven", self.keep_contract, "POST"),
            ("/groepen/<group_id>/contract/getekend", self.sign, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])

    def group(self, group_id: str) -> Group:
        return find_group(group_id, self._desk.learning)

    def signers(self, group: Group, contract: Contract) -> list[Signer]:
        guide = self._people.names().get(group.facilitator, "")
        return signers(group, contract, guide, self._organisation)

    def to(self, group: Group) -> Response:
        where = url_for("groups.contract", group_id=group.id)
        return Response(status=303, headers={"Location": where})

    def show_to(self, group: Group, problem: LearningError | None = None) -> Response:
        contract = find_contract(group.id, None, self._desk.contracts)
        signers = self.signers(group, contract)
        ticked = request.form.getlist("signer") if problem else None
        return page(
            "staff/contract.html",
            400 if problem else 200,
            group=group,
            contract=contract,
            older=self._desk.contracts.contracts(group.id)[:-1],
            form=self._desk.contract_form,
            parts=PARTS,
            signers=signers,
            ticked=[one.key for one in signers if one.signed_on] if ticked is None else ticked,
            missing=still_to_sign(group, contract),
            filled={name: request.form.get(name, "") for name in ("code", "on")},
            for_organisation=self.name_for_organisation(contract),
            today=self.today().isoformat(),
            status_of_contract=CONTRACT_STATUS[contract_status(group, contract)],
            problem=problem_at(problem, "code") if problem else None,
        )

    def name_for_organisation(self, contract: Contract) -> str:
        kept = {each.signer: each.name for each in contract.signatures}.get(ORGANISATION, "")
        return tidy_text(request.form.get("organisation_name", kept))

    def today(self) -> date:
        return self._desk.clock().astimezone(LOCAL).date()

    def ask(
        self, group: Group, of: str, texts: Mapping[str, str], problem: LearningError | None = None
    ) -> Response:
        return page(
            "staff/contract_form.html",
            400 if problem else 200,
            group=group,
            contract_language=of,
            form=self._desk.contract_form,
            parts=PARTS,
            texts=texts,
            longest=TERM_MAX,
            problem=problem_at(problem, "goals") if problem else None,
        )

    def started(self, group: Group, of: str) -> Mapping[str, str]:
        """The texts to start from: what the group wrote, else what is usual in that language."""
        usual = self._desk.contract_form.texts(of)
        try:
            contract = find_contract(group.id, None, self._desk.contracts)
        except UnknownContract:
            return usual
        shipped = self._desk.contract_form.texts(contract.language)
        own = {key: text for key, text in contract.texts.items() if text != shipped.get(key)}
        return {**usual, **own}

    @needs(Permission.GROUP_READ)
    def contract(self, group_id: str) -> Response:
        group = self.group(group_id)
        try:
            return self.show_to(group)
        except UnknownContract:
            where = url_for("groups.write_contract", group_id=group_id)
            return Response(status=303, headers={"Location": where})

    @needs(Permission.GROUP_CHANGE)
    def write_contract(self, group_id: str) -> Response:
        group = self.group(group_id)
        kept = self._desk.contracts.latest_contracts().get(group_id)
        asked = request.args.get("taal", kept.language if kept else language())
        of = asked if asked in LANGUAGES else language()
        return self.ask(group, of, self.started(group, of))

    @needs(Permission.GROUP_CHANGE)
    def keep_contract(self, group_id: str) -> Response:
        group, form = self.group(group_id), self._desk.contract_form
        of = request.form.get("contract_language", "")
        of = of if of in LANGUAGES else language()
        texts = {term.id: tidy_text(request.form.get(term.id, "")) for term in form.terms}
        try:
            write_contract(group, of, texts, form, self._desk.contracts)
        except LearningError as problem:
            return self.ask(group, of, texts, problem)
        return self.to(group)

    @needs(Permission.GROUP_CHANGE)
    def sign(self, group_id: str) -> Response:
        group = self.group(group_id)
        try:
            signed = Signed(
                tidy_text(request.form.get("code", "")),
                request.form.getlist("signer"),
                typed_day(request.form.get("on", "")),
                tidy_text(request.form.get("organisation_name", "")),
            )
            record_signatures(group, signed, self.today(), self._desk.contracts)
        except UnknownContract:
            raise
        except LearningError as problem:
            return self.show_to(group, problem)
        return self.to(group)

    @needs(Permission.GROUP_READ)
    def contract_pdf(self, group_id: str) -> Response:
        group = self.group(group_id)
        asked = request.args.get("versie", "")
        version = int(asked) if asked.isascii() and asked.isdecimal() else None
        contract = find_contract(group.id, version, self._desk.contracts)
        with force_locale(contract.language):
            everyone = self.signers(group, contract)
            names = (group.name, self._organisation)
            data = contract_sheet(contract, everyone, self._desk.contract_form, names)
            content = print_pdf("staff/contract.typ", data, contract.language)
        return pdf_answer(content, f"contract-{contract.code[:4]}-{contract.version}")


def typed_day(text: str) -> date:
    """A day as the browser sends it.

    Raises:
        SignedInFuture: it is no day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SignedInFuture from None
