"""Facilitators are trained; who wrote that down, and until when it holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, insert

from reporting.learning.errors import LearningError, TextTooLong
from reporting.learning.planning_errors import NoGuide, TrainingTooShort, TrainingUnclear
from reporting.learning.training import Training, count_trained, record_training, training_status
from reporting.store.contracts import SqlTrainingStore
from reporting.store.engine import writing
from reporting.store.staff_tables import staff_user

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
COURSE = Training("", "guide", " Begeleiden van  intervisie ", TODAY, None, "hr")
GUIDES = ("guide", "other", "third")


@pytest.fixture
def store(engine: Engine) -> SqlTrainingStore:
    with writing(engine) as connection:
        for user in GUIDES:
            row = {"id": user, "email": f"{user}@staf.example", "fs_uniquifier": user}
            connection.execute(insert(staff_user).values(row))
    return SqlTrainingStore(engine)


def test_a_training_is_kept_with_who_wrote_it_down(store: SqlTrainingStore) -> None:
    early = record_training(replace(COURSE, given_on=TODAY - DAY), GUIDES, TODAY, store)
    late = record_training(replace(COURSE, valid_until=TODAY + DAY), GUIDES, TODAY, store)
    assert store.trainings() == (late, early)
    assert (late.name, late.recorded_by) == ("Begeleiden van intervisie", "hr")
    store.remove_training(late.id)
    store.remove_training(late.id)
    assert store.trainings() == (early,)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"user_id": "analist"}, NoGuide),
        ({"name": "  "}, TrainingUnclear),
        ({"name": "x" * 121}, TextTooLong),
        ({"given_on": TODAY + DAY}, TrainingUnclear),
        ({"valid_until": TODAY}, TrainingTooShort),
    ],
)
def test_a_training_that_cannot_be_is_refused(
    changes: dict[str, object], error: type[LearningError], store: SqlTrainingStore
) -> None:
    with pytest.raises(error):
        record_training(replace(COURSE, **changes), GUIDES, TODAY, store)  # type: ignore[arg-type]  # the test names a field
    assert store.trainings() == ()


def test_a_training_holds_through_its_last_day() -> None:
    course = replace(COURSE, given_on=TODAY - DAY, valid_until=TODAY)
    assert training_status("guide", [course], TODAY) == "trained"
    assert training_status("guide", [course], TODAY + DAY) == "expired"
    assert training_status("guide", [course, COURSE], TODAY + DAY) == "trained"
    assert training_status("other", [course, COURSE], TODAY) == "untrained"


def test_the_overseer_is_told_how_many_are_trained() -> None:
    expired = replace(COURSE, user_id="other", valid_until=TODAY - DAY)
    found = count_trained(GUIDES, [COURSE, expired, replace(COURSE, user_id="gone")], TODAY)
    assert found == {"trained": 1, "expired": 1, "untrained": 1}
