"""Style and script of the report."""

STYLE = """
:root { color-scheme: light dark; --line: #8884; --cut: #d3304a; --cut-bg: #d3304a22; --bar: #2f7d8c; }
body { font: 15px/1.5 system-ui, "Noto Sans", "Noto Naskh Arabic", sans-serif;
  max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .2rem }
.note { margin: 0 0 .6rem; opacity: .7 }
.cards { display: flex; flex-wrap: wrap; gap: .6rem }
.cards div { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem;
  display: flex; flex-direction: column }
.cards b { font-size: 1.25rem } .cards span { opacity: .7 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line) }
.numbers td:nth-child(n+2):nth-child(-n+4) { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
td ul { margin: 0; padding-inline-start: 1rem } small { opacity: .6 }
.bars { display: flex; gap: 3px; height: 11rem; align-items: stretch }
.bars div { flex: 1; display: flex; flex-direction: column; justify-content: flex-end; text-align: center }
.bars i { background: var(--bar); border-radius: 3px 3px 0 0; min-height: 1px }
.bars span { font-size: .7rem; opacity: .7 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border: 1px solid var(--line);
  border-radius: .5rem; padding: .8rem; unicode-bidi: plaintext; text-align: start }
del { color: var(--cut); background: var(--cut-bg); text-decoration-thickness: 1px; cursor: help }
summary { cursor: pointer; padding: .2rem 0 } select, input { font: inherit; padding: .2rem .4rem }
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
