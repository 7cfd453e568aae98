"""The program or model that helps to recognise names, as the setting names it."""

from typing import Final

from config.errors import ConfigError
from reporting.masking.frog import FrogServer
from reporting.masking.ner import NerModel
from reporting.masking.ner_adapters import FrogModel, SpacyModel

PORTS: Final = range(1, 65_536)
HOW: Final = "say frog:PORT, or spacy:NAME of an installed spaCy model"


class UnknownModel(ConfigError):
    """What was written names no model that we can use; the message says what to do."""


def open_model(written: str) -> NerModel:
    """The model that is asked for.

    Args:
        written: `frog:8020`, or `spacy:en_core_web_sm`.

    Raises:
        UnknownModel: it is neither, or spaCy or its model is not installed.
    """
    kind, _, name = written.partition(":")
    if kind == "frog" and name.isascii() and name.isdigit() and int(name[:6]) in PORTS:
        return FrogModel(written, FrogServer(int(name)))
    if kind == "spacy" and name:
        return _spacy_model(name)
    raise UnknownModel(HOW)


def _spacy_model(name: str) -> NerModel:
    try:
        import spacy  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - optional, and slow to import
    except ImportError:
        raise UnknownModel("spaCy is not installed: pip install 'vrijuit[ner-spacy]'") from None
    try:
        pipeline = spacy.load(name)
    except OSError:
        raise UnknownModel(f"spaCy has no model {name!r}: install it first") from None
    return SpacyModel(f"{name} {pipeline.meta['version']}", {pipeline.lang: pipeline})
