"""Settings of the gate before sending: what keeps a flood of false reports out."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.env import text, whole_number
from config.errors import ConfigError
from config.limits import FORM_FLOOR_SECONDS, MOST_WAITING

PROOF_OF_WORK = ("no", "busy")
_FLOORS = (0, 60)
_WAITING = (20, 1_000_000)


@dataclass(frozen=True, slots=True)
class GateSettings:
    floor_seconds: int = 0
    """Between opening the form and sending it; nobody writes a report faster."""
    most_waiting: int = MOST_WAITING
    """Reports in the inbox; when it is full, reporters are asked to come back."""
    proof_of_work: str = "no"
    """"busy": the browser shows some effort, or its user some patience, when many reports wait."""


def load_gate(env: Mapping[str, str], *, demo: bool) -> GateSettings:
    """Settings of the gate, checked. A demo takes reports at once: they are invented.

    Raises:
        ConfigError: one line that names the wrong setting.
    """
    floor, most = "VRIJUIT_FORM_FLOOR_SECONDS", "VRIJUIT_MOST_WAITING"
    work = text(env, "VRIJUIT_PROOF_OF_WORK", "no")
    if work not in PROOF_OF_WORK:
        raise ConfigError(f"VRIJUIT_PROOF_OF_WORK must be one of {', '.join(PROOF_OF_WORK)}")
    return GateSettings(
        floor_seconds=whole_number(env, floor, 0 if demo else FORM_FLOOR_SECONDS, _FLOORS),
        most_waiting=whole_number(env, most, MOST_WAITING, _WAITING),
        proof_of_work=work,
    )
