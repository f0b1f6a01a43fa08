"""The look of a page: a plain public document, readable on a phone, in print and without colour."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font-size: 100%; }
body { margin: 0; background: #fff; color: #0b0c0c;
  font: 1.0625rem/1.5 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1.25rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.25rem 0 .6rem; padding-top: .6rem;
  border-top: 2px solid #0b0c0c; }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 1.4rem 0 .4rem; }
p { margin: 0 0 .6rem; max-width: 46rem; overflow-wrap: anywhere; }
ul { margin: 0 0 .6rem; padding-left: 1.3rem; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
li > ul { margin: .1rem 0 .3rem; border-left: 1px solid #cecfd0; }
a { color: #1a4e8a; }
a:focus-visible, summary:focus-visible { outline: 3px solid #ffbf47; outline-offset: 2px; }
.banner { border-left: .5rem solid #50575b; background: #f3f4f5; padding: 1rem 1.25rem .5rem;
  margin: 0 0 1.25rem; }
.banner.good { border-color: #00603a; } .banner.bad { border-color: #a51c0e; }
.banner.open { border-color: #9a5b00; }
.verdict { font-size: 1.5rem; font-weight: 700; line-height: 1.25; }
.verdict::first-letter { text-transform: uppercase; }
.good { color: #00603a; font-weight: 700; } .bad { color: #a51c0e; font-weight: 700; }
.open { color: #7d4a00; font-weight: 700; } .off { color: #4c5155; font-weight: 700; }
.banner.good, .banner.bad, .banner.open { color: inherit; font-weight: inherit; }
.muted { color: #50575b; font-size: .92em; }
details { border-bottom: 1px solid #cecfd0; padding: .45rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
details[open] > summary { margin-bottom: .4rem; }
details > ul { margin-left: .4rem; }
.grid { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 1rem; }
caption { text-align: left; font-weight: 700; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0;
  border-bottom: 1px solid #cecfd0; overflow-wrap: break-word; }
thead th { border-bottom: 2px solid #0b0c0c; }
tbody th { font-weight: 600; }
figure { margin: 0 0 1rem; overflow-x: auto; }
figcaption { font-weight: 700; margin: 0 0 .4rem; max-width: 46rem; overflow-wrap: anywhere; }
figure svg { display: block; width: 100%; min-width: 34rem; max-width: 45rem; height: auto; }
code { font-family: Menlo, Consolas, "Liberation Mono", monospace; font-size: .9em; }
@media print {
  @page { margin: 18mm; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
  h2, h3, summary, figcaption { break-after: avoid; }
  li, tr, figure, .grid { break-inside: avoid; }
  .banner { border: 1.5pt solid #0b0c0c; border-left-width: 6pt; background: none; }
}
"""

PAPER_STYLE = """
main { max-width: 50rem; }
footer { max-width: 50rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; color: #50575b;
  font-size: .85rem; overflow-wrap: anywhere; }
footer p { max-width: none; }
h4 { font-size: 1.02rem; line-height: 1.35; margin: 1.2rem 0 .35rem; }
.number { font-variant-numeric: tabular-nums; font-weight: inherit; }
h2 .number, h3 .number, h4 .number { margin-right: .35em; }
p.numbered { padding-left: 3.6rem; text-indent: -3.6rem; }
p.numbered > .number { display: inline-block; min-width: 3.3rem; text-indent: 0; color: #50575b; }
section > ul, section > ol, section > .grid, section > figure { margin-left: 3.6rem; }
p a, li a, td a { text-decoration-thickness: 1px; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .25rem 1.5rem;
  margin: 0 0 1.5rem; }
dt { font-weight: 700; } dd { margin: 0; overflow-wrap: anywhere; }
nav { border-top: 2px solid #0b0c0c; }
nav h2 { border: 0; margin-top: .6rem; padding: 0; }
nav ul { list-style: none; padding: 0; }
nav .level-2 { padding-left: 1.6rem; } nav .level-3 { padding-left: 3.2rem; }
nav a { text-decoration: none; }
section > figure.box { border-left: .3rem solid #1a4e8a; background: #f3f4f5;
  margin: .6rem 0 1.2rem 3.6rem; padding: .6rem 1rem; font-size: .97rem; }
figcaption { font-weight: 700; margin-bottom: .3rem; }
figure.box ul { margin: 0; padding-left: 1.1rem; }
@media print {
  @page { size: A4; margin: 20mm 18mm 20mm;
    @bottom-right { content: "Page " counter(page) " of " counter(pages);
      font: 9pt "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #50575b; } }
  body { font-size: 10pt; }
  main, footer { max-width: none; }
  h1 { font-size: 20pt; } h2 { font-size: 14pt; }
  h3 { font-size: 11.5pt; } h4 { font-size: 10.5pt; }
  table, section > figure.box { font-size: 9pt; }
  p { max-width: none; orphans: 3; widows: 3; }
  h2, h3, h4, caption, thead, figcaption { break-after: avoid; }
  p:has(+ ul), p:has(+ .grid), p:has(+ figure) { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  thead { display: table-header-group; }
  figure.box, p.numbered { break-inside: avoid; }
  section > figure.box { border: 1pt solid #50575b; border-left: 3pt solid #0b0c0c;
    background: none; padding: .4rem .8rem; }
  section.new-page { break-before: page; }
  .grid { overflow: visible; break-inside: auto; }
  a { color: inherit; }
  footer { padding: 0; margin-top: 8mm; border-top: 1pt solid #50575b; }
}
"""
