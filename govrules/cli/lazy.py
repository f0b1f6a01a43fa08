"""Groups of commands that import the module of a command when the command is needed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """`modules` names the module of each command, in the order of the help."""

    package: str = "govrules.cli"
    modules: Mapping[str, str] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return None
        command = import_module(f"{self.package}.{self.modules[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command


def lazy_group(name: str, package: str, modules: Mapping[str, str], help: str) -> LazyGroup:
    """A group whose commands stand in the modules of a package."""
    from inspect import cleandoc

    group = LazyGroup(name, help=cleandoc(help))
    group.package, group.modules = package, modules
    return group
