"""govrules certify: what durable-rules decided ahead, for every node of the logic of policies."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govrules.cli.options import no_cache_option, paths_argument
from govrules.cli.streams import plain, say
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.engine.certificate import Certificate


@click.command("certify")
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to answer; json has every shape of node with its table.",
)
@click.option(
    "--afresh",
    is_flag=True,
    help="Decide every combination again, and hold it against what was kept.",
)
@no_cache_option
def command(paths: tuple[Path, ...], form: str, afresh: bool, no_cache: bool) -> ExitCode:
    """Show what durable-rules decided ahead, and what it did not.

    Every rule is compiled into nodes that read a few inputs each, and durable-rules decides all
    combinations of them before the first choice. A decision is looked up in what it gave.

    \b
    Examples:
      govrules certify my.policy
      govrules certify policies/england --afresh
    """
    from govrules.library import load

    rulebook = load(paths, cache=not no_cache)
    if afresh:
        rulebook.certify_again()
    certificate = rulebook.certificate
    say(json.dumps(_as_data(certificate), indent=2) if form == "json" else _as_text(certificate))
    return ExitCode.COMPLIES


def _as_text(certificate: Certificate) -> str:
    from govrules.engine.certificate import inputs_of_size

    nodes = len(certificate.nodes)
    total = nodes + len(certificate.left_out)
    lines = [
        f"{nodes:,} of {total:,} nodes are certified, by {len(certificate.shapes):,} shapes"
        f" and {certificate.combinations():,} combinations of their inputs",
        "",
        "  inputs   shapes   nodes   combinations decided, of each shape",
    ]
    nodes_of = Counter(certificate.nodes.values())
    by_inputs: dict[int, list[str]] = {}
    for shape, table in certificate.shapes.items():
        by_inputs.setdefault(len(table), []).append(shape)
    for size, shapes in sorted(by_inputs.items()):
        used = sum(nodes_of[shape] for shape in shapes)
        lines.append(f"  {inputs_of_size(size):6}   {len(shapes):6}   {used:5,}   {size:,}")
    lines += ["", *_left_out(certificate)]
    lines += [f"by {certificate.versions}", f"certificate {certificate.digest}"]
    return "\n".join(lines)


def _left_out(certificate: Certificate) -> list[str]:
    if not certificate.left_out:
        return ["not certified: none"]
    return ["not certified:"] + [
        f"  {plain(node)}: {why}" for node, why in certificate.left_out.items()
    ]


def _as_data(certificate: Certificate) -> dict[str, Any]:
    from govrules.engine.certificate import inputs_of_size

    nodes_of: dict[str, list[str]] = {shape: [] for shape in certificate.shapes}
    for node, shape in certificate.nodes.items():
        nodes_of[shape].append(node)
    return {
        "certificate": certificate.digest,
        "versions": certificate.versions,
        "combinations": certificate.combinations(),
        "certified": len(certificate.nodes),
        "not_certified": dict(certificate.left_out),
        "shapes": [
            {
                "shape": shape,
                "inputs": inputs_of_size(len(table)),
                "combinations": len(table),
                "values": "".join(map(str, table)),
                "nodes": nodes_of[shape],
            }
            for shape, table in certificate.shapes.items()
        ],
    }
