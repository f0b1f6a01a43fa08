"""Write the record of a decision in any of its forms."""

from __future__ import annotations

from typing import Final, Literal

from govrules.decision_log.log import DecisionLog
from govrules.decision_log.record.from_entries import decision_of, entries_of, from_entries
from govrules.decision_log.record.gather import Gathered
from govrules.decision_log.record.to_document import to_document
from govrules.errors import UsageError
from govrules.explain.document import Document
from govrules.model.decision import Decision

Form = Literal["text", "html", "docx", "pdf", "prov"]
FORMS: Final[tuple[Form, ...]] = ("text", "html", "docx", "pdf", "prov")


def record(
    log: DecisionLog, wanted: str | int, form: Form = "text", *, names: bool = True
) -> str | bytes:
    """The record of the decision in an entry, given by its id or number.

    Text, a page, PROV-JSON, or the bytes of a Word file or a PDF; the same for the same entries.
    Without `names` those of people, and personal facts, are withheld; roles stay.
    Raises what `statement` does, and UsageError for a form whose library is not installed.
    """
    found = entries_of(log, wanted, names=names)
    decision = decision_of(found.advice)
    if form == "prov":
        return _prov(found, decision)
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


def _prov(found: Gathered, decision: Decision) -> str:
    try:
        from govrules.decision_log.record.to_prov import to_prov
    except ModuleNotFoundError as error:
        raise _missing(error, "prov", "PROV-JSON", "prov") from None
    return to_prov(found, decision)


def _missing(error: ModuleNotFoundError, library: str, what: str, extra: str) -> Exception:
    if error.name != library:
        return error
    return UsageError(
        f"writing {what} needs {library}; install it with: pip install 'govrules[{extra}]'"
    )
