"""Tell whether loading the same policies again would read exactly the same texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from govrules.language.read_files import policy_files, read_files
from govrules.language.share import policies_folder


def fingerprint(
    paths: Sequence[Path], texts: Mapping[str, str], search: Sequence[Path] = ()
) -> str:
    """SHA-256 over all that loading these would read; equal only when nothing has changed."""
    read = read_files(paths)
    every = {**read.texts, **texts, **{str(fault.place): str(fault) for fault in read.faults}}
    # of the same files in one folder, others may be given and others only used
    asked = ["given", *sorted(every), "search", *map(str, search)]
    if any("uses" in text for text in every.values()):
        beside = dict.fromkeys(Path(file).parent for file in read.texts)
        shelf = [file for folder in beside for file in policy_files(folder, below=False)]
        every |= read_files([*shelf, *search, policies_folder()]).texts
    digest = sha256()
    for name in asked:
        digest.update(f"{len(name)} {name}".encode(errors="surrogatepass"))
    for file, text in sorted(every.items()):
        digest.update(f"{len(file)} {len(text)} {file}{text}".encode(errors="surrogatepass"))
    return digest.hexdigest()
