// The heads of a table of scores sort it. Without script it stands in the order
// of its ranks, which its caption names.
"use strict";
for (const table of document.querySelectorAll("table[data-sort]")) {
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const value = (row, at) => row.cells[at].dataset.value || row.cells[at].textContent.trim();
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "descending" : !head.classList.contains("num");
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const order = new Intl.Collator("zh", {numeric: true});
      const compare = (a, b) => {
        const x = value(a, at), y = value(b, at), n = Number(x) - Number(y);
        return isNaN(n) ? order.compare(x, y) : n;
      };
      body.append(...Array.from(body.rows).sort((a, b) => up ? compare(a, b) : compare(b, a)));
    });
  });
}
