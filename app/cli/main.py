"""`vrijuit …`: each command loads only what it needs; errors end as one line and an exit status."""

import os
import pkgutil
import sys
from collections.abc import Mapping

import click

from analysis.errors import AnalysisError
from config.errors import ConfigError
from reporting.errors import ReportingError

KNOWN_ERRORS = (ConfigError, ReportingError, AnalysisError, OSError, UnicodeError)

COMMANDS: Mapping[str, str] = {
    "run": "app.cli.serve:run_command",
    "intake": "app.cli.serve:intake_command",
    "staff": "app.cli.serve:staff_command",
    "worker": "app.cli.serve:worker_command",
    "init": "app.cli.setup:init_command",
    "demo": "app.cli.setup:demo_command",
    "mask": "app.cli.text:mask_command",
    "themes": "app.cli.text:themes_command",
    "analyse": "app.cli.jobs:analyse_command",
    "cards": "app.cli.cards:cards_command",
    "import": "app.cli.importing:import_command",
    "bulletin": "app.cli.bulletin:bulletin_command",
    "backup": "app.cli.backup:backup_command",
    "restore": "app.cli.backup:restore_command",
    "keys": "app.cli.keys:keys_group",
    "check": "app.cli.doctor:check_command",
    "verify-strip": "app.cli.strips:verify_strip_command",
}


class Commands(click.Group):
    """Loads a command when it is asked for: masking a line needs no web server, no data frame."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = pkgutil.resolve_name(COMMANDS[cmd_name])
        return command


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="vrijuit", prog_name="vrijuit")
def vrijuit() -> None:
    """Vrijuit spreken, samen leren: anonymous reports that end in shared lessons."""


def main() -> None:
    """Run one command; exit 0, 1 with one clear line, or 2 for wrong usage."""
    try:
        vrijuit.main(obj=dict(os.environ), standalone_mode=False)  # noqa: TID251 - composition root
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(1)
    except click.ClickException as error:
        fail(error.format_message())
    except BrokenPipeError:
        # The reader of a pipe went away (`vrijuit mask … | head`): there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KNOWN_ERRORS as error:
        fail(str(error) or type(error).__name__)


def fail(sentence: str) -> None:
    """Say what failed in one line and exit with status 1."""
    click.echo(f"vrijuit: {' '.join(sentence.split())}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
