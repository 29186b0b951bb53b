// Runs once in each part of the page that holds buttons; `element`, `trigger` and `watch` are
// Gradio's. What a button does, its `data-do` says: one of these events with the button's data, or
// something that needs no server.
const EVENTS = [
  "cite", "passage", "example", "stop", "retry", "judge", "open", "close", "keep", "rename",
  "delete", "resume", "restart", "look", "folder", "update", "remove",
  "export", "recall",
];
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const behavior = still ? "auto" : "smooth";
const tell = (name, detail = {}) =>
  window.dispatchEvent(new CustomEvent(`dateline:${name}`, { detail }));
const hear = (name, does) =>
  window.addEventListener(`dateline:${name}`, (event) => does(event.detail));

const LOCAL = {
  back: ({ exchange, citation }) => {
    const answer = document.getElementById(`exchange-${exchange}`);
    const mark = answer?.querySelector(`.mark[data-citation="${citation}"]`);
    mark?.scrollIntoView({ block: "center", behavior });
    mark?.focus({ preventScroll: true });
  },
  copy: async ({ text, said }, button) => {
    await copied(text);
    const before = button.textContent;
    button.textContent = said;
    setTimeout(() => (button.textContent = before), 1500);
  },
  comment: ({ exchange }, button) => {
    const comment = button.parentElement.querySelector("textarea").value;
    trigger("judge", { exchange, comment });
  },
  edit: (data) => tell("edit", data),
  only: ({ file }) => tell("limit", { file }),
  period: ({ since, until }) => tell("limit", { since, until }),
  print: () => window.print(),
};

async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without https, browsers have only the old way.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button || button.disabled) return;
  const { do: does, ...data } = button.dataset;
  if (does in LOCAL) LOCAL[does](data, button);
  else if (EVENTS.includes(does)) trigger(does, data);
});
