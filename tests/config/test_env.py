from pathlib import Path

import pytest

from config.env import read_mapping, unknown_names
from config.errors import ConfigError


def test_only_our_own_settings_are_read(tmp_path: Path) -> None:
    environ = {"VRIJUIT_INSTANCE": str(tmp_path), "PATH": "/bin", "VRIJUIT_PORT": ""}
    assert read_mapping(environ) == {"VRIJUIT_INSTANCE": str(tmp_path)}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('port = 9000\norganisation = "Zorg & Co"\ndemo = true\n[link]\ncyber = "/x"\n')
    environ = {"VRIJUIT_CONFIG": str(file), "VRIJUIT_PORT": "9100"}
    assert read_mapping(environ) == {
        "VRIJUIT_CONFIG": str(file),
        "VRIJUIT_PORT": "9100",
        "VRIJUIT_ORGANISATION": "Zorg & Co",
        "VRIJUIT_DEMO": "yes",
        "VRIJUIT_LINK_CYBER": "/x",
    }


def test_a_file_in_the_instance_folder_is_found_by_itself(tmp_path: Path) -> None:
    (tmp_path / "vrijuit.toml").write_text('organisation = "Zorg & Co"')
    settings = read_mapping({"VRIJUIT_INSTANCE": str(tmp_path)})
    assert settings["VRIJUIT_ORGANISATION"] == "Zorg & Co"
    assert read_mapping(settings) == settings


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("prot = 9000", "unknown setting 'prot'; do you mean port?"),
        ("zzz = 1", "unknown setting 'zzz'"),
        ('config = "other.toml"', "unknown setting 'config'"),
        ("port = [9000]", "needs text or a whole number for VRIJUIT_PORT"),
        ("port = 1.5", "needs text or a whole number for VRIJUIT_PORT"),
        ("port = ", "is not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path, content: str, sentence: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(content)
    with pytest.raises(ConfigError) as refused:
        read_mapping({"VRIJUIT_CONFIG": str(file)})
    assert str(refused.value).startswith("VRIJUIT_CONFIG: ")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"VRIJUIT_CONFIG: cannot read .*none\.toml: No such"):
        read_mapping({"VRIJUIT_CONFIG": str(tmp_path / "none.toml")})


def test_a_file_that_is_no_text_is_refused_without_its_content(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfesecret")
    with pytest.raises(ConfigError) as refused:
        read_mapping({"VRIJUIT_CONFIG": str(file)})
    assert "secret" not in str(refused.value)


def test_settings_that_nothing_reads_can_be_listed() -> None:
    settings = {"VRIJUIT_PROT": "1", "VRIJUIT_PORT": "1", "VRIJUIT_LINK_CYBER": "/", "HOME": "/"}
    assert unknown_names(settings) == ("VRIJUIT_PROT",)
