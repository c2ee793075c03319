
// Lets tables be sorted and cards be filtered. The page says everything without it.
"use strict";
const said = document.getElementById("said");
const say = (words) => { said.textContent = words; };

const valueOf = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.by ?? cell.textContent.trim();
};
const compare = (left, right) => {
  const [a, b] = [Number(left), Number(right)];
  if (left !== "" && right !== "" && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return left.localeCompare(right, undefined, { numeric: true });
};
const sortBy = (table, column, head) => {
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [valueOf(row, column), row]);
  rows.sort((left, right) => {
    if (left[0] === "" || right[0] === "") return (left[0] === "") - (right[0] === "");
    return up ? compare(left[0], right[0]) : compare(right[0], left[0]);
  });
  body.append(...rows.map(([, row]) => row));
  say(`${table.caption.textContent}: sorted by ${head.textContent}, ${up ? "ascending" : "descending"}`);
};
for (const table of document.querySelectorAll("table[data-sort]")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => sortBy(table, column, head));
  });
}

for (const form of document.querySelectorAll("form[data-filters]")) {
  const cards = [...document.querySelectorAll(`#${form.dataset.filters} > article`)];
  const texts = cards.map(() => null);
  const apply = () => {
    const wanted = new FormData(form);
    const words = String(wanted.get("words") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const state = wanted.get("state");
    const duty = wanted.get("duty");
    let shown = 0;
    cards.forEach((card, place) => {
      if (words.length) texts[place] ??= card.textContent.toLowerCase();
      const fits = (!state || card.dataset.state === state)
        && (!duty || ` ${card.dataset.duties ?? ""} `.includes(` ${duty} `))
        && words.every((word) => texts[place].includes(word));
      card.hidden = !fits;
      shown += fits;
    });
    say(`${shown} of ${cards.length} records are shown`);
    form.querySelector("output").textContent = `${shown} of ${cards.length}`;
  };
  let wait = 0;
  const soon = () => { clearTimeout(wait); wait = setTimeout(apply, 150); };
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.addEventListener("input", soon);
}

// A link to a record that a filter hides shows all records again. Cards get their height when
// they come into sight, so the place of what stands below them is looked for twice.
addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.hidden) {
    for (const form of document.querySelectorAll("form[data-filters]")) {
      form.reset();
      form.dispatchEvent(new Event("submit", { cancelable: true }));
    }
  }
  for (const wait of [0, 100]) setTimeout(() => target?.scrollIntoView(), wait);
});
