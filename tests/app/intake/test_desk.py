"""What the process builds from the files of an instance."""

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from app.intake.__main__ import build_desk
from app.intake.desk import PublicDesk, read_units
from app.intake.wsgi import create_app
from config.intake import IntakeSettings
from reporting.errors import BadManifest
from reporting.masking.errors import ModelSilent
from reporting.masking.mask import find_spans
from reporting.masking.ner_adapters import FrogModel
from reporting.masking.own_words import read_own_words
from tests.app.intake.conftest import HandClock, StoredReports
from tests.app.intake.visitor import Visitor
from tests.conftest import Site


def installed(settings: IntakeSettings, site: Site, folder: Path) -> IntakeSettings:
    return replace(
        settings,
        instance=folder,
        database_url=f"sqlite:///{folder}/vrijuit.db",
        manifest_path=site.instance / "manifest.json",
        root_public_key=site.root_public_key,
        receipt_secrets_path=site.instance / "receipt_secrets.json",
    )


def test_the_desk_knows_the_units_and_the_own_words_of_the_instance(
    settings: IntakeSettings, site: Site, sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "vrijuit.db")
    (tmp_path / "units.csv").write_text("name,people\nZorg,40\nDirectie,3\n", encoding="utf-8")
    (tmp_path / "own_words.csv").write_text("Zonneweide,LOCATION\n", encoding="utf-8-sig")
    desk = build_desk(installed(settings, site, tmp_path))
    assert desk.units == ("Zorg",)
    assert "zonneweide" in desk.own_words.by_first
    assert desk.is_ready()


def test_without_tables_the_desk_is_not_ready(
    settings: IntakeSettings, site: Site, tmp_path: Path
) -> None:
    assert not build_desk(installed(settings, site, tmp_path)).is_ready()


def test_a_manifest_of_another_signer_stops_the_start(
    settings: IntakeSettings, site: Site, tmp_path: Path
) -> None:
    other = "A" * 43 + "="
    with pytest.raises(BadManifest):
        build_desk(replace(installed(settings, site, tmp_path), root_public_key=other))


def test_only_large_units_may_be_chosen() -> None:
    lines = ["name,people", "Zorg,40", "", "Keuken, 10", "Directie,9", "Zorg,12", '"A, B",11', "x"]
    assert read_units(lines) == ("Zorg", "Keuken", "A, B")


def test_without_units_the_question_is_not_asked(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock
) -> None:
    visitor = Visitor(create_app(settings, replace(desk, units=()), clock))
    assert "vraag-unit" not in {
        one.get("id") for one in visitor.visit("/nl/melden").attributes("div")
    }


def test_a_text_that_would_be_masked_otherwise_by_now_is_shown_again_first(
    settings: IntakeSettings,
    desk: PublicDesk,
    clock: HandClock,
    visitor: Visitor,
    stored_reports: StoredReports,
) -> None:
    visitor.check()
    words = read_own_words(["spuit,ORGANISATION"])
    visitor.app = create_app(settings, replace(desk, own_words=words), clock)
    assert "[organisatie 1]" in visitor.press_send(200).text
    assert stored_reports() == []
    visitor.press_send()
    assert "[organisatie 1]" in stored_reports()[0].story


def test_a_silent_name_program_keeps_the_text_in_the_form_and_stores_nothing(
    settings: IntakeSettings,
    desk: PublicDesk,
    clock: HandClock,
    visitor: Visitor,
    stored_reports: StoredReports,
) -> None:
    def silent(_: str) -> list[Mapping[str, str]]:
        raise ModelSilent

    ner = FrogModel("silent", silent)
    visitor.app = create_app(settings, replace(desk, ner=ner), clock)
    visitor.visit("/nl/melden")
    story = "Gisteren kreeg Anneke de verkeerde spuit, en dat zag ik te laat."
    shown = visitor.send("/nl/controleren", 503, kind="K1", story=story)
    assert "Gisteren kreeg Anneke de verkeerde spuit" in shown.text
    assert "Wacht een paar minuten" in shown.text
    assert stored_reports() == []


def test_twenty_presses_at_once_are_one_report(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    token = visitor.check().hidden["staat"]
    with ThreadPoolExecutor(20) as pool:
        sent = pool.map(lambda _: visitor.post("/nl/versturen", f"staat={token}"), range(20))
        assert {answer.status_code for answer in sent} == {201}
    assert len(stored_reports()) == 1


def test_unsure_findings_are_marked_as_such_and_sure_ones_are_not(visitor: Visitor) -> None:
    story = "Ik ging met Karin de Vries naar Pompstra. De enige logopedist van het huis keek mee."
    unsure = {story[span.start : span.end] for span in find_spans(story) if not span.sure}
    page = visitor.check(story=story)
    assert page.text.count("niet zeker") == len(unsure) > 0
    assert "Karin de Vries lijkt een naam niet zeker" not in page.text
