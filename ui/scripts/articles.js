// The table of articles: only what is in sight is there; the rest comes as it is scrolled to.
const STRETCH = 60;
const scroller = element.querySelector(".scroller");
const body = element.querySelector("tbody");
const find = element.querySelector(".find");
const order = { column: "date", descending: true };
const period = { since: null, until: null };
let stretches = new Map();
let total = 0;
let height = 64;
let asked = 0;

const wanted = (offset) => ({
  wanted: find.value, ...order, ...period, offset, limit: STRETCH,
});

async function fetched(start) {
  if (stretches.has(start)) return;
  const mine = asked;
  stretches.set(start, null);
  const found = await server.rows(wanted(start * STRETCH));
  if (mine !== asked) return;
  stretches.set(start, found.rows);
  total = found.total;
  element.querySelector(".count").textContent = found.said;
  element.querySelector("table").setAttribute("aria-rowcount", total + 1);
  draw();
}

function gap(rows) {
  const line = document.createElement("tr");
  line.setAttribute("aria-hidden", "true");
  line.className = "gap";
  line.innerHTML = `<td style="height:${rows * height}px"></td>`;
  return line;
}

let drawn = "";
function draw(anew = false) {
  const first = Math.max(0, Math.floor(scroller.scrollTop / height) - 10);
  const last = Math.min(total, first + Math.ceil(scroller.clientHeight / height) + 24);
  const from = Math.floor(first / STRETCH);
  const to = Math.floor(Math.max(last - 1, 0) / STRETCH);
  const there = [];
  for (let at = from; at <= to; at++) {
    fetched(at);
    there.push(stretches.get(at) ? 1 : 0);
  }
  const now = `${from}-${to}-${total}-${there}`;
  if (now === drawn && !anew) return;
  drawn = now;
  const held = document.activeElement?.dataset?.file;
  const rows = document.createElement("tbody");
  rows.append(gap(from * STRETCH));
  for (let at = from; at <= to; at++) {
    const stretch = stretches.get(at);
    if (stretch) rows.insertAdjacentHTML("beforeend", stretch.join(""));
    else rows.append(gap(Math.min(STRETCH, total - at * STRETCH)));
  }
  rows.append(gap(Math.max(0, total - (to + 1) * STRETCH)));
  body.replaceChildren(...rows.childNodes);
  if (held) body.querySelector(`[data-do="open"][data-file="${CSS.escape(held)}"]`)?.focus();
  const row = body.querySelector("tr:not(.gap)");
  if (row?.offsetHeight && Math.abs(row.offsetHeight - height) > 1) {
    height = row.offsetHeight;
    draw(true);
  }
}

function again(keep = false) {
  asked += 1;
  stretches = new Map();
  drawn = "";
  if (!keep) scroller.scrollTop = 0;
  fetched(Math.floor(Math.max(0, Math.floor(scroller.scrollTop / height) - 10) / STRETCH));
}

LOCAL.sort = ({ column }) => {
  order.descending = order.column === column ? !order.descending : false;
  order.column = column;
  for (const head of element.querySelectorAll("th")) {
    if (head.dataset.column !== column) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
  }
  again();
};
LOCAL.remove = (data) => tell("remove", data);
find.addEventListener("input", () => again());
let waiting = false;
scroller.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    draw();
  });
});
hear("listed", (now) => {
  if (now.since === period.since && now.until === period.until) return;
  Object.assign(period, now);
  again();
});
hear("articles", () => again(true));
new ResizeObserver(() => draw(true)).observe(scroller);
again();
