// Conveniences only: the page says all it has to say without this script.
(() => {
  const words = document.body.dataset;
  const make = (tag, fields, ...inside) => {
    const made = Object.assign(document.createElement(tag), fields);
    made.append(...inside);
    return made;
  };
  const fill = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

  const contents = document.querySelector("nav details");
  if (contents && matchMedia("(max-width: 64rem)").matches) contents.open = false;

  // A link to what is folded or filtered out brings it back.
  const clears = [];
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) for (const clear of clears) clear();
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    target.scrollIntoView();
  };

  // Narrow rows (of a table, or boxes one after the other) by words and by a choice among what `kind` says of each.
  // A row that names a group stays with every row of its group that is shown, and all of them stay where the name fits.
  const filter = (before, rows, caption, choice, kind) => {
    const input = make("input", { type: "search" });
    input.setAttribute("aria-label", fill(words.filterOf, { caption }));
    const kinds = [...new Set(rows.map(kind))].filter((one) => one);
    const select = make("select", {}, new Option(words.all, ""), ...kinds.map((one) => new Option(one, one)));
    const shown = make("span", { role: "status" });
    const narrow = () => {
      const wanted = input.value.trim().toLowerCase().split(/\s+/);
      const fits = (row) => wanted.every((word) => row.textContent.toLowerCase().includes(word));
      let name = null;
      for (const row of rows) {
        const names = row.classList.contains("group");
        if (names) name = { row, fits: fits(row) };
        row.hidden = names ? !name.fits || select.value !== "" : !((name && name.fits) || fits(row)) || (select.value !== "" && kind(row) !== select.value);
        if (name && !row.hidden) name.row.hidden = false;
      }
      shown.textContent = fill(words.rows, { shown: rows.filter((row) => !row.hidden).length, all: rows.length });
    };
    const clear = () => {
      input.value = select.value = "";
      narrow();
      shown.textContent = "";
    };
    clears.push(clear);
    input.addEventListener("input", narrow);
    select.addEventListener("change", narrow);
    const tool = make("div", { className: "tool" }, make("label", {}, words.filter + " ", input));
    if (kinds.length > 1 && kinds.length * 3 <= rows.length) tool.append(make("label", {}, choice + " ", select));
    tool.append(shown);
    before.before(tool);
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
      const button = make("button", { type: "button" }, ...head.childNodes);
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

  for (const frame of document.querySelectorAll("[data-filterable], [data-sortable]")) {
    const table = frame.querySelector("table");
    const rows = [...table.tBodies[0].rows].filter((row) => !row.classList.contains("total"));
    const last = table.tHead && [...table.tHead.rows[0].cells].pop();
    const kind = (row) => {
      const cell = row.classList.contains("group") ? null : row.cells[row.cells.length - 1];
      return cell ? ((cell.querySelector(".m") || cell).firstChild || cell).textContent.trim() : "";
    };
    if ("filterable" in frame.dataset) filter(frame, rows, frame.getAttribute("aria-label"), last ? last.textContent : "", kind);
    const even = rows.every((row) => row.cells.length === rows[0].cells.length && !/\b(group|i\d)\b/.test(row.className + row.cells[0].className));
    if (table.tHead && table.tHead.rows.length === 1 && even && rows.length > 1) sort(table, rows);
  }

  // Boxes one after the other: enough of them, and of several tones, can be narrowed too.
  for (const first of document.querySelectorAll("main > :not(.callout) + .callout")) {
    const boxes = [];
    for (let box = first; box && box.classList.contains("callout"); box = box.nextElementSibling) boxes.push(box);
    let heading = first;
    while (heading && !/^H\d$/.test(heading.tagName)) heading = heading.previousElementSibling;
    const caption = heading ? heading.textContent : "";
    if (boxes.length > 4) filter(first, boxes, caption, words.tone, (box) => box.querySelector(".tone").textContent);
  }

  addEventListener("hashchange", reveal);
  reveal();
})();
