// Words marked in the source become the quote of a new item. Without this script the quote is typed into the form.
"use strict";
(() => {
  const source = document.querySelector(".source[data-add]");
  if (!source) return;
  const link = document.createElement("a");
  link.className = "button small mark";
  link.textContent = source.dataset.label;
  link.hidden = true;
  source.prepend(link);
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const inside = chosen.rangeCount && source.contains(chosen.getRangeAt(0).commonAncestorContainer);
    const words = inside ? chosen.toString().trim().replace(/\s+/g, " ") : "";
    link.hidden = words.length < 3;
    if (words) link.href = `${source.dataset.add}?trich=${encodeURIComponent(words.slice(0, 1500))}`;
  });
})();
