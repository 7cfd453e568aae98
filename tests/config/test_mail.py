from pathlib import Path

import pytest

from config.describe import describe
from config.errors import ConfigError
from config.mail import load_mail
from config.worker import load_worker

Env = dict[str, str]
MAIL = {
    "VRIJUIT_MAIL_HOST": "mail.example.org",
    "VRIJUIT_MAIL_FROM": "vrijuit@example.org",
    "VRIJUIT_MAIL_TO": "een@example.org, twee@example.org",
}


def test_without_a_mail_server_no_mail_is_sent(env: Env) -> None:
    assert load_worker(env).mail is None


def test_a_server_a_sender_and_recipients_are_enough() -> None:
    mail = load_mail(MAIL)
    assert mail is not None
    assert mail.recipients == ("een@example.org", "twee@example.org")
    assert (mail.port, mail.security, mail.at) == (587, "starttls", "08:00")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VRIJUIT_MAIL_TO", "een@example.org\r\nBcc: ander@example.org"),
        ("VRIJUIT_MAIL_TO", "een@example.org,"),
        ("VRIJUIT_MAIL_TO", ",".join(["een@example.org"] * 51)),
        ("VRIJUIT_MAIL_FROM", "Vrijuit <vrijuit@example.org>"),
        ("VRIJUIT_MAIL_SECURITY", "ssl"),
        ("VRIJUIT_MAIL_PORT", "0"),
        ("VRIJUIT_MAIL_AT", "8 uur"),
        ("VRIJUIT_MAIL_PASSWORD_FILE", "/nergens"),
    ],
)
def test_a_wrong_mail_setting_is_named(name: str, value: str) -> None:
    user = {"VRIJUIT_MAIL_USER": "vrijuit"} if name.endswith("PASSWORD_FILE") else {}
    with pytest.raises(ConfigError, match=name):
        load_mail({**MAIL, **user, name: value})


def test_the_password_of_the_mail_is_not_shown(env: Env, tmp_path: Path) -> None:
    password = tmp_path / "mail_password"
    password.touch(mode=0o600)
    password.write_text("hush-hush", encoding="utf-8")
    given = {"VRIJUIT_MAIL_USER": "vrijuit", "VRIJUIT_MAIL_PASSWORD_FILE": str(password)}
    settings = load_worker({**env, **MAIL, **given})
    assert settings.mail is not None
    assert settings.mail.password == "hush-hush"  # noqa: S105  # of the test
    assert "hush" not in f"{settings!r} {describe(settings)}"
