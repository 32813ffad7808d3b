// The page of findings: shows the rows of the chosen severities, rule and text.

const rows = [...document.querySelectorAll("tbody tr")];
const picks = [...document.querySelectorAll(".pick")];
const rule = document.getElementById("rule"), text = document.getElementById("text");

const line = document.getElementById("shown");
const parts = line.children.length ? [...line.querySelectorAll("[lang]")] : [line];
const templates = parts.map(part => part.textContent);

function filter() {
  const levels = picks.filter(pick => pick.checked).map(pick => pick.value);
  const wanted = text.value.toLowerCase();
  let shown = 0;
  for (const row of rows) {
    const on = levels.includes(row.dataset.level) && (!rule.value || row.dataset.rule === rule.value) &&
      (!wanted || row.textContent.toLowerCase().includes(wanted));
    row.hidden = !on;
    shown += on ? 1 : 0;
  }
  line.hidden = shown === rows.length;
  parts.forEach((part, n) => {
    part.textContent = templates[n].replaceAll("{shown}", shown).replaceAll("{all}", rows.length);
  });
}

for (const control of [...picks, rule, text]) control.addEventListener("input", filter);
