"""A release that nobody could take for a real one, and the groups that work with it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from reporting.learning.groups import Group, form_group
from reporting.store.jobs import SqlJobStore
from reporting.store.releases import Lease, Publication, Release, SqlReleaseStore, chain_release
from tests.learning.samples import approve, card_row, learning_desk, members

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
THEME: Mapping[str, Any] = {
    "id": "t-1",
    "label_nl": "Zeppelin en ballast",
    "label_en": "Zeppelin and ballast",
    "terms_nl": ["zeppelin", "ballast"],
    "terms_en": ["zeppelin", "ballast"],
    "explanation_nl": "Meldingen over een zeppelin en ballast.",
    "explanation_en": "Reports about a zeppelin and ballast.",
    "words_from_nl": "nl",
    "words_from_en": "en",
    "band": "10-19",
    "first_month": "2026-02",
    "status": "lasting",
    "several_units": True,
    "several_periods": True,
    "languages": ["nl", "en"],
    "kinds": {"K1": "5-9", "K2": None},
    "factors": ["F04", "F06"],
    "helped": ["H2"],
    "severity_potential": "S2",
    "related": ["t-2", "t-left"],
    "place": [3, 1],
    "timeline": {
        "grouped_by": "quarter",
        "periods": ["2026-Q1", "2026-Q2", "2026-Q3"],
        "bands": ["5-9", None, "10-19"],
    },
    "events": [
        {
            "kind": "joined_by",
            "other": "t-gone",
            "month": "2026-08",
            "label_nl": "Luchtballon",
            "label_en": "Balloon",
        },
        {"kind": "split_off", "other": "t-2", "month": "2026-11"},
    ],
    "parts": [
        {"terms_nl": ["zeppelin", "mast"], "terms_en": ["zeppelin"]},
        {"terms_nl": ["ballast", "zand"], "terms_en": []},
    ],
    "seasonal": False,
}
WENT_WELL: Mapping[str, Any] = {
    **THEME,
    "id": "t-2",
    "label_nl": "Anker op tijd",
    "label_en": "Anchor in time",
    "words_from_en": "nl",
    "band": "50+",
    "first_month": "2026-09",
    "status": "new",
    "kinds": {"K4": "50+", "K1": None},
    "factors": ["F12"],
    "severity_potential": None,
    "related": [],
    "place": [4, 3],
    "timeline": {"grouped_by": "", "periods": [], "bands": []},
    "events": [],
    "parts": [],
    "seasonal": False,
}
CHART: Mapping[str, Any] = {
    "periods": ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"],
    "counts": [12, 9, None, 31, 14],
    "rates": None,
    "centre": 16.5,
    "lower": 4.3,
    "upper": 28.7,
    "signals": [{"period": "2026-09", "rule": "outside"}],
    "grouped_by": "month",
    "provisional": True,
}
TRENDS: Mapping[str, Any] = {
    "chart": CHART,
    "kinds": [{"code": "K1", "band": "50+"}, {"code": "K4", "band": None}],
    "factors": [{"code": "F04", "band": "20-49"}],
    "variation": "special",
}
DOCUMENT: Mapping[str, Any] = {
    "month": "2026-11",
    "engine": {"encoder": "none", "reports_band": "50+"},
    "themes": [THEME, WENT_WELL],
    "cards": [
        card_row("c-1", title_nl="Zeppelin zonder ballast", title_en="Zeppelin without ballast"),
        card_row(
            "c-2",
            theme="t-2",
            title_nl="Het anker dat hield",
            title_en="The anchor that held",
            kinds={"K4": "50+"},
            factors=["F12"],
            methods=["M09"],
        ),
    ],
    "trends": TRENDS,
}


def publish(
    engine: Engine, document: Mapping[str, Any] = DOCUMENT, *, approved: bool = True
) -> Release:
    """Publish a document as the worker does, and let its cards through."""
    token = SqlJobStore(engine).take_lease("worker", "a", NOON, 0)
    assert token is not None
    store = SqlReleaseStore(engine)
    new = chain_release(document, store.latest())
    store.publish(Publication(new), Lease("worker", token))
    if approved:
        approve(learning_desk(engine), *(card["id"] for card in document["cards"]))
    return new


def group(engine: Engine, name: str = "Groep Noord") -> Group:
    return form_group(name, members(), "facilitator", learning_desk(engine))
