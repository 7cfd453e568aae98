"""Writing a card, letting it through with two people, and taking it back."""

import re
from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.card_versions import TRIALS
from reporting.learning.case_card import LINES, QUESTIONS
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import DOCUMENT, group, publish
from tests.learning.samples import learning_desk
from tests.learning.test_card_lint import card as good_card

CARD, EDIT, REVIEW = "/kaarten/c-1", "/kaarten/c-1/bewerken", "/kaarten/c-1/nakijken"
NO = dict.fromkeys(TRIALS, "nee")
SAVED = f"{EDIT}#bewaard"


@pytest.fixture
def drafted(empty: Engine) -> Engine:
    """A release whose cards nobody looked at."""
    publish(empty, approved=False)
    return empty


@pytest.fixture
def analist(drafted: Engine, signed_in: SignedIn) -> Colleague:
    return signed_in(Role.ANALIST)


def texts(**changes: str) -> dict[str, str]:
    """The fields of a card that the lint lets through."""
    card = good_card()
    fields = {
        f"{name}_{language}": getattr(card[language], name) for language in card for name in LINES
    }
    questions = {f"{QUESTIONS}_{one}": "\n".join(card[one].questions) for one in card}
    return {**fields, **questions, **changes}


def save(colleague: Colleague, version: int = 0, **changes: str) -> None:
    answer = colleague.post(EDIT, stap="bewaren", versie=str(version), **texts(**changes))
    assert (answer.status_code, answer.headers.get("Location")) == (303, SAVED), answer.text
    colleague.visit(EDIT)


def submit(colleague: Colleague) -> None:
    colleague.do(f"{CARD}/indienen", SAVED, **NO)


def refused(colleague: Colleague, **changes: str) -> str:
    return colleague.send(EDIT, 400, stap="bewaren", versie="0", **texts(**changes)).text


def versions(engine: Engine) -> list[tuple[int, str, str]]:
    history = learning_desk(engine).versions.history("c-1")
    return [(one.number, one.state, one.card.texts["nl"].title) for one in history]


def test_a_draft_opens_with_its_own_words(analist: Colleague) -> None:
    page = analist.visit(EDIT)
    assert "Zeppelin zonder ballast" in page.text
    assert "voorstel" in page.text
    assert "Je sleutel is op slot." in page.text


def test_looking_over_keeps_nothing(analist: Colleague, drafted: Engine) -> None:
    page = analist.send(EDIT, 200, stap="nakijken", versie="0", **texts(title_nl="Nieuw"))
    assert "Er is nog niets bewaard." in page.text
    assert versions(drafted) == []


def test_what_is_clean_is_kept_as_a_version(analist: Colleague, drafted: Engine) -> None:
    save(analist, title_nl="Een nieuwe titel")
    assert versions(drafted) == [(1, "edited", "Een nieuwe titel")]
    save(analist, 1, title_nl="Nog een titel")
    assert versions(drafted)[0] == (2, "edited", "Nog een titel")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"synopsis_nl": "Sanne van Dijk vergeet iets."}, "‘Sanne van Dijk’"),
        ({"dilemma_nl": "In Eindhoven gaat dat anders."}, "‘Eindhoven’"),
        ({"dilemma_nl": "Er zijn 14 mensen."}, "‘14’"),
        ({"title_en": "One two three four five six seven eight nine"}, "meer dan 8 woorden"),
        ({"questions_nl": "Wat nu?"}, "Schrijf drie leervragen"),
    ],
)
def test_what_the_lint_stops_is_not_kept_and_nothing_typed_is_lost(
    analist: Colleague, drafted: Engine, changes: Mapping[str, str], told: str
) -> None:
    text = refused(analist, **changes)
    assert told in text
    assert "Er is nog niets bewaard. Alles wat je typte, staat er nog." in text
    assert next(iter(changes.values())) in text
    assert f"#{next(iter(changes))}" in analist.links
    assert versions(drafted) == []


def test_what_somebody_else_saved_is_not_written_over(analist: Colleague, drafted: Engine) -> None:
    save(analist, title_nl="Eerst")
    assert "Een ander veranderde deze kaart net." in refused(analist, title_nl="Toen")
    assert versions(drafted) == [(1, "edited", "Eerst")]


def test_a_card_goes_from_an_analist_to_a_facilitator_to_the_board(
    analist: Colleague, signed_in: SignedIn, drafted: Engine
) -> None:
    save(analist, title_nl="Even tussendoor")
    submit(analist)
    assert "wacht op een tweede lezer" in analist.page.text
    assert "Jij las of schreef deze kaart al." in analist.visit(REVIEW).text
    facilitator = signed_in(Role.FACILITATOR)
    assert "Wordt nagekeken (2)" in facilitator.visit("/kaarten").text
    assert REVIEW in facilitator.links
    page = facilitator.visit(REVIEW)
    assert "Even tussendoor" in page.text
    done = facilitator.send(REVIEW, 200, **NO, own_unit="nee")
    assert "De kaart is akkoord." in done.text
    assert versions(drafted) == [(1, "approved", "Even tussendoor")]
    board = facilitator.visit("/kaarten").text
    assert "Akkoord (1)" in board
    assert "Te kiezen vanaf" in board


