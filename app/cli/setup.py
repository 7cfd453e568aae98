"""`vrijuit init` and `vrijuit demo`: a new installation, and the demo organisation."""

from collections.abc import Mapping
from pathlib import Path

import click

from analysis.worker import build_worker
from app.cli.demo import send_demo_reports, write_units
from app.cli.instance import make_keys, new_instance, write_settings
from app.cli.jobs import analyse, say
from app.cli.wiring import clock, intake_desk
from app.staff.demo import ADDRESSES, DemoSignIn, make_demo_staff
from app.staff.permissions import Role
from app.staff.users import make_first_administrator, new_password
from config.common import host_of, instance_of, organisation_of
from config.env import read_mapping
from config.intake import load_intake
from config.staff import load_staff
from config.worker import load_worker
from reporting.store.engine import make_engine, upgrade_database
from reporting.store.releases import SqlReleaseStore
from reporting.vault.analists import new_analist

DEMO_INSTANCE = "instance/demo"
DEMO_ORGANISATION = "Demo-organisatie (verzonnen)"
DEMO_MONTHS = 12
"""Months of reports that the demo looks back on."""
SIGN_INS = "demo_sign_ins.txt"
SCREENING_KEY = "analist, passphrase"
"""Stands in the list of sign-ins beside what unlocks the demo analist's key."""


@click.command("init", epilog="Example: VRIJUIT_INSTANCE=/srv/vrijuit vrijuit init")
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults.")
@click.pass_obj
def init_command(environ: Mapping[str, str], *, yes: bool) -> None:
    """Make a new installation: folder, keys, database, first administrator."""
    env = read_mapping(environ)
    organisation, email, analist = organisation_of(env), "beheer@localhost", "analist@localhost"
    if not yes:
        organisation = click.prompt("Name of the organisation", default=organisation)
        email = click.prompt("E-mail address of the first administrator", default=email)
        analist = click.prompt("E-mail address of the first analist", default=analist).lower()
    instance, passphrase = instance_of(env), new_password()
    with new_instance(instance) as folder:
        make_keys(folder, f"{clock():%Y-%m}", 0, [new_analist(analist, passphrase)[1]])
        write_settings(folder, {"organisation": organisation})
    engine = make_engine(load_worker(environ).database_url)
    upgrade_database(engine)
    password = make_first_administrator(engine, load_staff(environ), email)
    click.echo(f"Made {instance} for {organisation}.")
    click.echo(f"Administrator: {email}   password, shown once: {password}")
    click.echo(f"Analist key:   {analist}   passphrase, shown once: {passphrase}")
    click.echo(f"Now move {instance / 'offline'} to a medium that you keep elsewhere.")
    click.echo("Then: vrijuit check, and vrijuit run.")


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
    analist, passphrase = ADDRESSES[Role.ANALIST], new_password()
    wrapped = new_analist(analist, passphrase)[1]
    make_keys(folder, f"{clock():%Y-%m}", DEMO_MONTHS, [wrapped])
    write_settings(folder, {"organisation": DEMO_ORGANISATION, "demo": True})
    write_units(folder)
    worker = build_worker(load_worker(env))
    staff = load_staff(env)
    sign_ins = make_demo_staff(make_engine(staff.database_url), staff)
    keep_sign_ins(folder, (*sign_ins, DemoSignIn(SCREENING_KEY, analist, passphrase)))
    click.echo(f"{send_demo_reports(intake_desk(env))} invented reports masked and sealed.")
    say(analyse(worker, force=True), as_json=False, exact=True)


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
    click.echo(f"Reporters: http://{host}:{intake.port}")
    click.echo(f"Staff:     http://{host}:{staff.port}")
    click.echo("This is a demo. Do not put real reports in it.")
