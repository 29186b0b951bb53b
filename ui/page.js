// Runs once in each part of the page that holds buttons; `element`, `trigger` and `watch` are
// Gradio's. What a button does, its data attributes say.
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const behavior = still ? "auto" : "smooth";

function choose(button) {
  const data = button.dataset;
  if ("citation" in data) {
    trigger("cite", { exchange: Number(data.exchange), n: Number(data.citation) });
  } else if ("passage" in data) {
    trigger("passage", { exchange: Number(data.exchange), index: Number(data.passage) });
  } else if ("example" in data) {
    trigger("example", { index: Number(data.example) });
  } else if ("file" in data) {
    trigger("open", { file: data.file });
  } else if ("sort" in data) {
    trigger("sort", { column: data.sort });
  } else if ("more" in data) {
    trigger("more", {});
  } else if ("close" in data) {
    trigger("close", {});
  } else if ("back" in data) {
    goBack(data.back, data.mark);
  }
}

function goBack(exchange, n) {
  const answer = document.getElementById(`exchange-${exchange}`);
  const mark = answer?.querySelector(`button[data-citation="${n}"]`);
  mark?.scrollIntoView({ block: "center", behavior });
  mark?.focus({ preventScroll: true });
}

function showQuote() {
  const article = element.querySelector(".reading");
  if (!article) return;
  const pane = document.getElementById("pane");
  const quote = article.querySelector("mark");
  const beside = getComputedStyle(pane).overflowY === "auto";
  pane.scrollTop = 0;
  if (quote && beside) {
    const offset = quote.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTo({ top: offset - pane.clientHeight / 3, behavior });
  } else if (!beside) {
    (quote ?? article).scrollIntoView({ block: quote ? "center" : "start", behavior });
  }
  (quote ?? article.querySelector(".close"))?.focus({ preventScroll: true });
}

// The transcript changes only as an answer grows: its question stays at the top meanwhile.
function showLatest() {
  const all = element.querySelectorAll(".exchange");
  all[all.length - 1]?.scrollIntoView({ block: "start", behavior });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) choose(button);
});
watch("value", () => {
  showQuote();
  showLatest();
});
