"""Write a document as one self-contained page: no scripts, nothing fetched, all text escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from govrules.explain.document import (
    Banner,
    Block,
    Box,
    Bullets,
    Chart,
    Details,
    Document,
    Fold,
    Grid,
    Item,
    Paragraph,
    Section,
    Span,
    Spans,
)
from govrules.explain.page_style import STYLE
from govrules.explain.safe import visible


def write_html(document: Document, style: str = STYLE) -> str:
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_content_policy(style)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(document.title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_text(document.title)}</h1>",
        *_blocks(document.blocks),
        *_contents(document.contents),
    ]
    for section in document.sections:
        kind = "new-page" if section.new_page else "part" if section.level > 2 else ""
        lines.append(f'<section class="{kind}">' if kind else "<section>")
        lines.append(_heading(section))
        lines += _blocks(section.blocks)
        lines.append("</section>")
    lines.append("</main>")
    if document.footer:
        lines += ["<footer>", *(f"<p>{_inline(spans)}</p>" for spans in document.footer)]
        lines.append("</footer>")
    lines += ["</body>", "</html>"]
    return "\n".join(lines) + "\n"


def _content_policy(style: str) -> str:
    """Nothing may be fetched or run; only this page's own style applies."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _heading(section: Section) -> str:
    tag = f"h{section.level}"
    return f"<{tag}{_id(section.anchor)}>{_number(section.number)}{_text(section.title)}</{tag}>"


def _contents(sections: tuple[Section, ...]) -> Iterator[str]:
    if not sections:
        return
    yield '<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>'
    highest = min(section.level for section in sections)
    for section in sections:
        words = f"{_number(section.number)}{_text(section.title)}"
        link = f'<a href="#{_text(section.anchor)}">{words}</a>'
        yield f'<li class="level-{section.level - highest + 1}">{link}</li>'
    yield "</ul></nav>"


def _id(anchor: str) -> str:
    return f' id="{_text(anchor)}"' if anchor else ""


def _number(number: str) -> str:
    return f'<span class="number">{_text(number)}</span> ' if number else ""


def _text(text: str) -> str:
    return escape(visible(text), quote=True)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(spans, number, anchor):
                kind = ' class="numbered"' if number else ""
                yield f"<p{kind}{_id(anchor)}>{_number(number)}{_inline(spans)}</p>"
            case Banner(heading, tone, lines):
                yield f'<div class="banner {tone}">'
                yield f'<p class="verdict">{_text(heading)}</p>'
                yield from (f"<p>{_inline(spans)}</p>" for spans in lines)
                yield "</div>"
            case Bullets(items, ordered):
                yield from _list(items, "ol" if ordered else "ul")
            case Details(rows):
                yield "<dl>"
                yield from (f"<dt>{_text(name)}</dt><dd>{_inline(of)}</dd>" for name, of in rows)
                yield "</dl>"
            case Box(caption, items):
                yield f'<figure class="box"><figcaption>{_text(caption)}</figcaption>'
                yield from _list(items)
                yield "</figure>"
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


def _list(items: tuple[Item, ...], tag: str = "ul") -> Iterator[str]:
    if not items:
        return
    yield f"<{tag}>"
    for item in items:
        opening = f"<li{_id(item.anchor)}>{_inline(item.spans)}"
        if item.children:
            yield opening
            yield from _list(item.children)
            yield "</li>"
        else:
            yield f"{opening}</li>"
    yield f"</{tag}>"


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
    if span.to is not None:
        return f'<a href="#{_text(span.to)}">{text}</a>'
    if span.file is not None:
        return f'<a href="{_text(span.file)}">{text}</a>'
    match span.style:
        case "plain":
            return text
        case "strong":
            return f"<strong>{text}</strong>"
        case "code":
            return f"<code>{text}</code>"
        case style:
            return f'<span class="{style}">{text}</span>'
