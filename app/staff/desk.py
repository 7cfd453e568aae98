"""What the staff pages need, built once per process. There is no key among it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from config.contract import ContractForm, load_contract_form
from config.methods import Method, load_methods
from config.steps import load_phases
from config.taxonomy import Taxonomy, load_taxonomy
from reporting.learning.desk import LearningDesk
from reporting.learning.meeting_table import RunDesk
from reporting.learning.wishes import with_names
from reporting.learning.wishing import WishDesk
from reporting.masking.own_words import NO_OWN_WORDS
from reporting.screening_desk import Action, ScreeningDesk
from reporting.store.card_versions import SqlCardVersionStore
from reporting.store.contracts import SqlContractStore, SqlTrainingStore
from reporting.store.jobs import SqlJobStore
from reporting.store.learning import SqlLearningStore
from reporting.store.releases import SqlReleaseStore
from reporting.store.running import SqlSittingStore
from reporting.store.screening import SqlScreeningStore
from reporting.store.turns import SqlStopStore, SqlTurnStore
from reporting.store.wishes import SqlWishStore

NOTHING_YET: Mapping[str, Any] = {"themes": (), "cards": (), "trends": None}
"""What pages show before the first release."""

ADDED_LATER: Mapping[str, Any] = {
    "timeline": {"grouped_by": "", "periods": (), "bands": ()},
    "events": (),
    "parts": (),
    "seasonal": False,
}
"""What a theme has of which a release of before told nothing."""


@dataclass(frozen=True, slots=True)
class StaffDesk:
    releases: SqlReleaseStore
    jobs: SqlJobStore
    learning: LearningDesk
    running: RunDesk
    taxonomy: Taxonomy
    methods: Sequence[Method]
    clock: Callable[[], datetime]
    wishes: WishDesk
    note: Callable[[str, str, Action], None]
    """Counts something that an analist did, given their id and the month."""
    contracts: SqlContractStore
    contract_form: ContractForm
    trainings: SqlTrainingStore

    def document(self) -> Mapping[str, Any]:
        """The latest release, with the names that people gave to its themes since."""
        release = self.releases.latest()
        if release is None:
            return NOTHING_YET
        themes = [{**ADDED_LATER, **theme} for theme in release.document["themes"]]
        document = {**release.document, "themes": themes}
        return with_names(document, self.wishes.store.all_wishes())

    def method(self, method_id: str) -> Method | None:
        """A method by its id."""
        return next((method for method in self.methods if method.id == method_id), None)


def build_learning(
    engine: Engine, releases: SqlReleaseStore, methods: Sequence[Method]
) -> LearningDesk:
    """What is done with themes, over a database."""
    store, versions = SqlLearningStore(engine), SqlCardVersionStore(engine)
    return LearningDesk(store, releases, methods, versions)


def build_desk(
    engine: Engine,
    clock: Callable[[], datetime],
    screening: ScreeningDesk | None = None,
    own_methods: Path | None = None,
) -> StaffDesk:
    """The desk over a database, with the methods as shipped and those of a file."""
    releases, methods = SqlReleaseStore(engine), load_methods(own_methods)
    learning = build_learning(engine, releases, methods)
    own_words = screening.own_words if screening else NO_OWN_WORDS
    return StaffDesk(
        releases=releases,
        jobs=SqlJobStore(engine),
        learning=learning,
        running=run_desk(engine, learning),
        taxonomy=load_taxonomy(),
        methods=methods,
        clock=clock,
        wishes=WishDesk(SqlWishStore(engine), releases, own_words),
        note=SqlScreeningStore(engine).note_action,
        contracts=SqlContractStore(engine),
        contract_form=load_contract_form(),
        trainings=SqlTrainingStore(engine),
    )


def run_desk(engine: Engine, learning: LearningDesk) -> RunDesk:
    """The desk from which meetings are led."""
    return RunDesk(
        learning=learning,
        sittings=SqlSittingStore(engine),
        turns=SqlTurnStore(engine),
        stops=SqlStopStore(engine),
        phases=load_phases(),
    )
