"""What came of meetings: the desk behind these pages, and the pages at their addresses."""

from functools import partial

from flask import Flask
from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import Engine

from app.shared.bulletin_files import print_bulletin
from app.shared.organisation import own_words_in
from app.staff.bulletin import BulletinPages
from app.staff.chain import ChainPages
from app.staff.desk import StaffDesk
from app.staff.harvest import HarvestPages
from app.staff.lessons import LessonPages
from config.bulletin import load_bulletin_words
from config.staff import StaffSettings
from reporting.learning.bulletin_desk import BulletinDesk
from reporting.learning.desk import LearningDesk
from reporting.learning.yields import HarvestDesk
from reporting.store.bulletins import SqlBulletinStore
from reporting.store.harvest import SqlHarvestStore


def install_harvest(
    app: Flask,
    desk: StaffDesk,
    accounts: SQLAlchemySessionUserDatastore,
    engine: Engine,
    settings: StaffSettings,
) -> None:
    """The pages of yields, lessons, actions, bulletins and the chain."""
    bulletins = build_bulletin_desk(engine, desk.learning, settings)
    for pages in (
        HarvestPages(desk, bulletins.harvest),
        LessonPages(desk, bulletins.harvest),
        BulletinPages(desk, bulletins, accounts, settings.organisation),
        ChainPages(desk, bulletins),
    ):
        app.register_blueprint(pages.blueprint())


def build_bulletin_desk(
    engine: Engine, learning: LearningDesk, settings: StaffSettings
) -> BulletinDesk:
    """The desk over a database; `harvest` in it is that of lessons and actions."""
    words = load_bulletin_words()
    own_words = own_words_in(settings.instance)
    return BulletinDesk(
        harvest=HarvestDesk(learning, SqlHarvestStore(engine), own_words),
        store=SqlBulletinStore(engine),
        words=words,
        print_=partial(print_bulletin, words=words, organisation=settings.organisation),
    )
