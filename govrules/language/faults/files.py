"""What can be wrong with the files of a policy set, before a word of them is read."""

from __future__ import annotations

from govrules.language.codes import CodeInfo
from govrules.model.diagnostic import Diagnostic
from govrules.model.place import Place


def _at(file: str) -> Place:
    return Place(file, 1, 1, 1, 1)


def quoted(name: str) -> str:
    # a warm start reads files but no words, and needs nothing of the language
    from govrules.language.checking import names

    return names.quoted(name)


def unreadable(file: str, reason: str) -> Diagnostic:
    return Diagnostic("P190", f"{quoted(file)} cannot be read: {reason}", _at(file))


def not_utf8(file: str, line: int, column: int) -> Diagnostic:
    return Diagnostic(
        "P191",
        "this is not UTF-8 text; save the file again with the encoding UTF-8",
        Place(file, line, column, line, column + 1),
    )


def too_large(file: str, limit_kb: int) -> Diagnostic:
    return Diagnostic(
        "P192", f"the policy is larger than {limit_kb} kB; divide it into several", _at(file)
    )


def empty_folder(folder: str) -> Diagnostic:
    return Diagnostic(
        "P193",
        f'the folder {quoted(folder)} holds no policy; the names of policy files end in ".policy"',
        _at(folder),
    )


CODES: dict[str, CodeInfo] = {
    "P190": CodeInfo(
        "a file that cannot be read",
        "The file or folder is not there, or the computer does not let it be read. "
        "Check the spelling of its path and who may read it.",
    ),
    "P191": CodeInfo(
        "a file that is not UTF-8",
        "Policies are UTF-8 text, so that pound signs and names read the same everywhere. "
        "Most editors can save a file again with the encoding UTF-8; Word documents cannot be "
        "read as they are.",
    ),
    "P192": CodeInfo(
        "a file that is too large",
        "A policy may have 500 kB, some 15,000 lines, which is far more than people can read; "
        "a larger one would take long to load. Divide it into several policies that use one "
        "another.",
    ),
    "P193": CodeInfo(
        "a folder without policies",
        'A folder stands for all the files in it and below it whose names end in ".policy".',
    ),
}
