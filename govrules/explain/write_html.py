"""Write a document as one self-contained page: no scripts, nothing fetched, all text escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from govrules.explain.document import (
    Banner,
    Block,
    Bullets,
    Chart,
    Document,
    Fold,
    Grid,
    Item,
    Paragraph,
    Span,
    Spans,
)
from govrules.explain.page_style import STYLE
from govrules.explain.safe import visible


def write_html(document: Document) -> str:
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_content_policy()}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(document.title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_text(document.title)}</h1>",
        *_blocks(document.blocks),
    ]
    for section in document.sections:
        heading = f"h{section.level}"
        lines.append("<section>" if section.level == 2 else '<section class="part">')
        lines.append(f"<{heading}>{_text(section.title)}</{heading}>")
        lines += _blocks(section.blocks)
        lines.append("</section>")
    lines += ["</main>", "</body>", "</html>"]
    return "\n".join(lines) + "\n"


def _content_policy() -> str:
    """Nothing may be fetched or run; only this page's own style applies."""
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _text(text: str) -> str:
    return escape(visible(text), quote=True)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(spans):
                yield f"<p>{_inline(spans)}</p>"
            case Banner(heading, tone, lines):
                yield f'<div class="banner {tone}">'
                yield f'<p class="verdict">{_text(heading)}</p>'
                yield from (f"<p>{_inline(spans)}</p>" for spans in lines)
                yield "</div>"
            case Bullets(items):
                yield from _list(items)
            case Fold(summary, items, paragraphs):
                yield "<details>"
                yield f"<summary>{_inline(summary)}</summary>"
                yield from (f"<p>{_inline(spans)}</p>" for spans in paragraphs)
                yield from _list(items)
                yield "</details>"
            case Grid():
                yield from _grid(block)
            case Chart(svg, caption, grid):
                yield f"<figure><figcaption>{_text(caption)}</figcaption>"
                yield svg
                yield "</figure>"
                yield from _grid(grid)


def _list(items: tuple[Item, ...]) -> Iterator[str]:
    if not items:
        return
    yield "<ul>"
    for item in items:
        if item.children:
            yield f"<li>{_inline(item.spans)}"
            yield from _list(item.children)
            yield "</li>"
        else:
            yield f"<li>{_inline(item.spans)}</li>"
    yield "</ul>"


def _grid(grid: Grid) -> Iterator[str]:
    yield '<div class="grid"><table>'
    yield f"<caption>{_text(grid.caption)}</caption>"
    header = "".join(f'<th scope="col">{_text(name)}</th>' for name in grid.header)
    yield f"<thead><tr>{header}</tr></thead>"
    yield "<tbody>"
    for first, *rest in grid.rows:
        cells = "".join(f"<td>{_inline(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{_inline(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _inline(spans: Spans) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    text = _text(span.text)
    if span.link is not None:
        return f'<a href="{escape(span.link, quote=True)}" rel="noreferrer">{text}</a>'
    match span.style:
        case "plain":
            return text
        case "strong":
            return f"<strong>{text}</strong>"
        case "code":
            return f"<code>{text}</code>"
        case style:
            return f'<span class="{style}">{text}</span>'
