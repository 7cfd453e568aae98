"""What is taken of a model's candidates: each test names a stumble of a real model."""

from dataclasses import dataclass

import pytest

from reporting.masking.mask import mask
from reporting.masking.ner import Candidate


@dataclass(frozen=True)
class Says:
    wording: str
    kind: str
    name: str = "says 1"
    knows_kinds: bool = True

    def find(self, text: str, language: str) -> list[Candidate]:
        assert language in {"nl", "en"}
        at = text.find(self.wording)
        return [Candidate(at, at + len(self.wording), self.kind)] if at >= 0 else []


def added(text: str, wording: str, kind: str) -> set[tuple[str, str]]:
    before = set(mask(text, "nl").spans)
    after = mask(text, "nl", ner=Says(wording, kind)).spans
    assert before <= set(after)
    return {(text[s.start : s.end], s.label) for s in after if s not in before}


@pytest.mark.parametrize(
    ("text", "wording", "kind"),
    [
        ("Op het etiket stond UN 1066, dat klopte.", "UN", "ORG"),
        ("De gel was over datum (lot CG-1187).", "CG-1187", "ORG"),
        ("Het gaat om een model HSM 125 zonder kap.", "HSM", "LOC"),
        ("Iemand maakte een grap over Sesam daar.", "Sesam", "LOC"),
        ("DAT IK VANDAAG ERBOVEN MOET STAAN IS NIET GOED", "ERBOVEN", "ORG"),
        ("Ventiel stond open.", "Ventiel", "PERSON"),
    ],
)
def test_codes_and_ordinary_words_are_not_taken(text: str, wording: str, kind: str) -> None:
    assert added(text, wording, kind) == set()


def test_a_name_is_taken_without_the_words_around_it() -> None:
    model = Says("Ventiel Zorblatt stond", "ORG")
    masked = mask("Ventiel Zorblatt stond open.", "nl", ner=model)
    assert masked.text.startswith("Ventiel [")
    assert masked.text.endswith("] stond open.")
    assert added("Die kwam van Grotex & Zorblatt af.", "van Grotex & Zorblatt", "ORG") <= {
        ("Grotex & Zorblatt", "ORGANISATION")
    }


def test_of_a_candidate_that_touches_a_find_the_rest_is_taken() -> None:
    text = "Dat ging over een monteur Jan Peters Quuxity daar."
    found = {text[s.start : s.end] for s in mask(text, "nl").spans}
    assert "Quuxity" not in " ".join(found) or found == {"Jan Peters Quuxity"}
    masked = mask(text, "nl", ner=Says("Jan Peters Quuxity", "PERSON"))
    assert "Quuxity" not in masked.text


def test_a_name_of_letters_and_figures_is_taken() -> None:
    text = "Een bezoeker die zich Zorblatt88 noemt."
    assert added(text, "Zorblatt88", "PERSON") <= {("Zorblatt88", "PERSON")}
    assert "Zorblatt88" not in mask(text, "nl", ner=Says("Zorblatt88", "PERSON")).text


def test_an_unsure_person_may_be_an_organisation_by_the_models_word() -> None:
    text = "Er kwam iemand van Glarverbo langs met een brief."
    [unsure] = mask(text, "nl").spans
    assert not unsure.sure
    [told] = mask(text, "nl", ner=Says("Glarverbo", "ORG")).spans
    assert (told.start, told.end, told.label) == (unsure.start, unsure.end, "ORGANISATION")


def test_a_sure_person_stays_a_person() -> None:
    text = "Gisteren belde mevrouw Anneke de Vries weer."
    before = mask(text, "nl").spans
    assert mask(text, "nl", ner=Says("mevrouw Anneke de Vries", "LOC")).spans == before


def test_a_model_that_does_not_know_kinds_is_not_believed_on_them() -> None:
    text = "Er kwam iemand van Glarverbo langs met een brief."
    guess = Says("Glarverbo", "ORG", knows_kinds=False)
    assert mask(text, "nl", ner=guess).spans == mask(text, "nl").spans


@pytest.mark.parametrize("title", ["Mrs", "Dr", "Cllr"])
def test_a_title_is_no_name(title: str) -> None:
    text = f"It was {title} Anneke Smith again."
    masked = mask(text, "en", ner=Says(f"{title} Anneke Smith", "PERSON"))
    assert f"It was {title} [" in masked.text
