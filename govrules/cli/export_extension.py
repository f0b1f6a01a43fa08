"""govrules export ocds-extension: write the files of the extension, to be put online."""

from __future__ import annotations

from pathlib import Path

import click

from govrules.cli.options import PATH
from govrules.cli.streams import say
from govrules.errors import ExitCode, UsageError

FILES = (
    "README.md",
    "extension.json",
    "release-schema.json",
    "codelists/governanceVerdict.csv",
    "codelists/governanceStatus.csv",
)


@click.command("ocds-extension")
@click.argument("folder", metavar="FOLDER", type=PATH)
@click.option("--address", required=True, metavar="URL", help="Where the folder will be online.")
def extension(folder: Path, address: str) -> ExitCode:
    """Write the OCDS extension of governance decisions into FOLDER.

    Put the folder online, and give the address of its extension.json to "govrules export ocds
    --extension".

    \b
    Example:
      govrules export ocds-extension public/governance --address https://council.example/governance
    """
    if not address.startswith(("http://", "https://")):
        raise UsageError(f'"{address}" is not an address; write it like https://council.example/a')

    import json
    from importlib.resources import files

    from govrules.cli.writing import write_file

    origin = files("govrules.interop.ocds") / "extension"
    for name in FILES:
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name is not one of a folder"
            raise UsageError(f'cannot make the folder "{folder}": {reason.lower()}') from None
        text = (origin / name).read_text("utf-8")
        if name == "extension.json":
            about = json.loads(text)
            about["documentationUrl"] = {"en": f"{address.rstrip('/')}/README.md"}
            text = f"{json.dumps(about, indent=2, ensure_ascii=False)}\n"
        write_file(target, text)
    say(f"{len(FILES)} files in {folder}")
    return ExitCode.COMPLIES
