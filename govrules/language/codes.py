"""The codes of diagnostics: what each tells, with an example that gives it and one that does not.

The pages of the codes stand in the folder `faults`, in its files `codes_*`, `files` and `syntax`;
here they are put together.
"""

from __future__ import annotations

from govrules.model.dataclass import dataclass

ANALYSIS = "A"
"""The codes of what analysis finds begin so; all others are of faults and warnings."""


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """What a code's page says. An example may hold several files, each after "=== name.policy".

    An example is empty where no policy text can show the fault (a file that is not there).
    """

    title: str
    explanation: str
    bad_example: str = ""
    good_example: str = ""


def example(body: str) -> str:
    """A small policy around an example."""
    return f'Policy "Example" version 1\n\n{body.rstrip()}\n'


def example_with_rules(body: str) -> str:
    """A small policy around an example with rules, which asks for Departures as well."""
    departures = "Departures\n  council policy may be departed from by the Cabinet"
    return example(f"{body.rstrip()}\n{departures}")


def all_codes() -> dict[str, CodeInfo]:
    """Every code of the language, in order."""
    # these files need CodeInfo from this one
    from govrules.language.faults import (
        codes_analysis,
        codes_names,
        codes_portfolio,
        codes_proofs,
        codes_relations,
        codes_types,
        codes_warnings,
    )
    from govrules.language.faults import files as faults_files
    from govrules.language.faults import syntax as syntax_faults

    codes: dict[str, CodeInfo] = {}
    for module in (
        syntax_faults,
        faults_files,
        codes_names,
        codes_types,
        codes_portfolio,
        codes_relations,
        codes_warnings,
        codes_proofs,
        codes_analysis,
    ):
        codes |= module.CODES
    return dict(sorted(codes.items()))
