"""What the learning part needs, built once per process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from config.methods import Method
from reporting.learning.card_versions import VersionStore
from reporting.learning.cards import CardStore, ReleaseReader
from reporting.learning.groups import GroupStore
from reporting.learning.meetings import MeetingStore


class LearningStore(CardStore, GroupStore, MeetingStore, Protocol):
    """Where picks, groups and meetings are kept."""


@dataclass(frozen=True, slots=True)
class LearningDesk:
    """The desk of every function in `cards`, `groups` and `meetings`."""

    store: LearningStore
    releases: ReleaseReader
    methods: Sequence[Method]
    versions: VersionStore
