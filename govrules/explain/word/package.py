"""Make the bytes of a Word file the same every time: python-docx dates the parts of the archive."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that an archive can say."""


def undated(data: bytes) -> bytes:
    """The same archive, with its parts in the same order and dated alike."""
    written = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            dated = ZipInfo(part.filename, _FIRST_DAY)
            dated.compress_type = ZIP_DEFLATED
            dated.external_attr = 0o600 << 16
            new.writestr(dated, old.read(part.filename))
    return written.getvalue()
