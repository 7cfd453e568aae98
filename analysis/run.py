"""The whole job, one call a line. Plaintext lives only inside this call."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from analysis.arrays import LEFT_OUT
from analysis.cards import CardBook
from analysis.clustering import Scale
from analysis.corpus import Corpus, open_corpus
from analysis.embedding import memory_keys
from analysis.encoding import Encoder
from analysis.finding import Found, find_themes
from analysis.flood import size_of_flood
from analysis.holding import held_ids, part_held, seal_freed
from analysis.memory import STATE, Memory, pack_memory, unpack_memory
from analysis.progress import Progress, silent
from analysis.publishing import (
    Choice,
    build_trend_tables,
    count_outcome,
    draft_cards,
    withhold_themes,
    write_document,
)
from analysis.remembered import open_vectors, recalling, seal_new_vectors
from analysis.replies import write_replies
from analysis.sanity import Sanity, steadiness, themes_kept
from analysis.seeds import Search
from analysis.thresholds import Draw
from config.limits import K_THEME, RELEASE_MIN_NEW
from reporting.learning.wishes import Wish
from reporting.mailbag import Open
from reporting.store.releases import Lease, Publication, Release, SqlReleaseStore, chain_release
from reporting.store.reports import SqlReportStore
from reporting.store.states import SqlStateStore, state_id
from reporting.store.vectors import SqlVectorStore
from reporting.theme_sources import STATE as SOURCES
from reporting.theme_sources import seal_sources
from reporting.threads import Step
from reporting.vault.envelope import Purpose, Role
from reporting.vault.epochs import MonthKeys, epoch_of, months_from
from reporting.vault.sealing import Recipient, seal

SHUFFLER: Final = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class AnalysisDesk:
    """What the analysis works with; built once per process."""

    reports: SqlReportStore
    releases: SqlReleaseStore
    states: SqlStateStore
    vectors: SqlVectorStore
    open_: Open
    """Opens an envelope; the worker's key ring."""
    manifest: MonthKeys
    make_encoder: Callable[[Sequence[str]], Encoder]
    """Given the texts, the encoder to use."""
    book: CardBook
    draw: Draw
    """Gives the secret part of each threshold."""
    progress: Progress = silent
    """Shows how far the work is."""
    steps: Callable[[], Mapping[str, frozenset[Step]]] = dict
    """Gives by theme id what happened with it since it was published."""
    wishes: Callable[[], Sequence[Wish]] = tuple
    """Gives what was asked about themes and still waits, in order."""


def run_analysis(desk: AnalysisDesk, today: date, lease: Lease, *, force: bool) -> dict[str, int]:
    """Open all reports, find their themes, withhold, and publish one release in one transaction.

    Args:
        desk: of the worker.
        today: the day of this run.
        lease: proof that this worker leads.
        force: publish also when it is not yet time for a release; the demo does.

    Returns:
        What was done, in counts.

    Raises:
        NotALeader: another worker took over; nothing was published.
        StoreUnavailable, AnalysisError: nothing was published.
    """
    desk.vectors.drop_orphans()
    memory, previous, month = open_memory(desk), desk.releases.latest(), f"{today:%Y-%m}"
    everything = open_corpus(desk.reports.envelopes(), desk.open_)
    opened = count_opened(free := everything.without(held_ids(everything)), month)
    if not (force or is_time(len(free.reports), memory, last_month(desk, month), month)):
        return {**opened, "published": 0, "waiting": 1}
    corpus, freed = part_held(everything, desk.make_encoder)
    memory, asked = hear(desk.wishes(), memory)
    found, keep_vectors = find_recalling(corpus, memory, desk)
    if objections := examine(found, memory).objections():
        return {**opened, "published": 0, **{f"unsound_{why}": 1 for why in objections}}
    keep_vectors()
    choice = withhold_themes(found, memory, today, desk.draw, themes_of(previous))
    cards = draft_cards(choice.themes, desk.book, previous, month)
    trends = build_trend_tables(found, previous, today)
    document = write_document(found, choice, cards, trends, today)
    news = choice.tell(corpus.reports, desk.steps(), {one.id for one in freed})
    messages, told = write_replies(news, memory.told, month, desk.releases.next_number)
    kept = remember(found, choice, told, desk.draw, memory)
    states = seal_states(kept, choice, desk.manifest, month)
    resealed = seal_freed(freed, desk.reports.envelope, desk.manifest)
    release = chain_release(document, previous)
    desk.releases.publish(Publication(release, states, messages, resealed, asked), lease)
    return opened | count_outcome(found, choice, len(messages))


