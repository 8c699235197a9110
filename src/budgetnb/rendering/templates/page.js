// Conveniences only: the page says all it has to say without this script.
(() => {
  const words = document.body.dataset;
  const make = (tag, fields) => Object.assign(document.createElement(tag), fields);
  const fill = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

  const contents = document.querySelector("nav details");
  if (contents && matchMedia("(max-width: 64rem)").matches) contents.open = false;

  // A link into a closed <details> opens it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let box = target && target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  const filter = (frame, rows) => {
    const label = make("label", { textContent: words.filter + " " });
    const input = make("input", { type: "search" });
    input.setAttribute("aria-label", fill(words.filterOf, { caption: frame.getAttribute("aria-label") }));
    const shown = make("span", { role: "status" });
    const narrow = () => {
      const wanted = input.value.trim().toLowerCase().split(/\s+/);
      const fits = (row) => wanted.every((word) => row.textContent.toLowerCase().includes(word));
      let name = null; // the row above that names a group; it stays with every row of its group that is shown, and all of them with it
      for (const row of rows) {
        if (row.classList.contains("group")) name = { row, fits: fits(row) };
        row.hidden = !(name && name.fits) && !fits(row);
        if (name && !row.hidden) name.row.hidden = false;
      }
      shown.textContent = fill(words.rows, { shown: rows.filter((row) => !row.hidden).length, all: rows.length });
    };
    input.addEventListener("input", narrow);
    const tool = make("div", { className: "tool" });
    label.append(input);
    tool.append(label, shown);
    frame.before(tool);
  };

  const number = (words) => {
    const plain = words.replace(/[,%\s×≈□]|（.*?）/g, "");
    return plain !== "" && !isNaN(plain) ? Number(plain) : null;
  };
  const compare = (left, right) => {
    const [a, b] = [number(left), number(right)];
    if (a !== null && b !== null) return a - b;
    if ((a === null) !== (b === null)) return a === null ? 1 : -1;
    return left.localeCompare(right, document.documentElement.lang);
  };
  const sort = (table, rows) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (head.tagName !== "TH") return;
      const button = make("button", { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const cell = (row) => row.cells[column].textContent.trim();
        const order = rows.slice().sort((a, b) => compare(cell(a), cell(b)) * (down ? -1 : 1));
        const after = [...table.tBodies[0].rows].find((row) => row.classList.contains("total")) || null;
        for (const row of order) table.tBodies[0].insertBefore(row, after);
      });
    });
  };

  for (const frame of document.querySelectorAll("[data-filterable]")) {
    const table = frame.querySelector("table");
    const rows = [...table.tBodies[0].rows].filter((row) => !row.classList.contains("total"));
    filter(frame, rows);
    const even = rows.every((row) => row.cells.length === rows[0].cells.length && !row.classList.contains("group"));
    if (table.tHead && table.tHead.rows.length === 1 && even) sort(table, rows);
  }
})();
