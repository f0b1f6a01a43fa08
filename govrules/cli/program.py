"""The program and its commands; each command is imported when it is asked for."""

from __future__ import annotations

from typing import Any

import click

from govrules.cli.lazy import LazyGroup

COMMANDS = {
    "check": "check",
    "ask": "ask",
    "compare": "compare",
    "portfolio": "portfolio",
    "bulk": "bulk",
    "validate": "validate",
    "analyse": "analyse",
    "certify": "certify",
    "diff": "diff",
    "test": "run_scenarios",
    "boundaries": "boundaries",
    "fmt": "fmt",
    "show": "show",
    "schema": "schema",
    "import": "import_choices",
    "export": "export_choices",
    "log": "log.group",
    "demo": "demo",
    "explain-code": "explain_code",
}
"""The module of each command, in the order of the help."""


class _Program(LazyGroup):
    modules = COMMANDS


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from govrules.cli.streams import say
    from govrules.model.version import __version__

    say(f"govrules {__version__}")
    ctx.exit()


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "Exit codes: 0 complies, 2 does not comply, 3 a policy has errors, 4 not decided, "
        "5 a scenario failed, 6 a log was altered, 7 analysis found something, 64 wrong usage, "
        "65 a choice cannot be read, 69 no time stamp, 74 not recorded, 1 internal fault."
    ),
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version.",
)
def program(**_: Any) -> None:
    """Check proposed choices against a council's policies, with reasons.

    \b
    Examples:
      govrules check choice.json --policy policies/councils/norwich
      govrules validate my.policy
      govrules test policies
    """
