"""Who may open what: each role against each address, and no address without an answer to that."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule

from app.staff.permissions import GRANTED, OPEN_ENDPOINTS, OPEN_TO_SIGNED_IN, Permission, Role
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn

OF_THE_LIBRARY = {"security.verify", "security.static"}
"""Pages that Flask-Security adds unasked; nobody has a permission for them."""


def staff_rules(app: Flask) -> Iterator[tuple[Rule, Permission]]:
    """Every address that asks a permission, with that permission."""
    for rule in app.url_map.iter_rules():
        wanted = getattr(app.view_functions[rule.endpoint], "needs", None)
        if wanted is not None:
            yield rule, wanted


def path_of(rule: Rule) -> str:
    """An address of something that is not there: it may be asked for, and is not found."""
    path: str = rule.build(dict.fromkeys(rule.arguments, "nergens"))[1]  # type: ignore[index]
    return path


def status_of(colleague: Colleague, rule: Rule) -> int:
    if "POST" in (rule.methods or ()):
        return colleague.post(path_of(rule)).status_code
    return colleague.client.get(path_of(rule)).status_code


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_it_was_granted_and_nothing_else(
    staff_app: Flask, engine: Engine, signed_in: SignedIn, role: Role
) -> None:
    colleague = signed_in(role)
    for rule, wanted in staff_rules(staff_app):
        status = status_of(colleague, rule)
        assert (status == 403) is (wanted not in GRANTED[role]), (rule, status)
        assert status < 500, rule


@pytest.mark.parametrize("role", Role)
def test_the_menu_shows_the_pages_that_a_role_may_open(
    staff_app: Flask, engine: Engine, signed_in: SignedIn, role: Role
) -> None:
    colleague = signed_in(role)
    colleague.visit(colleague.client.get("/").headers["Location"])
    for rule, wanted in staff_rules(staff_app):
        if not rule.arguments and rule.rule.count("/") == 1 and "GET" in (rule.methods or ()):
            assert (rule.rule in colleague.links) is (wanted in GRANTED[role]), rule


def test_every_view_names_its_permission_or_is_open_on_purpose(staff_app: Flask) -> None:
    named = {rule.endpoint for rule, _ in staff_rules(staff_app)}
    everything = {rule.endpoint for rule in staff_app.url_map.iter_rules()}
    assert everything - named == OPEN_ENDPOINTS | OPEN_TO_SIGNED_IN | OF_THE_LIBRARY


def test_a_view_that_names_no_permission_is_shut(
    staff_app: Flask, engine: Engine, signed_in: SignedIn
) -> None:
    for role in Role:
        assert signed_in(role).client.get("/verify").status_code == 403


def test_every_permission_is_asked_somewhere_and_granted_to_someone(staff_app: Flask) -> None:
    asked = {wanted for _, wanted in staff_rules(staff_app)}
    assert set(Permission) - asked == {Permission.USER_READ}
    assert set(Permission) == frozenset().union(*GRANTED.values())


def test_nobody_both_runs_the_machine_and_reads_what_it_makes() -> None:
    read = {Permission.THEME_READ, Permission.CARD_READ, Permission.TREND_READ}
    for role, granted in GRANTED.items():
        assert not (Permission.JOB_RUN in granted and read & granted), role


def test_who_has_not_signed_in_opens_nothing(staff_app: Flask, visitor: Colleague) -> None:
    visitor.visit("/aanmelden")
    for rule, _ in staff_rules(staff_app):
        assert status_of(visitor, rule) == 303, rule
