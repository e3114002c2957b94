// The button of a sheet prints it. Without script the browser's own does.
"use strict";
for (const el of document.querySelectorAll("[data-print]")) {
  el.hidden = false;
  el.addEventListener("click", () => window.print());
}
