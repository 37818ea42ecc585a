/**
 * A decision record on paper, in Typst: A4, numbered pages, tagged. It reads the document as data and holds no word of its own, so
 * nothing that people wrote is ever read as code.
 */
export const RECORD_TEMPLATE = String.raw`
#let d = json("document.json")
#let serif = ("Source Serif 4", "Source Serif E")
#let sans = ("Public Sans", "Public Sanx")
#set document(title: d.title + ", " + d.about, author: d.coalition, date: datetime(year: d.date.at(0), month: d.date.at(1), day: d.date.at(2), hour: d.date.at(3), minute: d.date.at(4), second: d.date.at(5)))
#set page(paper: "a4", margin: (x: 22mm, y: 20mm), footer: context {
  set text(size: 8pt, fill: luma(90), font: sans)
  grid(columns: (1fr, auto), d.about, counter(page).display("1 / 1", both: true))
})
#set text(font: serif, size: 10pt, lang: "en")
#set par(leading: 0.62em)
#set table(stroke: (x, y) => (bottom: 0.4pt + luma(180)), inset: (x: 4pt, y: 4pt))
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): it => block(above: 16pt, below: 8pt, sticky: true, text(size: 12.5pt, it.body))
#show heading.where(level: 3): it => block(above: 10pt, below: 6pt, sticky: true, text(size: 10.5pt, it.body))
#show table.cell.where(y: 0): set text(weight: 600)

#let mono(value) = text(font: "DejaVu Sans Mono", size: 7.5pt, value)
#let facts(rows) = grid(columns: (42mm, 1fr), row-gutter: 6pt, column-gutter: 8pt,
  ..rows.map(row => (text(fill: luma(70), row.name), if row.mono { mono(row.value) } else [#row.value])).flatten())
#let tones = (holds: rgb("#00684f"), excused: luma(120), fails: rgb("#a33b00"))
#let bar(row) = block(width: 100%, breakable: false, below: 8pt, {
  text(font: sans, size: 9pt, weight: 600, row.name)
  linebreak()
  text(font: sans, size: 9pt, row.words)
  v(3pt, weak: true)
  box(width: 100%, height: 6pt, {
    place(rect(width: 100%, height: 6pt, fill: luma(232), stroke: none))
    place(rect(width: row.filled * 100%, height: 6pt, fill: tones.at(row.tone), stroke: none))
    place(dx: calc.min(row.limit * 100%, 99.6%), rect(width: 1pt, height: 6pt, fill: black, stroke: none))
  })
})
#let cells(words) = words.split("\n").join(linebreak())
#let drawn(part) = {
  if part.kind == "text" { par(part.text) }
  if part.kind == "command" { block(mono(part.text)) }
  if part.kind == "list" { list(..part.items.map(item => [#item])) }
  if part.kind == "heading" { heading(level: 3, part.text) }
  if part.kind == "facts" { facts(part.rows) }
  if part.kind == "bars" { for row in part.bars { bar(row) } }
  if part.kind == "table" {
    set text(size: 8.5pt)
    table(
      columns: part.head.map(_ => auto),
      table.header(..part.head.map(name => [#name])),
      ..part.rows.flatten().map(words => [#cells(words)]),
    )
  }
}

#text(font: sans, size: 9pt, fill: luma(70), d.coalition)
#heading(level: 1, d.title)
#text(size: 11pt, d.about)
#block(above: 12pt, below: 10pt, text(size: 12.5pt, weight: 600, d.sentence))
#if d.notice != none { block(stroke: 0.6pt + black, inset: 8pt, width: 100%, d.notice) }
#for section in d.sections {
  heading(level: 2, section.title)
  for part in section.blocks { drawn(part) }
}
#pdf.attach("record.json", relationship: "source", mime-type: "application/json", description: d.title)
`;
