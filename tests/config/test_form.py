import pytest

from config.data import read_data
from config.errors import ConfigError
from config.form import Form, load_form, parse_form
from config.limits import MAX_FACTORS
from config.taxonomy import Taxonomy, load_taxonomy

NEVER_SHOWN = ("fout", "schuld", "dader", "klokkenluider", "score", "100 % anoniem", " u ", " uw ")


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form()


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


def test_only_kind_and_story_are_required_and_come_first(form: Form) -> None:
    assert [question.field for question in form.questions] == [
        "kind",
        "story",
        "involvement",
        "detection",
        "severity_actual",
        "consequence",
        "severity_potential",
        "factors",
        "helped",
        "tip",
        "stage",
        "unit",
        "when",
    ]
    assert [question.field for question in form.questions if question.required] == ["kind", "story"]


@pytest.mark.parametrize(
    ("kind", "hidden"),
    [
        ("K1", set()),
        ("K2", set()),
        ("K3", {"detection", "severity_actual", "consequence"}),
        ("K4", {"severity_actual", "consequence", "severity_potential"}),
    ],
)
def test_each_kind_of_report_gets_its_own_questions(
    form: Form, kind: str, hidden: set[str]
) -> None:
    asked = {question.field for question in form.for_kind(kind)}
    assert {question.field for question in form.questions} - asked == hidden


@pytest.mark.parametrize(
    ("field", "kind", "label"),
    [
        ("story", "K1", "Wat gebeurde er?"),
        ("story", "K3", "Wat kan er misgaan?"),
        ("story", "K4", "Wat ging er goed?"),
        ("factors", "K2", "Wat speelde mee?"),
        ("factors", "K4", "Wat maakte dat het goed ging?"),
        ("story", "", "Wat gebeurde er?"),
    ],
)
def test_the_words_follow_the_kind_of_report(form: Form, field: str, kind: str, label: str) -> None:
    assert form.question(field).wording("nl", kind).label == label


def test_a_variant_keeps_the_hint_it_does_not_change(form: Form) -> None:
    story = form.question("story")
    assert story.wording("nl", "K4").hint == story.wording("nl").hint
    assert story.wording("nl", "K4").prompts != story.wording("nl").prompts


def test_every_question_reads_in_both_languages(form: Form) -> None:
    for question in form.questions:
        for kind in ("", "K1", "K2", "K3", "K4"):
            dutch, english = question.wording("nl", kind), question.wording("en", kind)
            assert dutch.label != english.label
            assert bool(dutch.hint) == bool(english.hint)
            assert len(dutch.prompts) == len(english.prompts)
            assert bool(dutch.missing) == bool(english.missing) == question.required


def test_the_factors_are_offered_in_plain_words_under_headings(
    form: Form, taxonomy: Taxonomy
) -> None:
    factors = form.question("factors")
    choices = factors.choices(taxonomy, "nl")
    assert len(choices) == 19
    assert factors.max_choices == MAX_FACTORS
    assert (choices[3].value, choices[3].text) == ("F04", "Afgeleid of gestoord")
    assert choices[3].group == "Omstandigheden"
    assert factors.choices(taxonomy, "nl", "K4")[3].text == "Er was rust om door te werken"


def test_a_severity_is_offered_with_its_meaning(form: Form, taxonomy: Taxonomy) -> None:
    choices = form.question("severity_potential").choices(taxonomy, "en")
    assert choices[0].hint == "Nobody noticed anything."
    assert (choices[-1].value, choices[-1].text) == ("", "I do not know")


def test_when_is_asked_no_finer_than_a_month(form: Form, taxonomy: Taxonomy) -> None:
    choices = form.question("when").choices(taxonomy, "nl")
    assert [choice.value for choice in choices] == ["this_month", "months_1_3", "longer", ""]


def test_the_unit_comes_from_the_organisation(form: Form) -> None:
    assert form.question("unit").asks_units
    assert [question.field for question in form.questions if question.asks_units] == ["unit"]


def test_each_route_elsewhere_reads_in_both_languages(form: Form) -> None:
    assert len(form.routes) == 8
    assert form.routes[0].link == "tel:112"
    for route in form.routes:
        assert route.texts("nl").situation != route.texts("en").situation
        assert route.texts("nl").place
        assert route.texts("en").place


def test_no_text_lays_blame_or_speaks_from_a_distance() -> None:
    lines = read_data("form.toml").lower().splitlines()
    texts = "\n".join(line for line in lines if not line.startswith("#"))
    assert [word for word in NEVER_SHOWN if word in texts] == []


def test_an_unknown_question_or_language_is_named(form: Form) -> None:
    with pytest.raises(ConfigError, match="no question 'name'"):
        form.question("name")
    with pytest.raises(ConfigError, match="language 'fr'"):
        form.question("kind").wording("fr")


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('axis = "helped"', 'axis = "luck"', "questions helped has an unknown axis 'luck'"),
        ('axis = "helped"', "", "questions helped needs choices"),
        ('field = "stage"', 'field = "unit"', "has 'unit' more than once"),
        ('kind = "text"', 'kind = "essay"', "questions story has kind 'essay'"),
        ('hidden_for = ["K3"]', 'hidden_for = ["K9"]', "unknown kind of report 'K9'"),
        ('hidden_for = ["K3"]', 'hidden_for = "K3"', "needs a list of texts for 'hidden_for'"),
        ("required = true", 'required = "yes"', "needs true or false for 'required'"),
        ("max_choices = 3", "max_choices = 0", "a whole number of 1 or more for 'max_choices'"),
        ("max_choices = 3", "most = 3", "questions factors has an unknown key 'most'"),
        ('en = { label = "How was it noticed?" }', "", "questions detection has no table 'en'"),
        ('label = "Hoe kwam het uit?"', "", "questions detection, nl has no text for 'label'"),
        ('id = "cyber"', 'id = "danger"', "has 'danger' more than once"),
        ('value = "longer", ', "value = 3, ", "has no text for 'value'"),
        ('en = "Longer ago"', 'eng = "Longer ago"', "has an unknown key 'eng'"),
    ],
)
def test_a_wrong_form_is_refused_in_one_sentence(was: str, becomes: str, sentence: str) -> None:
    shipped = read_data("form.toml")
    assert was in shipped
    with pytest.raises(ConfigError) as refused:
        parse_form(shipped.replace(was, becomes, 1))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("form.toml")


def test_a_form_without_questions_is_refused() -> None:
    with pytest.raises(ConfigError, match="has no questions"):
        parse_form("")
