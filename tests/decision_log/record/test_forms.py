"""The record as text, page, Word file and PDF: all of it is there, nothing in it is carried out.

To accept a changed wording, run the tests once with GOVRULES_ACCEPT=1 and read the difference.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest

from govrules.decision_log.drafts import Alternative, Interest
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.record.from_entries import statement
from govrules.decision_log.record.statement import Statement
from govrules.decision_log.record.to_document import to_document
from govrules.decision_log.record.write import FORMS, Form, record
from govrules.errors import UsageError
from govrules.explain.pdf.letters import drawable
from govrules.explain.safe import visible
from tests.decision_log.record.examples import advised, cabinet, choice, decided, example_log
from tests.explain.test_golden import compare
from tests.explain.test_hostile import ATTACKS, STEERING, Page

GOLDEN = Path(__file__).parent / "golden"
NAMES = {"cabinet": 1, "officer": 3, "not-decided": 4}


def texts_of(made: Statement) -> Iterator[str]:
    """All that a reader of the record must find."""
    for part in (*made.parts, made.advice, *made.further, made.law):
        yield part.title
        yield from part.law
        yield from (sentence.text for sentence in part.sentences)
    for row in made.findings:
        yield from (row.rule, row.title, row.status, row.policy)
    for fact in made.facts:
        yield from (fact.key, fact.value)
    for proof in made.proofs:
        yield from (proof.leaf, proof.root, proof.id)
        yield from (step.hash for step in proof.steps)
    for reference in made.references:
        yield from reference.pointers


def squeezed(text: str) -> str:
    """Without blanks, since lines end where there is room."""
    return "".join(char for char in text if not char.isspace() and char != "\u200b")


def pdf_text(shown: str | bytes) -> str:
    assert isinstance(shown, bytes)
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(shown)).pages))


def word_text(shown: str | bytes) -> str:
    assert isinstance(shown, bytes)
    word = docx.Document(BytesIO(shown))
    body = word.element.body
    return squeezed("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


@pytest.mark.parametrize("name", NAMES)
def test_the_text(kept: DecisionLog, name: str) -> None:
    """Up to the advice, whose words are those of policies that may change."""
    shown, _, rest = str(record(kept, NAMES[name], "text")).partition("6 The advice")
    assert rest
    compare(GOLDEN / f"{name}.txt", shown)


def test_the_outline_of_the_page(kept: DecisionLog) -> None:
    shown = record(kept, 1, "html")
    assert isinstance(shown, str)
    headings = re.findall(r"<(h[1-6])[^>]*>(.*?)</\1>", shown)
    plain = [f"{tag} {re.sub('<[^>]+>', '', text)}" for tag, text in headings]
    compare(GOLDEN / "cabinet-outline.txt", "\n".join(plain) + "\n")


@pytest.mark.parametrize("number", NAMES.values())
def test_everything_is_on_the_page(kept: DecisionLog, number: int) -> None:
    page = Page(str(record(kept, number, "html")))
    found = squeezed(page.text)
    for text in texts_of(statement(kept, number)):
        assert squeezed(visible(text)) in found, text
    links = {value for key, value in page.attributes if key == "href" and str(value)[0] == "#"}
    places = {f"#{value}" for key, value in page.attributes if key == "id"}
    assert links and links <= places


@pytest.mark.parametrize("number", NAMES.values())
def test_everything_is_in_the_word_file(kept: DecisionLog, number: int) -> None:
    found = word_text(record(kept, number, "docx"))
    for text in texts_of(statement(kept, number)):
        assert squeezed(visible(text)) in found, text


@pytest.mark.parametrize("number", NAMES.values())
def test_everything_is_in_the_pdf(kept: DecisionLog, number: int) -> None:
    found = pdf_text(record(kept, number, "pdf"))
    for text in texts_of(statement(kept, number)):
        assert squeezed(drawable(text)) in found, text


def test_the_pdf_has_title_language_date_and_tags(kept: DecisionLog) -> None:
    shown = record(kept, 1, "pdf")
    assert isinstance(shown, bytes)
    pdf = pypdf.PdfReader(BytesIO(shown))
    root = pdf.trailer["/Root"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == to_document(statement(kept, 1)).title
    assert pdf.metadata["/CreationDate"].startswith("D:20260311")
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    kinds = set()
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            kinds.add(node.get("/S"))
            waiting += [node["/K"]] if "/K" in node else []
    assert {"/H1", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Link"} <= kinds
    assert len(pdf.outline) == len(to_document(statement(kept, 1)).sections)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_entries_give_the_same_bytes(tmp_path: Path, form: Form) -> None:
    """In another log with the same entries too, and in a log that has grown past a checkpoint."""
    shown = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        with example_log(tmp_path / name) as log:
            shown += [record(log, 1, form), record(log, "advice-0", form)]
    assert len(set(shown)) == 1


def test_long_reasons_are_never_cut(own: DecisionLog) -> None:
    reasons = " ".join(f"reason-{number}" for number in range(3000))
    decided(own, 5, cabinet("advice-4", reasons=reasons))
    wanted = squeezed(f"“{reasons}”")
    assert wanted in squeezed(str(record(own, 5, "text")))
    assert wanted in squeezed(Page(str(record(own, 5, "html"))).text)
    assert wanted in word_text(record(own, 5, "docx"))
    pages = pdf_text(record(own, 5, "pdf"))
    assert all(f"reason-{number}" in pages for number in range(3000))


def poisoned(log: DecisionLog, attack: str) -> int:
    """A decision in which every text is an attack; the number of its entry."""
    bad = attack.encode("utf-8", "replace").decode()  # half a character cannot be recorded
    departure = {"rule": "N3", "by": "the chief finance officer", "reasons": bad}
    advice = advised(
        log, 5, choice("does-not-comply", title=bad, departures=[departure]), asked_by=bad
    )
    outcome = cabinet(
        advice.id,
        decided_by=bad,
        capacity=bad,
        reasons=bad,
        alternatives=[Alternative(bad, bad)],
        interests=[Interest(bad, bad, bad)],
    )
    return decided(log, 6, outcome).sequence


@pytest.mark.parametrize(
    "attack", [*ATTACKS, "\ufffe\uffff\x0b]]>&<w:p/>", '#link("x")[*b*] @a $x$']
)
def test_hostile_text_is_only_shown(own: DecisionLog, attack: str) -> None:
    number = poisoned(own, attack)
    text, html = str(record(own, number, "text")), str(record(own, number, "html"))
    assert [c for c in text if c != "\n" and unicodedata.category(c) in STEERING] == []
    page = Page(html)
    assert page.open == []
    assert not {"script", "img", "iframe", "svg"} & set(page.tags)
    assert {key for key, _ in page.attributes if key.startswith("on")} == set()
    for key, value in page.attributes:
        assert key != "href" or str(value).startswith(("#", "https://", "http://"))
    assert [c for c in page.text if c != "\n" and unicodedata.category(c) in STEERING] == []
    word = word_text(record(own, number, "docx"))
    assert [c for c in word if unicodedata.category(c) in STEERING] == []
    pdf = record(own, number, "pdf")
    assert isinstance(pdf, bytes)
    assert not re.search(rb"/JavaScript|/JS\b|/Launch|/SubmitForm", pdf)
    uris = [
        annotation.get_object()["/A"]["/URI"]
        for one in pypdf.PdfReader(BytesIO(pdf)).pages
        for annotation in one.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    assert not any("evil" in uri or "javascript" in uri for uri in uris)
    assert pdf_text(pdf)  # and it can be read


class _Without:
    """Finds modules as if one library were not installed."""

    def __init__(self, library: str) -> None:
        self._library = library

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == self._library:
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)


@pytest.mark.parametrize("form,library,module", [
    ("pdf", "typst", "govrules.explain.pdf.write_pdf"),
    ("prov", "prov", "govrules.decision_log.record.to_prov"),
    ("docx", "docx", "govrules.explain.word.write_docx"),
])  # fmt: skip
def test_a_library_that_is_missing_is_named(
    kept: DecisionLog, form: Form, library: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Without(library), *sys.meta_path])
    monkeypatch.delitem(sys.modules, module, raising=False)
    with pytest.raises(UsageError, match=r"pip install 'govrules\["):
        record(kept, 1, form)
