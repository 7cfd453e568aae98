import sys
from types import ModuleType, SimpleNamespace

import pytest

from app.shared.name_model import UnknownModel, open_model


def test_frog_is_named_with_its_port() -> None:
    assert open_model("frog:8020").name == "frog:8020"


@pytest.mark.parametrize(
    "written", ["frog", "frog:", "frog:0", "frog:99999", "frog:a", "spacy:", "x:1", ""]
)
def test_what_names_no_model_is_refused_with_how_to_name_one(written: str) -> None:
    with pytest.raises(UnknownModel, match="frog:PORT"):
        open_model(written)


def test_a_spacy_model_serves_the_language_it_was_made_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def pipeline(text: str) -> SimpleNamespace:
        return SimpleNamespace(ents=[SimpleNamespace(start_char=0, end_char=3, label_="PERSON")])

    pipeline.lang, pipeline.meta = "en", {"version": "3.8"}  # type: ignore[attr-defined]  # as spaCy has them
    spacy = ModuleType("spacy")
    spacy.load = lambda _: pipeline  # type: ignore[attr-defined]  # as spaCy has it
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    model = open_model("spacy:toy")
    assert model.name == "toy 3.8"
    assert len(model.find("abc", "en")) == 1
    assert model.find("abc", "nl") == ()


def test_without_spacy_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UnknownModel, match="ner-spacy"):
        open_model("spacy:toy")
