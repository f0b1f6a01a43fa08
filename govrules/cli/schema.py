"""govrules schema: the JSON Schema of the choices that policies take, or of decisions."""

from __future__ import annotations

import json
from pathlib import Path

import click

from govrules.cli.options import no_cache_option, out_option, policy_option
from govrules.errors import ExitCode, UsageError


@click.command("schema")
@policy_option(required=False)
@click.option("--decision", is_flag=True, help="The schema of a decision instead.")
@click.option("--comparison", is_flag=True, help="The schema of a comparison instead.")
@click.option("--portfolio", is_flag=True, help="The schema of a portfolio decision instead.")
@out_option("Where to write it; else standard output.")
@no_cache_option
def command(
    policies: tuple[Path, ...],
    decision: bool,
    comparison: bool,
    portfolio: bool,
    out: Path | None,
    no_cache: bool,
) -> ExitCode:
    """Write the JSON Schema of choices or of an answer.

    The schema (2020-12) of the choices that policies take, for systems that make them; or that of
    a decision, a comparison or a portfolio decision, for systems that read them.

    \b
    Examples:
      govrules schema --policy policies/councils/norwich --out choice.schema.json
      govrules schema --decision
      govrules schema --portfolio
    """
    if decision + comparison + portfolio + bool(policies) != 1:
        raise UsageError(
            "name the policies with --policy, or ask for --decision, --comparison or --portfolio;"
            " one of them"
        )

    from govrules.cli.writing import output

    if decision:
        from govrules.cli.decision_schema import decision_schema

        schema = decision_schema()
    elif comparison:
        from govrules.cli.decision_schema import comparison_schema

        schema = comparison_schema()
    elif portfolio:
        from govrules.cli.decision_schema import portfolio_schema

        schema = portfolio_schema()
    else:
        from govrules.library import load

        schema = load(policies, cache=not no_cache).schema()
    with output(out) as stream:
        stream.write(f"{json.dumps(schema, indent=2)}\n")
    return ExitCode.COMPLIES
