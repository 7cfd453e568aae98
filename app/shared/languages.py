"""Which language a page is in, and where its words come from."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import Babel, get_translations
from werkzeug.datastructures import LanguageAccept

from config.limits import LANGUAGES

TRANSLATIONS: Final = Path(__file__).parents[1] / "translations"
LANGUAGE_NAMES: Final = {"nl": "Nederlands", "en": "English"}


def language_of_path(path: str) -> str:
    """The language that an address begins with; Dutch when it names none."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES else LANGUAGES[0]


def preferred_language(accepted: LanguageAccept) -> str:
    """The best of our languages for what a browser asks; Dutch when it asks for none of them."""
    return accepted.best_match(LANGUAGES) or LANGUAGES[0]


def install_languages(app: Flask, domains: Sequence[str], pick: Callable[[], str]) -> None:
    """Translate the pages of `app`.

    Args:
        app: the face.
        domains: gettext domains, the face's own first; the shared pages are in "intake".
        pick: the language of the request at hand.
    """
    directories = ";".join([str(TRANSLATIONS)] * len(domains))
    Babel(
        app,
        default_locale=LANGUAGES[0],
        default_domain=";".join(domains),
        default_translation_directories=directories,
        locale_selector=pick,
    )
    _look_words_up_once(app)
    app.jinja_env.globals.update(language=pick, language_names=LANGUAGE_NAMES)


def _look_words_up_once(app: Flask) -> None:
    """Let a page find its catalogue once: it asks for some thirty sentences."""

    def words() -> NullTranslations:
        found: NullTranslations | None = g.get("words")
        if found is None:
            found = g.words = get_translations()
        return found

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        gettext=lambda text: words().ugettext(text),
        ngettext=lambda one, many, number: words().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]
