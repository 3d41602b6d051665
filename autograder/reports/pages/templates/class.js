"use strict";
(() => {
  const table = document.getElementById("students");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const pointed = document.getElementById("pointed");
  const checks = table.dataset.checks.split(" ");
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function key(row, column, text) {
    const value = row.cells[column].textContent.trim();
    if (text) return value;
    const number = parseFloat(value);
    return Number.isNaN(number) ? -1 : number;
  }

  function sortBy(button) {
    const cell = button.closest("th");
    const column = cell.cellIndex;
    const text = button.dataset.kind === "text";
    const before = cell.getAttribute("aria-sort");
    const down = before ? before === "ascending" : !text;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map((row) => [key(row, column, text), row]);
    keyed.sort((a, b) => (text ? collator.compare(a[0], b[0]) : a[0] - b[0]) * (down ? -1 : 1));
    body.append(...keyed.map((pair) => pair[1]));
  }

  function filter() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !wanted.every((word) => row.dataset.search.includes(word));
      count += !row.hidden;
    }
    shown.textContent = `${count} / ${rows.length} ${shown.dataset.word}`;
  }

  for (const button of table.tHead.querySelectorAll("button")) button.addEventListener("click", () => sortBy(button));
  for (const button of document.querySelectorAll("button[data-search]")) {
    button.addEventListener("click", () => {
      search.value = button.dataset.search;
      filter();
      document.getElementById("everyone").scrollIntoView();
      search.focus({ preventScroll: true });
    });
  }
  search.addEventListener("input", filter);
  body.addEventListener("mousemove", (event) => {
    if (!event.target.closest(".heat img")) return;
    const box = event.target.getBoundingClientRect();
    const place = Math.min(checks.length - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * checks.length)));
    pointed.textContent = `${event.target.closest("tr").cells[0].textContent} · ${checks[place]}`;
  });
  filter();
})();
