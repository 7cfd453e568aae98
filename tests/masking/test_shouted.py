"""Texts in nothing but capitals."""

import pytest

from reporting.masking.mask import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "BOA KEVIN STOKVIS HEEFT GISTEREN EEN JONGEN GESLAGEN EN NIEMAND ZEI IETS.",
            "BOA [naam 1] HEEFT GISTEREN EEN JONGEN GESLAGEN EN NIEMAND ZEI IETS.",
        ),
        (
            "DE HELE DAG LIEP TJALMA DE BAAS UIT TE SCHELDEN EN HEEL DELFZIJL HOORDE HET.",
            "DE HELE DAG LIEP [naam 1] DE BAAS UIT TE SCHELDEN EN HEEL [plaats 1] HOORDE HET.",
        ),
        (
            "DIENSTNUMMER VAN DIE MAN IS 4471 EN HIJ HEEFT NIKS GEDAAN AAN HET LEK.",
            "DIENSTNUMMER VAN DIE MAN IS [nummer 1] EN HIJ HEEFT NIKS GEDAAN AAN HET LEK.",
        ),
        (
            "I TAKE FULL RESPONSIBILITY FOR WHAT WENT WRONG IN THE HOLD. A. LINDQVIST",
            "I TAKE FULL RESPONSIBILITY FOR WHAT WENT WRONG IN THE HOLD. [name 1]",
        ),
    ],
)
def test_names_towns_and_numbers_are_found(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "DE JONGEN WERD TEGEN DE GROND GEWERKT EN DE DEUR STOND DE HELE NACHT OPEN.",
        "WE PAID £40 ON THE DAY AND NOBODY TOLD US WHAT IT WAS FOR OR WHO HAD ASKED.",
        "ER LAG EEN PLAS WATER BIJ DE NOODUITGANG EN NIEMAND HAD ER EEN BORD BIJ GEZET.",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert mask(text).text == text
