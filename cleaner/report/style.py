"""Style and script of the report."""

STYLE = """
:root { color-scheme: light dark; --line: #8884; --bar: #2f7d8c; }
body { font: 15px/1.6 system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", sans-serif;
  max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2rem 0 .2rem }
.note { margin: 0 0 .6rem; opacity: .7 }
.cards { display: flex; flex-wrap: wrap; gap: .6rem }
.cards div { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem;
  display: flex; flex-direction: column }
.cards b { font-size: 1.25rem } .cards span { opacity: .7 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line) }
.numbers td:nth-child(n+2):nth-child(-n+4) { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
td p { margin: 0 } #rules td:last-child { width: 55% } .narrow { width: auto; min-width: 20rem }
small { opacity: .6; margin-inline-start: .5rem } code { font-size: .85em }
.bars { display: flex; gap: 3px; height: 11rem; align-items: stretch }
.bars div { flex: 1; display: flex; flex-direction: column; justify-content: flex-end; text-align: center }
.bars i { background: var(--bar); border-radius: 3px 3px 0 0; min-height: 1px }
.bars span, .bars b { font-size: .7rem; font-weight: normal; opacity: .7 }
meter { width: 14rem; height: 1rem; vertical-align: middle }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .4rem 0 1rem;
  border: 1px solid var(--line); border-radius: .5rem; padding: .8rem; unicode-bidi: plaintext; text-align: left }
pre[dir=rtl] { text-align: right }
.rule { background: hsl(var(--hue) 70% 50% / .2); border-radius: 3px }
code.rule { padding: .1rem .35rem; white-space: nowrap } .legend { margin: .4rem 0 0; line-height: 2 }
del { text-decoration: none; border-inline-start: 3px solid hsl(var(--hue) 70% 45%); padding-inline-start: .3rem;
  cursor: help; box-decoration-break: clone; -webkit-box-decoration-break: clone }
del:hover { background: hsl(var(--hue) 70% 50% / .45) }
summary { cursor: pointer; padding: .1rem 0 } select, input { font: inherit; padding: .2rem .4rem }
"""

SCRIPT = """
const rows = [...document.querySelectorAll("#found tbody tr")];
const kind = document.getElementById("kind"), words = document.getElementById("words");
function filter() {
  const wanted = words.value.toLowerCase();
  let shown = 0;
  for (const row of rows) {
    row.hidden = (kind.value && row.dataset.kind !== kind.value) || !row.textContent.toLowerCase().includes(wanted);
    shown += !row.hidden;
  }
  document.getElementById("shown").value = shown + " of " + rows.length;
}
if (kind) { kind.addEventListener("change", filter); words.addEventListener("input", filter); filter(); }
"""
