"""Write the record of a decision in any of its forms."""

from __future__ import annotations

from typing import Final, Literal

from govrules.decision_log.log import DecisionLog
from govrules.decision_log.record.from_entries import decision_of, from_entries
from govrules.decision_log.record.gather import gathered
from govrules.decision_log.record.to_document import to_document
from govrules.errors import UsageError
from govrules.explain.document import Document

Form = Literal["text", "html", "docx", "pdf", "prov"]
FORMS: Final[tuple[Form, ...]] = ("text", "html", "docx", "pdf", "prov")


def record(log: DecisionLog, wanted: str | int, form: Form = "text") -> str | bytes:
    """The record of the decision in an entry, given by its id or number.

    Text, a page, PROV-JSON, or the bytes of a Word file or a PDF; the same for the same entries.
    Raises what `statement` does, and UsageError for a form whose library is not installed.
    """
    found = gathered(log, wanted)
    decision = decision_of(found.advice)
    if form == "prov":
        return _prov(log, wanted)
    document = to_document(from_entries(log, found, decision))
    if form == "pdf":
        return _pdf(document)
    from govrules.explain.show import written

    return written(document, form)


def _pdf(document: Document) -> bytes:
    try:
        from govrules.explain.pdf.write_pdf import write_pdf
    except ModuleNotFoundError as error:
        raise _missing(error, "typst", "a PDF", "pdf") from None
    return write_pdf(document)


def _prov(log: DecisionLog, wanted: str | int) -> str:
    try:
        from govrules.decision_log.record.to_prov import to_prov
    except ModuleNotFoundError as error:
        raise _missing(error, "prov", "PROV-JSON", "prov") from None
    found = gathered(log, wanted)
    return to_prov(found, decision_of(found.advice))


def _missing(error: ModuleNotFoundError, library: str, what: str, extra: str) -> Exception:
    if error.name != library:
        return error
    return UsageError(
        f"writing {what} needs {library}; install it with: pip install 'govrules[{extra}]'"
    )
