/** The look of every report: light or dark as the reader's system is, and legible on a phone. */
export const reportStyle = `:root { color-scheme: light dark; --back: light-dark(#fff, #16161a); --text: light-dark(#1a1a1f, #ececf1);
  --soft: light-dark(#5a5a66, #a3a3b0); --line: light-dark(#dcdce4, #36363e); --band: light-dark(#f4f4f8, #1f1f25);
  --mark: light-dark(#2456c8, #8ab0ff); --good: light-dark(#146c43, #6fd3a0); --bad: light-dark(#b3261e, #ff8a80); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1rem 4rem; background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 0.5rem; font-size: 1.8rem; line-height: 1.2; }
h2 { margin: 3rem 0 0.5rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.3rem; }
h3 { margin: 2rem 0 0.5rem; font-size: 1rem; }
p { margin: 0.3rem 0; max-width: 46rem; }
.soft, p { color: var(--soft); }
nav { margin: 1rem 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; }
a { color: var(--mark); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
thead th { color: var(--soft); font-weight: 600; }
tbody th { font-weight: 400; }
.right { text-align: right; }
.grid td { padding: 0.25rem 0.5rem; min-width: 2.6rem; text-align: center; }
.grid thead th { text-align: center; }
.grid thead th:first-child, .grid thead th:nth-child(2) { text-align: left; }
.none { color: var(--soft); }
.whiskers { display: grid; grid-template-columns: auto minmax(8rem, 1fr) auto; align-items: center;
  gap: 0.35rem 0.8rem; font-size: 0.9rem; }
.whisker { display: contents; }
.whiskers .name { overflow: hidden; max-width: 16rem; text-overflow: ellipsis; white-space: nowrap; }
.whiskers .rating { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.track { position: relative; height: 1.3rem; background: var(--band); border-radius: 3px; }
.track .centre { position: absolute; top: 0; bottom: 0; border-left: 1px dashed var(--line); }
.track .range { position: absolute; top: 50%; height: 0.35rem; margin-top: -0.175rem; background: var(--mark);
  opacity: 0.45; border-radius: 3px; }
.track .point { position: absolute; top: 50%; width: 0.7rem; height: 0.7rem; margin: -0.35rem 0 0 -0.35rem;
  background: var(--mark); border-radius: 50%; }
.provisional .point { background: var(--back); border: 2px solid var(--mark); }
.chart { display: block; width: 100%; max-width: 38rem; height: auto; font: 13px system-ui, sans-serif; }
.chart text { fill: var(--soft); }
.chart .label { fill: var(--text); font-weight: 600; }
.chart .axis { stroke: var(--line); fill: none; }
.chart .frontier { stroke: var(--good); stroke-width: 1.5; fill: none; stroke-dasharray: 4 3; }
.chart .error { stroke: var(--mark); opacity: 0.5; }
.chart circle { fill: var(--mark); }
.chart .best circle { fill: var(--good); }
.good { color: var(--good); }
.bad { color: var(--bad); }
details { margin-top: 1rem; }
summary { cursor: pointer; }
@media (max-width: 40rem) {
  body { padding: 1rem 0.8rem 3rem; }
  td:not(.right), tbody th { max-width: 9rem; overflow: hidden; text-overflow: ellipsis; }
  .whiskers { display: block; }
  .whisker { display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 0.8rem; margin-bottom: 0.6rem; }
  .whiskers .track { grid-row: 2; grid-column: 1 / -1; }
}`;
