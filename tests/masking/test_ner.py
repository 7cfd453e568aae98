from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from reporting.masking.mask import mask
from reporting.masking.ner import Candidate
from reporting.masking.ner_adapters import FrogModel, SpacyModel, TransformersModel

TEXT = "Valve open again. They sold it to the Zorblatt of Quuxity, said Anneke on Tuesday."


@dataclass(frozen=True)
class WordModel:
    """Says of the given wordings what kind they are."""

    kinds: dict[str, str]
    name: str = "words 1"
    knows_kinds: bool = False

    def find(self, text: str, language: str) -> Sequence[Candidate]:
        assert language in {"nl", "en"}
        return [
            Candidate(text.index(wording), text.index(wording) + len(wording), kind)
            for wording, kind in self.kinds.items()
            if wording in text
        ]


def added(kinds: dict[str, str]) -> set[tuple[str, str]]:
    before = mask(TEXT, "en").spans
    after = mask(TEXT, "en", ner=WordModel(kinds)).spans
    hidden = {(s.start, s.end) for s in before}
    assert hidden <= {(s.start, s.end) for s in after}, "a model takes nothing away"
    return {(TEXT[s.start : s.end], s.label) for s in after if (s.start, s.end) not in hidden}


def test_without_a_model_nothing_changes() -> None:
    assert added({}) == set()


def test_a_model_adds_what_no_finder_saw() -> None:
    assert added({"sold": "PERSON", "Quuxity, said": "LOC"}) <= {("Quuxity, said", "LOCATION")}
    text = "The leak was near the big Frobnitz again."
    masked = mask(text, "en", ner=WordModel({"big Frobnitz": "LOC"}))
    assert "Frobnitz" not in masked.text


def test_a_common_word_that_opens_the_sentence_is_no_name() -> None:
    assert added({"Valve": "PERSON", "Valve open": "ORG"}) == set()


def test_small_words_days_and_other_kinds_are_not_taken() -> None:
    assert added({"again": "PERSON", "Tuesday": "ORG", "They": "DATE"}) == set()


def test_a_model_does_not_touch_a_find_or_a_placeholder() -> None:
    assert added({"Anneke on": "ORG"}) == set()
    masked = mask("It was [name 3] then.", "en", ner=WordModel({"[name 3] then": "PERSON"}))
    assert masked.text == "It was [name 3] then."


def test_masking_twice_with_a_model_is_masking_once() -> None:
    model = WordModel({"Quuxity": "LOC", "Zorblatt": "ORG", "place": "ORG", "name": "PERSON"})
    once = mask(TEXT, "en", ner=model)
    assert mask(once.text, "en", ner=model).text == once.text


def test_spacy_entities_are_read_for_the_languages_that_have_a_pipeline() -> None:
    entity = SimpleNamespace(start_char=0, end_char=3, label_="GPE")
    money = SimpleNamespace(start_char=0, end_char=3, label_="MONEY")
    model = SpacyModel("toy", {"en": lambda _: SimpleNamespace(ents=[entity, money])})
    assert model.find("abc", "en") == (Candidate(0, 3, "LOC"),)
    assert model.find("abc", "nl") == ()


def test_groups_of_a_transformers_pipeline_are_read() -> None:
    model = TransformersModel("toy", lambda _: [{"start": 2, "end": 5, "entity_group": "PER"}])
    assert model.find("a bcd", "nl") == (Candidate(2, 5, "PERSON"),)


def test_frog_tokens_are_looked_up_in_order_and_joined() -> None:
    tokens = [
        {"text": "Jan", "ner": "B-PER"},
        {"text": "Smit", "ner": "I-PER"},
        {"text": "in", "ner": "O"},
        {"text": "Oss", "ner": "B-LOC"},
        {"text": "nergens", "ner": "B-LOC"},
    ]
    model = FrogModel("toy", lambda _: tokens)
    assert model.find("Jan Smit in Oss", "nl") == (
        Candidate(0, 8, "PERSON"),
        Candidate(12, 15, "LOC"),
    )
    assert model.find("Jan Smit in Oss", "en") == ()
