"""`vrijuit init` and `vrijuit demo`: a new installation, and the demo organisation."""

from collections.abc import Mapping
from pathlib import Path

import click

from analysis.worker import build_worker
from app.cli.asking import Asker, Generated, asker_for, passphrase_option
from app.cli.demo import send_demo_reports, write_units
from app.cli.gathering import analist_named, gather, show_once
from app.cli.instance import make_keys, new_instance, write_settings
from app.cli.jobs import analyse, say
from app.cli.keys_months import tell_to_carry_away
from app.cli.wiring import clock, intake_desk
from app.staff.cases.demo import approve_demo_cards
from app.staff.demo import ADDRESSES, DemoSignIn, make_demo_learning, make_demo_staff
from app.staff.permissions import Role
from app.staff.users import make_first_administrator
from config.common import host_of, instance_of, organisation_of
from config.env import INSTANCE_CONFIG, read_mapping
from config.intake import load_intake
from config.staff import load_staff
from config.worker import load_worker
from reporting.store.engine import make_engine, upgrade_database
from reporting.store.releases import SqlReleaseStore
from reporting.vault.places import MANIFEST, OFFLINE

DEMO_INSTANCE = "instance/demo"
DEMO_ORGANISATION = "Demo-organisatie (verzonnen)"
DEMO_MONTHS = 12
"""Months of reports that the demo looks back on."""
SIGN_INS = "demo_sign_ins.txt"
PASSPHRASES = "demo_passphrases.txt"
FIRST_ANALIST = "analist@localhost"
SCREENING_KEY = "analist, passphrase"
"""Stands in the list of sign-ins beside what unlocks the demo analist's key."""


@click.command("init", epilog="Example: VRIJUIT_INSTANCE=/srv/vrijuit vrijuit init")
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults, make passphrases.")
@passphrase_option
@click.pass_obj
def init_command(environ: Mapping[str, str], *, yes: bool, descriptor: int | None) -> None:
    """Make a new installation: the key ceremony, folder, database, first administrator.

    Asks a passphrase for the root key, for custodians 1, 2 and 3, and for the first analist.
    """
    env = read_mapping(environ)
    organisation, email = organisation_of(env), "beheer@localhost"
    if not yes:
        organisation = click.prompt("Name of the organisation", default=organisation)
        email = click.prompt("E-mail address of the first administrator", default=email)
    instance = instance_of(env)
    if is_after_ceremony(instance):
        write_settings(instance, {"organisation": organisation})
    else:
        hold_first_ceremony(instance, organisation, Generated() if yes else asker_for(descriptor))
    engine = make_engine(load_worker(environ).database_url)
    upgrade_database(engine)
    password = make_first_administrator(engine, load_staff(environ), email)
    click.echo(f"Made {instance} for {organisation}.")
    click.echo(f"Administrator: {email}   password, shown once: {password}")
    click.echo("Then: vrijuit check, and vrijuit run.")


def is_after_ceremony(instance: Path) -> bool:
    """Whether `vrijuit keys ceremony` made this folder, and nothing else was made yet."""
    return (instance / MANIFEST).is_file() and not (instance / INSTANCE_CONFIG).exists()


def hold_first_ceremony(instance: Path, organisation: str, asker: Asker) -> None:
    """Make the folder of an installation with its keys and settings; whole, or not at all."""
    made = asker if isinstance(asker, Generated) else None
    analist = FIRST_ANALIST if made else click.prompt("E-mail address of the first analist")
    with new_instance(instance) as folder:
        people = gather(asker, [analist.lower()])
        make_keys(folder, f"{clock():%Y-%m}", 0, people.analists, people.safes)
        write_settings(folder, {"organisation": organisation})
    if made:
        show_once(made.made)
    tell_to_carry_away(instance)


@click.command("demo", epilog="Example: vrijuit demo && VRIJUIT_INSTANCE=instance/demo vrijuit run")
@click.pass_obj
def demo_command(environ: Mapping[str, str]) -> None:
    """Make the demo organisation, or show what is there. Everything in it is invented."""
    env = {"VRIJUIT_INSTANCE": DEMO_INSTANCE, **environ}
    instance = instance_of(read_mapping(env))
    if not (instance / "manifest.json").is_file():
        with new_instance(instance) as folder:
            make_demo(folder, {**env, "VRIJUIT_INSTANCE": str(folder)})
    else:
        click.echo(f"The demo in {instance} is kept as it was.")
    show_demo(env, instance)


def make_demo(folder: Path, env: Mapping[str, str]) -> None:
    """Fill a folder with the demo: keys, staff, reports, and a first analysis."""
    click.echo("Making the demo organisation: everything in it is invented.")
    analist, made = ADDRESSES[Role.ANALIST], Generated()
    people = gather(made, [analist])
    make_keys(folder, f"{clock():%Y-%m}", DEMO_MONTHS, people.analists, people.safes)
    keep_passphrases(folder, made.made)
    write_settings(folder, {"organisation": DEMO_ORGANISATION, "demo": True})
    write_units(folder)
    worker = build_worker(load_worker(env))
    staff = load_staff(env)
    sign_ins = make_demo_staff(make_engine(staff.database_url), staff)
    passphrase = made.known(analist_named(analist))
    keep_sign_ins(folder, (*sign_ins, DemoSignIn(SCREENING_KEY, analist, passphrase)))
    click.echo(f"{send_demo_reports(intake_desk(env))} invented reports masked and sealed.")
    say(analyse(worker, force=True), as_json=False, exact=True)
    cards = approve_demo_cards(make_engine(staff.database_url), staff, f"{clock():%Y-%m}")
    click.echo(f"{cards} case cards let through by two demo people.")
    make_demo_learning(make_engine(staff.database_url), staff, clock())


def keep_passphrases(folder: Path, made: Mapping[str, str]) -> None:
    """Keep the demo's passphrases beside the keys they unlock; only a demo does such a thing."""
    path = folder / OFFLINE / PASSPHRASES
    path.touch(mode=0o600)
    path.write_text("".join(f"{who:32} {words}\n" for who, words in made.items()), encoding="utf-8")


def keep_sign_ins(folder: Path, sign_ins: tuple[DemoSignIn, ...]) -> None:
    """Keep the demo's passwords to show them again; only a demo has such a file."""
    lines = [f"  {one.role:24} {one.email:32} {one.password}\n" for one in sign_ins]
    path = folder / SIGN_INS
    path.touch(mode=0o600)
    path.write_text("".join(lines), encoding="utf-8")


def show_demo(env: Mapping[str, str], instance: Path) -> None:
    """Print the themes found, the sign-ins and the addresses."""
    intake, staff = load_intake(env), load_staff(env)
    release = SqlReleaseStore(make_engine(intake.database_url)).latest()
    for theme in release.document["themes"] if release else ():
        click.echo(f"  {theme['band']:>6}  {theme['label_nl']}  |  {theme['label_en']}")
    host = host_of(read_mapping(env))
    click.echo(
        "\nDemo sign-ins (role, e-mail, password), and the passphrase of the demo analist's key:"
    )
    click.echo((instance / SIGN_INS).read_text(encoding="utf-8"))
    if (instance / OFFLINE / PASSPHRASES).is_file():
        click.echo(f"Custodians and root key: see {instance / OFFLINE / PASSPHRASES}")
    click.echo(f"Reporters: http://{host}:{intake.port}")
    click.echo(f"Staff:     http://{host}:{staff.port}")
    click.echo("This is a demo. Do not put real reports in it.")
