"""How much memory each process holds."""

import time

from app.cli.demo import send_demo_reports
from app.cli.wiring import intake_desk
from app.staff.demo import make_demo_staff
from config.staff import load_staff
from reporting.store.engine import make_engine
from tests.bench.machine import Figure, Section, resident_mb
from tests.web import Client
from tests.world import World, wait_until_ready


def measure(world: World) -> Section:
    send_demo_reports(intake_desk(world.env))
    world.run("analyse")
    settings = load_staff(world.env)
    person = make_demo_staff(make_engine(settings.database_url), settings)[0]
    started = {name: world.start(name) for name in ("app.intake", "app.staff", "analysis")}
    try:
        for name, setting in (("app.intake", "VRIJUIT_PORT"), ("app.staff", "VRIJUIT_STAFF_PORT")):
            wait_until_ready(int(world.env[setting]), started[name])
        visitor = Client(f"http://127.0.0.1:{world.env['VRIJUIT_PORT']}")
        visitor.send(
            visitor.get("/nl/melden").form("/controleren"),
            kind="K1",
            story="Mevrouw Jansen kreeg de verkeerde lunch, gelukkig zag ik het op tijd.",
        )
        staff = Client(f"http://127.0.0.1:{world.env['VRIJUIT_STAFF_PORT']}")
        staff.send(
            staff.get("/aanmelden").form("/aanmelden"), email=person.email, password=person.password
        )
        for path in ("/themas", "/kaarten", "/trends"):
            staff.get(path)
        time.sleep(5)
        held = {name: resident_mb(process.pid) for name, process in started.items()}
    finally:
        for process in started.values():
            process.terminate()
            process.communicate(timeout=30)
    return Section(
        "Memory of each process, after its first pages",
        [
            Figure(
                "intake, with the masking lists",
                f"{held['app.intake']:.0f} MB",
                "≤ 150 MB over the lists",
            ),
            Figure("staff", f"{held['app.staff']:.0f} MB"),
            Figure("worker at rest", f"{held['analysis']:.0f} MB", "≤ 400 MB"),
        ],
    )