def themes_of(release: Release | None) -> Sequence[Mapping[str, Any]]:
    """The themes of a release; none before the first one."""
    return release.document["themes"] if release else ()


def find_recalling(
    corpus: Corpus, memory: Memory, desk: AnalysisDesk
) -> tuple[Found, Callable[[], None]]:
    """The themes, of which only reports that are new are encoded.

    Returns:
        What was found, and a function that seals the new vectors; for when the run proves sound.
    """
    remembered = open_vectors(desk.vectors.envelopes(), desk.open_)
    stories = [one.report.story for one in corpus.reports]
    encoder = recalling(desk.make_encoder(stories), remembered, desk.progress)
    scale = Scale(search=Search(progress=desk.progress))
    found = find_themes(corpus, encoder, memory, scale)

    def keep() -> None:
        if encoder.comparable:
            keys = memory_keys(stories, found.groups.texts, encoder)
            desk.vectors.put(seal_new_vectors(corpus, keys, remembered, desk.manifest))

    return found, keep


def count_opened(corpus: Corpus, month: str) -> dict[str, int]:
    """What was opened, and how many recent reports say nearly the same."""
    alike = size_of_flood(corpus, month)
    return {"reports": len(corpus.reports), "unopened": corpus.unopened, "alike": alike}


def examine(found: Found, memory: Memory) -> Sanity:
    """Whether this run is fit to publish; when not, the release of before stays."""
    labels, vectors = found.groups.labels, found.groups.vectors
    return Sanity(
        steady=steadiness(labels, vectors, K_THEME),
        left_out=float((labels == LEFT_OUT).mean()) if len(labels) else 0.0,
        kept=themes_kept(found.themes, memory.themes, memory.wishes),
    )


def hear(wishes: Sequence[Wish], memory: Memory) -> tuple[Memory, tuple[int, ...]]:
    """The memory after these wishes, and their numbers."""
    heard = memory.with_wishes([said(wish) for wish in wishes])
    return heard, tuple(wish.number for wish in wishes)


def said(wish: Wish) -> Mapping[str, Any]:
    """A wish as `analysis.wishes.read_wishes` reads it."""
    names = {f"label_{code}": name for code, name in (wish.names or {}).items()}
    other = {"other": wish.other} if wish.other else {}
    return {"kind": wish.kind, "theme": wish.theme, **other, **names}


def remember(
    found: Found, choice: Choice, told: frozenset[str], draw: Draw, before: Memory
) -> Memory:
    """What the next run must know of this one."""
    return replace(
        before.followed_by(found.space, found.themes, found.left_out, found.wishes),
        standings=choice.standings,
        told=told,
        reports=len(found.corpus.reports),
        release_extra=draw(),
        timelines=choice.timelines,
    )


def is_time(reports: int, memory: Memory, last: str | None, month: str) -> bool:
    """Whether a release is due: one a month, or so many new reports that they hide each other."""
    if reports == 0:
        return False
    new_month = last is None or last < month
    return new_month or reports - memory.reports >= RELEASE_MIN_NEW + memory.release_extra


def last_month(desk: AnalysisDesk, month: str) -> str | None:
    """The last month that has a release, looking no further ahead than the one after this.

    What lies beyond was made under a clock that ran ahead: it stops no release, and a month that
    has one gets no second one when the clock is set right.
    """
    return desk.releases.last_month(months_from(month, 2)[-1])


def open_memory(desk: AnalysisDesk) -> Memory:
    """What the last run remembered; nothing before the first one.

    Raises:
        CannotOpen: it is damaged, or the key of its month is gone.
    """
    sealed = desk.states.get(STATE)
    if sealed is None:
        return Memory()
    return unpack_memory(desk.open_(sealed, Purpose.STATE, state_id(STATE)))


def seal_states(kept: Memory, choice: Choice, keys: MonthKeys, month: str) -> dict[str, bytes]:
    """What this run leaves behind sealed: its memory, and for analisten the reports per theme."""
    themes = {theme.state.id: theme.state.report_ids for theme in choice.themes}
    return {
        STATE: seal_memory(kept, keys, month),
        SOURCES: seal_sources(themes, draw_sources, keys, month),
    }


def draw_sources(ids: Collection[str], number: int) -> Collection[str]:
    """Some of many reports, drawn anew each time."""
    return SHUFFLER.sample(sorted(ids), k=number)


def seal_memory(memory: Memory, manifest: MonthKeys, month: str) -> bytes:
    """The memory, sealed to the worker's own key of this month."""
    return seal(
        pack_memory(memory),
        [Recipient(Role.WORKER, manifest.key_for(month))],
        purpose=Purpose.STATE,
        epoch=epoch_of(month),
        object_id=state_id(STATE),
    ).blob
