"""Write the results of scenarios as JUnit XML, which build servers read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from govrules.cli.streams import plain

if TYPE_CHECKING:
    from govrules.cli.testing.running import FileResults
    from govrules.engine.scenarios import ScenarioResult


def to_junit(found: Sequence[FileResults]) -> str:
    """The results of all files: a suite for each file, a case for each scenario.

    Characters that XML does not have are made visible, so that what comes out is always XML.
    """
    root = ElementTree.Element("testsuites", {"name": "govrules", **_counts(found)})
    for each in found:
        about = {"name": plain(each.file), "errors": "0", "skipped": "0", **_counts([each])}
        suite = ElementTree.SubElement(root, "testsuite", about)
        for result in each.results:
            _case(suite, result)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, "unicode")}\n'


def _counts(found: Sequence[FileResults]) -> dict[str, str]:
    results = [result for each in found for result in each.results]
    failed = sum(not result.passed for result in results)
    return {"tests": str(len(results)), "failures": str(failed)}


def _case(suite: ElementTree.Element, result: ScenarioResult) -> None:
    scenario = result.scenario
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=plain(scenario.title),
        classname=plain(scenario.policy),
        file=plain(scenario.place.file),
        line=str(scenario.place.line),
    )
    if result.failures:
        lines = [plain(str(failure)) for failure in result.failures]
        failure = ElementTree.SubElement(case, "failure", message=lines[0])
        failure.text = "\n".join(lines)
