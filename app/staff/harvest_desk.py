"""What the pages of lessons, actions and bulletins need, built once per process."""

from functools import partial

from sqlalchemy import Engine

from app.shared.bulletin_files import print_bulletin
from app.shared.organisation import own_words_in
from app.staff.desk import StaffDesk
from config.bulletin import load_bulletin_words
from config.staff import StaffSettings
from reporting.learning.bulletin_desk import BulletinDesk
from reporting.learning.yields import HarvestDesk
from reporting.store.bulletins import SqlBulletinStore
from reporting.store.harvest import SqlHarvestStore


def build_bulletin_desk(engine: Engine, desk: StaffDesk, settings: StaffSettings) -> BulletinDesk:
    """The desk over a database; `harvest` in it is that of lessons and actions."""
    words = load_bulletin_words()
    own_words = own_words_in(settings.instance)
    return BulletinDesk(
        harvest=HarvestDesk(desk.learning, SqlHarvestStore(engine), own_words),
        store=SqlBulletinStore(engine),
        words=words,
        print_=partial(print_bulletin, words=words, organisation=settings.organisation),
    )
