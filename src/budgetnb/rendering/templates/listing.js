// Search, filters, order and pages. Without this script the page lists every report.
(() => {
  const MOST = 100;
  const [table] = document.getElementsByTagName("table");
  const body = table.tBodies[0];
  const tool = document.querySelector("form.tool");
  const status = tool.querySelector("[role=status]");
  const pages = document.querySelector("nav.pages");
  const [before, after] = pages.getElementsByTagName("button");
  const fill = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  const of = (row, column) => (row.cells[column] ? row.cells[column].textContent.trim() : "");

  const columns = [...table.tHead.rows[0].cells];
  const gap = columns.length - 10; // a column of drafts stands before the counts, if there is one
  const state = (row) => {
    if (row.querySelector(".missing")) return "missing";
    const [errors, warnings, hints] = [4, 5, 6].map((column) => Number(of(row, column + gap)));
    return errors ? "error" : warnings ? "warning" : hints ? "hint" : "none";
  };
  const all = [...body.rows].map((row, place) => ({
    row, place, words: row.textContent.toLowerCase(), year: of(row, 0), level: of(row, 3), state: state(row),
    rules: new Set((row.dataset.rules || "").split(" ")),
  }));
  body.replaceChildren();
  for (const name of ["year", "level"]) {
    const found = [...new Set(all.map((one) => one[name]))].filter(Boolean);
    for (const word of found) tool.elements[name].add(new Option(word));
    tool.elements[name].parentElement.hidden = found.length < 2;
  }
  tool.elements.rule.parentElement.hidden = tool.elements.rule.length < 2;

  let shown = all;
  let page = 0;
  const show = () => {
    const last = Math.max(0, Math.ceil(shown.length / MOST) - 1);
    page = Math.min(page, last);
    body.replaceChildren(...shown.slice(page * MOST, (page + 1) * MOST).map((one) => one.row));
    status.textContent = fill(tool.dataset.shown, { shown: shown.length, all: all.length });
    pages.hidden = last === 0;
    pages.querySelector("span").textContent = fill(tool.dataset.page, { page: page + 1, pages: last + 1 });
    [before.disabled, after.disabled] = [page === 0, page === last];
  };

  let order = (one, other) => one.place - other.place;
  const narrow = () => {
    const value = (name) => tool.elements[name].value;
    const words = value("words").trim().toLowerCase().split(/\s+/);
    shown = all.filter((one) =>
      (!value("year") || one.year === value("year")) &&
      (!value("level") || one.level === value("level")) &&
      (!value("state") || one.state === value("state")) &&
      (!value("rule") || one.rules.has(value("rule"))) &&
      words.every((word) => one.words.includes(word)));
    shown.sort(order);
    page = 0;
    show();
  };
  tool.addEventListener("input", narrow);
  tool.addEventListener("submit", (event) => event.preventDefault());
  before.addEventListener("click", () => { page -= 1; show(); });
  after.addEventListener("click", () => { page += 1; show(); });

  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  columns.forEach((head, column) => {
    if (column >= columns.length - 2) return;
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of columns) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down < 0 ? "descending" : "ascending");
      const key = new Map(all.map((one) => [one, of(one.row, column)]));
      order = (one, other) => {
        const [left, right] = [key.get(one), key.get(other)];
        return (left === "") - (right === "") || compare(left, right) * down || one.place - other.place;
      };
      narrow();
    });
  });

  tool.hidden = false;
  narrow();
})();
