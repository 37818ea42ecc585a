/** The publication page's only style sheet; it stands in the page, so that the page needs nothing but itself. */
export const PUBLICATION_STYLE = `
:root { color-scheme: light dark; --paper: #fdfdfb; --ink: #1b1c1e; --quiet: #55585e; --rule: #d4d5d8; --panel: #f3f4f5; --accent: #1f3f78; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #131416; --ink: #e7e7e4; --quiet: #a7abb3; --rule: #3b3e44; --panel: #1d1f22; --accent: #a9c3f5; }
}
@media (prefers-contrast: more) { :root { --quiet: var(--ink); --rule: var(--ink); } }
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 15px/1.5 "Public Sans Variable", "Public Sans", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
body { max-width: 76rem; margin: 0 auto; padding: 0 24px 64px; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 24px; top: 8px; background: var(--paper); padding: 8px; }
header { border-bottom: 1px solid var(--rule); padding: 32px 0 24px; }
.issuer { margin: 0 0 8px; color: var(--quiet); }
h1 { font: 600 30px/1.25 "Source Serif 4 Variable", "Source Serif 4", Georgia, "Times New Roman", serif; margin: 0 0 16px; max-width: 30em; }
.summary { max-width: 44em; margin: 0; }
.status { border: 1px solid var(--rule); border-radius: 4px; background: var(--panel); padding: 16px; margin: 24px 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 24px; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
code { font: 13px/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: minmax(0, 16rem) minmax(0, 1fr); gap: 48px; align-items: start; }
nav { position: sticky; top: 24px; max-height: calc(100vh - 48px); overflow: auto; font-size: 14px; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li { margin: 0 0 4px; }
nav li.division { margin-top: 12px; font-variant-caps: small-caps; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
h2 { font-size: 20px; line-height: 1.3; margin: 48px 0 16px; }
.text { font: 17px/1.6 "Source Serif 4 Variable", "Source Serif 4", Georgia, "Times New Roman", serif; max-width: 40em; }
.text p { margin: 0 0 12px; white-space: pre-wrap; hyphens: manual; }
.text h3, .text h4 { font: inherit; font-weight: 600; text-align: center; margin: 40px 0 16px; }
.text h3 .number { display: block; font-weight: 400; font-style: italic; }
.text h4 { margin: 24px 0 12px; }
.text .division { font-variant-caps: small-caps; letter-spacing: 0.03em; }
.text ol { list-style: none; margin: 0; padding: 0; }
.provision { position: relative; }
.provision:target { background: var(--panel); box-shadow: -16px 0 0 var(--panel), 16px 0 0 var(--panel); }
.left-out { border-left: 3px solid var(--rule); padding-left: 12px; color: var(--quiet); }
.marked { display: grid; grid-template-columns: 3em minmax(0, 1fr); }
.anchor { position: absolute; left: -2em; top: 0; width: 1.6em; text-align: right; text-decoration: none; color: var(--quiet); }
h3 .anchor { top: -0.2em; font-weight: 400; }
.anchor:hover, .anchor:focus { color: var(--accent); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding-bottom: 8px; }
th, td { text-align: left; vertical-align: top; border-top: 1px solid var(--rule); padding: 8px 16px 8px 0; overflow-wrap: anywhere; }
th { font-weight: 600; }
td.reason { white-space: pre-wrap; }
footer { border-top: 1px solid var(--rule); margin-top: 64px; padding-top: 16px; color: var(--quiet); }
@media (max-width: 60rem) {
  .columns { display: block; }
  nav { position: static; max-height: none; }
  .text { padding-left: 1.6em; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --rule: #999; --panel: #fff; --accent: #000; }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  nav, .anchor, .skip { display: none; }
  .columns { display: block; }
  .text { font-size: 11pt; max-width: none; padding: 0; }
  .text h3, .text h4 { break-after: avoid; }
  .text li, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
