"""Run the examples of a page, one after another, in a folder of the page's own."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.interop.choices.files import read_choices
from govrules.language.load import Loaded, load_texts
from govrules.library import loads
from govrules.model.vocabulary import Vocabulary
from tests.docs.blocks import Block, blocks_of
from tests.docs.commands import Commands
from tests.docs.pages import ROOT

_AT_HAND = ("policies", "tests/interop/data")
_SHELL = frozenset("|<>;&*`")
_ANYTHING = "…"


class Page:
    """A page that is being run. Every fault is a sentence in `faults`.

    `said` maps each block that shows output to what was really said.
    """

    def __init__(self, text: str, folder: Path, cache: Path) -> None:
        self.blocks = blocks_of(text)
        self.folder = folder
        self.faults: list[str] = []
        self.said: dict[Block, str] = {}
        self.whole = ""
        """The last whole policy of the page, after which its parts stand."""
        self.last_policy = ""
        self.output: str | None = None
        self.code = 0
        self.scope: dict[str, Any] = {"__name__": "page"}
        self.environment = {
            "GOVRULES_CACHE": str(cache), "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1",
        }  # fmt: skip
        self.commands = Commands(folder, self.environment)
        for name in _AT_HAND:
            # copies, so that no example can change what it reads
            shutil.copytree(ROOT / name, folder / name)

    def run(self) -> Page:
        ways = {
            "policy": self._policy, "policy-part": self._policy, "json": self._choice,
            "csv": self._file, "toml": self._file, "file": self._file, "python": self._python,
            "console": self._console,
            "text": self._text, "sh": self._shell, "diagram": self._drawing,
        }  # fmt: skip
        for block in self.blocks:
            if block.kind in ways:
                ways[block.kind](block)
            else:
                self._fault(block, f'no example is called "{block.kind}"')
        self.commands.end()
        return self

    def _fault(self, block: Block, what: str) -> None:
        self.faults.append(f"line {block.line}: {what}")

    def _drawing(self, block: Block) -> None:
        """A drawing says nothing that could be run."""

    def _file(self, block: Block) -> None:
        if block.name:
            (self.folder / block.name).write_text(block.text, "utf-8")

    # --- policies and choices ------------------------------------------------------------------

    def _policy(self, block: Block) -> None:
        """A whole policy, or lines after one. A part with a name stays in that file."""
        file = self.folder / block.name if block.name else None
        if block.kind == "policy":
            text = block.text
        else:
            before = file.read_text("utf-8") if file is not None else self.whole
            text = f"{before}\n{block.text}"
        loaded = self._loaded(text)
        errors = [fault for fault in loaded.diagnostics if fault.severity == "error"]
        if block.refused:
            self.output = "".join(f"{fault.code} {fault.message}\n" for fault in errors)
            if not errors:
                self._fault(block, "this policy should be refused, and is not")
        elif errors:
            self._fault(block, "\n".join(map(str, errors)))
        elif "Scenario " in block.text:
            self._scenarios(block, text)
        if file is not None:
            file.write_text(text, "utf-8")
        if not block.refused:
            self.last_policy = text
            if block.kind == "policy" or file is not None:
                self.whole = text

    def _loaded(self, text: str) -> Loaded:
        return load_texts({"page.policy": text}, [self.folder])

    def _scenarios(self, block: Block, text: str) -> None:
        for result in loads(text, search=[self.folder], cache=False).run_scenarios():
            if result.scenario.place.file == "policy":
                for failure in result.failures:
                    self._fault(block, f'scenario "{result.scenario.title}": {failure}')

    def _choice(self, block: Block) -> None:
        """Choices under the last policy of the page; without one, a command must read them."""
        self._file(block)
        faults = self._faults_of_choices(block)
        if block.refused:
            self.output = "".join(f"{fault}\n" for fault in faults)
        if bool(faults) != block.refused:
            self._fault(block, "\n".join(faults) or "this choice should be refused, and is not")

    def _faults_of_choices(self, block: Block) -> list[str]:
        if not self.last_policy:
            return [] if block.name else ["a choice needs a policy before it, or a name"]
        policy_set = self._loaded(self.last_policy).policy_set
        assert policy_set is not None
        stream = io.BytesIO(block.text.encode())
        stream.name = block.name or "choice.json"
        faults: list[str] = []
        try:
            for choice in read_choices(stream, stream.name.rpartition(".")[2]):
                try:
                    read_choice(choice.data, Vocabulary.of(policy_set), choice.where)
                except ChoiceError as error:
                    faults += [str(fault) for fault in error.faults]
        except ChoiceError as error:
            faults += [str(fault) for fault in error.faults]
        return faults

    # --- what is run ---------------------------------------------------------------------------

    def _python(self, block: Block) -> None:
        said = io.StringIO()
        try:
            with (
                _environment(self.environment),
                contextlib.chdir(self.folder),
                contextlib.redirect_stdout(said),
            ):
                exec(compile(block.text, f"line {block.line}", "exec"), self.scope)
        except Exception as error:
            self._fault(block, f"{type(error).__name__}: {error}")
        self.output = said.getvalue()

    def _console(self, block: Block) -> None:
        parts = []
        for command, _ in commands_of(block.text):
            parts.append(f"$ {command}\n{self._command(command)}")
        self._compare(block, "\n".join(part.rstrip("\n") for part in parts) + "\n")

    def _command(self, command: str) -> str:
        program, *arguments = shlex.split(command)
        if command == "echo $?":
            return f"{self.code}\n"
        if program == "cat":
            return "".join((self.folder / name).read_text("utf-8") for name in arguments)
        given = b""
        if arguments[-2:-1] == ["<"]:
            command, given = command.rpartition("<")[0], (self.folder / arguments[-1]).read_bytes()
            arguments = arguments[:-2]
        if program != "govrules" or _SHELL & set(command):
            return f"{program} cannot be run in an example\n"
        self.code, said = self.commands.run(arguments, given)
        return said

    def _text(self, block: Block) -> None:
        if self.output is None:
            self._fault(block, "there is nothing before this of which it could be the output")
            return
        self._compare(block, self.output)
        self.output = None

    def _compare(self, block: Block, said: str) -> None:
        self.said[block] = said
        if not fits(block.text, said):
            self._fault(block, f"the page says\n{block.text}\nbut it is\n{said}")

    def _shell(self, block: Block) -> None:
        """Commands that set up a machine are not run here; their targets must exist."""
        makefile = (ROOT / "Makefile").read_text("utf-8")
        for line in block.text.splitlines():
            program, *rest = shlex.split(line, comments=True)
            if program == "make" and f"\n{rest[0]}:" not in makefile:
                self._fault(block, f"there is no make {rest[0]}")
            elif program not in ("make", "pip", "python3.12", "export", "cd", "git", "sudo"):
                self._fault(block, f"{program} is not a command that sets up a machine")


@contextlib.contextmanager
def _environment(names: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(names)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def commands_of(text: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with the output that stands under it."""
    for part in f"\n{text}".split("\n$ ")[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def fits(shown: str, said: str) -> bool:
    """Whether the output is as shown; a line "…" stands for any lines."""
    wanted, found = _lines(shown), _lines(said)
    if _ANYTHING not in wanted:
        return wanted == found
    at = 0
    runs: list[list[str]] = [[]]
    for line in wanted:
        if line == _ANYTHING:
            runs.append([])
        else:
            runs[-1].append(line)
    for number, run in enumerate(runs):
        last = len(found) - len(run)
        places = [0] if number == 0 else [last] if number == len(runs) - 1 else range(at, last + 1)
        place = next((p for p in places if p >= at and found[p : p + len(run)] == run), None)
        if place is None:
            return False
        at = place + len(run)
    return True


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")]
