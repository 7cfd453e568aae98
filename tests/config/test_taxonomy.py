import pytest

from config.data import read_data
from config.errors import ConfigError
from config.taxonomy import Taxonomy, load_taxonomy, parse_taxonomy

NEVER_SHOWN = ("fout", "schuld", "dader", "klokkenluider", "score", "100 %")


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def shipped() -> str:
    return read_data("taxonomy.toml")


def test_there_are_sixty_codes_on_nine_axes(taxonomy: Taxonomy) -> None:
    sizes = {axis: len(taxonomy.axis(axis)) for axis in taxonomy.axes}
    assert sizes == {
        "kind": 4,
        "involvement": 3,
        "deviation": 6,
        "stage": 7,
        "detection": 5,
        "severity": 5,
        "consequence": 4,
        "factors": 19,
        "helped": 7,
    }
    assert len(taxonomy.codes) == 60


def test_codes_of_an_axis_come_in_the_order_of_the_file(taxonomy: Taxonomy) -> None:
    assert [code.id for code in taxonomy.axis("factors")] == [f"F{n:02}" for n in range(1, 20)]
    assert [code.id for code in taxonomy.axis("severity")] == ["S0", "S1", "S2", "S3", "S4"]


def test_a_code_is_named_in_both_languages(taxonomy: Taxonomy) -> None:
    assert taxonomy.name("F04", "nl") == "afgeleid of gestoord"
    assert taxonomy.name("F04", "en") == "distraction or interruption"


def test_a_reporter_of_something_good_reads_the_good_side_of_a_factor(taxonomy: Taxonomy) -> None:
    time_pressure = taxonomy.codes["F06"]
    assert time_pressure.asked("nl", "K1") == "Haast, of te veel tegelijk"
    assert time_pressure.asked("nl", "K4") == "Er was genoeg tijd"
    assert time_pressure.asked("en", "K4") == "There was enough time"


def test_a_code_that_no_reporter_chooses_is_asked_by_its_name(taxonomy: Taxonomy) -> None:
    assert taxonomy.codes["A1"].asked("en") == taxonomy.codes["A1"].name("en")


def test_every_severity_says_what_it_means(taxonomy: Taxonomy) -> None:
    for code in taxonomy.axis("severity"):
        assert code.anchor("nl").endswith(".")
        assert code.anchor("en").endswith(".")
    assert taxonomy.codes["F01"].anchor("nl") == ""


def test_every_factor_stands_under_a_heading_and_has_a_good_side(taxonomy: Taxonomy) -> None:
    for code in taxonomy.axis("factors"):
        assert taxonomy.groups[code.group].name("nl")
        assert code.good_nl
        assert code.good_en


def test_no_text_lays_blame(shipped: str) -> None:
    texts = "\n".join(line for line in shipped.lower().splitlines() if not line.startswith("#"))
    assert [word for word in NEVER_SHOWN if word in texts] == []


def test_an_unknown_axis_code_or_language_is_named(taxonomy: Taxonomy) -> None:
    with pytest.raises(ConfigError, match="no axis 'colour'"):
        taxonomy.axis("colour")
    with pytest.raises(ConfigError, match="no code 'F99'"):
        taxonomy.name("F99", "nl")
    with pytest.raises(ConfigError, match="language 'de'"):
        taxonomy.name("F01", "de")


def test_codes_cannot_be_changed_once_loaded(taxonomy: Taxonomy) -> None:
    with pytest.raises(TypeError):
        taxonomy.codes["F01"] = taxonomy.codes["F02"]  # type: ignore[index] # that is the test


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('id = "deviation"', 'id = "colour"', "axes colour is an unknown axis"),
        ('en = "not done"', 'fr = "pas fait"', "codes A1 has an unknown key 'fr'"),
        (', en = "not done"', "", "codes A1 has no text for 'en'"),
        ('en = "not done"', 'en = " "', "codes A1 has no text for 'en'"),
        ('en = "not done"', "en = 3", "codes A1 has no text for 'en'"),
        ('id = "F05"', 'id = "F04"', "has 'F04' more than once"),
        ('id = "F05"', 'id = "H9"', "must begin with F"),
        ('group = "outside"', 'group = "inside"', "code F19 has an unknown group 'inside'"),
        ('anchor_nl = "Niemand merkte er iets van.", ', "", "codes S0 has no text for 'anchor_nl'"),
        ("version = 1", "version = 0", "needs a whole number of 1 or more for 'version'"),
        ("version = 1", "version =", "is not valid TOML"),
    ],
)
def test_a_wrong_taxonomy_is_refused_in_one_sentence(
    shipped: str, was: str, becomes: str, sentence: str
) -> None:
    assert was in shipped
    with pytest.raises(ConfigError) as refused:
        parse_taxonomy(shipped.replace(was, becomes, 1))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("taxonomy.toml")


def test_a_taxonomy_without_an_axis_is_refused(shipped: str) -> None:
    before, _, after = shipped.partition('[[axes]]\nid = "deviation"')
    _, _, after = after.partition("[[axes]]")
    with pytest.raises(ConfigError, match="no axis 'deviation'"):
        parse_taxonomy(f"{before}[[axes]]{after}")