def test_a_yes_sends_the_card_back_with_the_reason(
    analist: Colleague, signed_in: SignedIn, drafted: Engine
) -> None:
    save(analist)
    submit(analist)
    facilitator = signed_in(Role.FACILITATOR)
    facilitator.visit(REVIEW)
    answers = {**NO, "who": "ja", "own_unit": "nee"}
    assert "Zeg in een paar woorden waarom." in facilitator.send(REVIEW, 400, **answers).text
    named = facilitator.send(REVIEW, 400, **answers, reason="Dit is Sanne van Dijk.").text
    assert "‘Sanne van Dijk’" in named
    facilitator.send(REVIEW, 200, **answers, reason="Maar één plek werkt zo.")
    assert versions(drafted)[0][1] == "returned"
    assert "Maar één plek werkt zo." in analist.visit(EDIT).text


def test_a_reader_who_works_there_reads_nothing(
    analist: Colleague, signed_in: SignedIn, drafted: Engine
) -> None:
    save(analist)
    submit(analist)
    facilitator = signed_in(Role.FACILITATOR)
    facilitator.visit(REVIEW)
    page = facilitator.send(REVIEW, 400, **NO, own_unit="ja")
    assert "Laat iemand van een andere afdeling deze kaart lezen." in page.text
    assert versions(drafted)[0][1] == "submitted"


def test_without_all_answers_a_card_goes_nowhere(analist: Colleague, drafted: Engine) -> None:
    save(analist)
    analist.send(f"{CARD}/indienen", 400, who="nee")
    analist.send(f"{CARD}/indienen", 400, **{**NO, "blame": "ja"})
    assert versions(drafted)[0][1] == "edited"


def test_the_history_shows_what_changed_and_roles_without_names(
    analist: Colleague, drafted: Engine
) -> None:
    save(analist, title_nl="Een nieuwe titel")
    page = analist.visit(f"{CARD}/versies")
    assert "Zeppelin zonder ballast" in page.text
    assert "Een nieuwe titel" in page.text
    assert "Geschreven in november 2026 door: analist" in page.text
    assert "Test" not in page.text.replace("Testorganisatie", "").replace(
        "Test analist Afmelden", ""
    )


def test_a_facilitator_sees_that_a_draft_is_looked_at_and_not_its_story(
    drafted: Engine, signed_in: SignedIn
) -> None:
    group(drafted)
    facilitator = signed_in(Role.FACILITATOR)
    page = facilitator.visit(CARD)
    assert "wordt nagekeken" in page.text
    assert "Deel 1" not in page.text
    assert f"{CARD}/kiezen" not in facilitator.actions
    for part in ("deel-1", "deel-2"):
        assert facilitator.client.get(f"{CARD}/{part}.pdf").status_code == 404
    answer = facilitator.post(f"{CARD}/kiezen", group=group(drafted, "Zuid").id)
    assert (answer.status_code, "nog niet vrij" in answer.text) == (409, True)


def test_a_withdrawn_card_is_off_the_board_and_its_group_is_told(
    engine: Engine, signed_in: SignedIn
) -> None:
    ours = group(engine)
    facilitator, analist = signed_in(Role.FACILITATOR), signed_in(Role.ANALIST)
    facilitator.visit(CARD)
    facilitator.do(f"{CARD}/kiezen", CARD, group=ours.id)
    where = f"{CARD}/intrekken"
    analist.visit(where)
    assert "Zeg in een paar woorden waarom." in analist.send(where, 400).text
    assert "‘Eindhoven’" in analist.send(where, 400, reason="Het was in Eindhoven.").text
    analist.do(where, "/kaarten", reason="Iemand kan het herkennen.")
    board = facilitator.visit("/kaarten").text
    assert "Ingetrokken (1)" in board
    assert "Gekozen" not in board
    page = facilitator.visit(CARD).text
    assert "Iemand kan het herkennen." in page
    assert "Deel 1" not in page
    assert (
        "Deze kaart is ingetrokken: Zeppelin zonder ballast." in facilitator.visit("/groepen").text
    )
    assert facilitator.client.get(f"{CARD}/deel-1.pdf").status_code == 404


def test_a_withdrawn_card_that_nobody_has_is_gone_for_all_but_the_writers(
    engine: Engine, signed_in: SignedIn
) -> None:
    analist, facilitator = signed_in(Role.ANALIST), signed_in(Role.FACILITATOR)
    analist.visit(f"{CARD}/intrekken")
    analist.do(f"{CARD}/intrekken", "/kaarten", reason="Iemand kan het herkennen.")
    assert CARD in analist.links
    facilitator.visit("/kaarten")
    assert CARD not in facilitator.links
    facilitator.visit(CARD, 404)


def test_a_newer_draft_is_offered_beside_what_somebody_wrote(
    analist: Colleague, drafted: Engine
) -> None:
    save(analist, title_nl="Mijn titel")
    later = {**DOCUMENT["cards"][0], "title_nl": "Nieuw voorstel", "drafted": "2026-12"}
    publish(drafted, {**DOCUMENT, "month": "2026-12", "cards": [later]}, approved=False)
    page = analist.visit(EDIT)
    assert "Er is een nieuwer voorstel." in page.text
    assert "Mijn titel" in page.text
    anew = next(link for link in analist.links if "begin=voorstel" in link)
    assert re.search(r"Nieuw voorstel", analist.visit(anew).text)


def test_only_who_may_edit_reads_or_saves(drafted: Engine, signed_in: SignedIn) -> None:
    for role in (Role.FACILITATOR, Role.SAFETY_HR, Role.OVERSEER, Role.ADMINISTRATOR):
        colleague = signed_in(role)
        for path in (EDIT, f"{CARD}/versies", f"{CARD}/intrekken"):
            assert colleague.client.get(path).status_code == 403, (role, path)
        assert colleague.post(EDIT, stap="bewaren", **texts()).status_code == 403
    assert versions(drafted) == []
