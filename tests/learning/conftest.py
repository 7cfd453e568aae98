import pytest
from sqlalchemy import Engine

from reporting.learning.desk import LearningDesk
from tests.learning.samples import card_row, learning_desk, publish


@pytest.fixture
def desk(sqlite_engine: Engine) -> LearningDesk:
    """A board with the cards c-1 and c-2, and no groups."""
    publish(sqlite_engine, card_row("c-1"), card_row("c-2"))
    return learning_desk(sqlite_engine)
