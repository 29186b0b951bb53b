// The limits of the next question, and which question it takes the place of. What is sent with a
// question is `props.value`, as JSON; what is seen are the fields and a chip for each limit.
const DAYS = ["since", "until", "as_of"];
const chips = element.querySelector(".chips");
let files = [];
let editing = null;
let hushed = null;

const box = () => document.querySelector("#question textarea");
const field = (name) => element.querySelector(`[data-limit="${name}"]`);
const parts = () => [...element.querySelectorAll("[data-part]")].filter((each) => each.checked);

function chip(label, remove) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `${label} ×`;
  button.setAttribute("aria-label", chips.dataset.remove.replace("{what}", label));
  button.addEventListener("click", () => {
    remove();
    settle();
    box()?.focus();
  });
  return button;
}

function settle() {
  const wish = { parts: parts().map((each) => each.dataset.part), files };
  for (const name of DAYS) if (field(name).value) wish[name] = field(name).value;
  if (editing) wish.instead_of = editing;
  props.value = JSON.stringify(wish);
  const shown = DAYS.filter((name) => wish[name]).map((name) =>
    chip(`${chips.dataset[name === "as_of" ? "asOf" : name]} ${wish[name]}`, () => {
      field(name).value = "";
    }),
  );
  for (const each of parts()) {
    shown.push(chip(each.parentElement.textContent.trim(), () => (each.checked = false)));
  }
  for (const file of files) {
    shown.push(chip(file, () => (files = files.filter((each) => each !== file))));
  }
  chips.replaceChildren(...shown);
  element.querySelector(".editing").hidden = !editing;
  tell("listed", { since: wish.since ?? null, until: wish.until ?? null });
}

function write(text) {
  const area = box();
  // Gradio hears of a text only where it is told as if it had been typed.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
  area.setSelectionRange(text.length, text.length);
}

function edit() {
  const button = [...document.querySelectorAll('#transcript [data-do="edit"]')].at(-1);
  if (!button) return;
  editing = button.dataset.exchange;
  settle();
  write(button.dataset.text);
}

function leave() {
  editing = null;
  settle();
}

function clear() {
  for (const name of DAYS) field(name).value = "";
  for (const each of parts()) each.checked = false;
  files = [];
  leave();
}

element.addEventListener("change", settle);
element.addEventListener("click", (event) => {
  if (event.target.closest('[data-do="unedit"]')) {
    leave();
    write("");
  }
});
hear("edit", edit);
hear("restarted", clear);
hear("limit", ({ file, since, until }) => {
  if (file && !files.includes(file)) files = [...files, file];
  if (since) {
    const same = field("since").value === since && field("until").value === until;
    field("since").value = same ? "" : since;
    field("until").value = same ? "" : until;
  }
  settle();
  if (file) box()?.focus();
});

document.addEventListener("keydown", (event) => {
  const area = box();
  if (event.key === "Escape") {
    const stop = [...document.querySelectorAll('#transcript [data-do="stop"]')];
    if (stop.length) stop.at(-1).click();
    else if (editing) {
      leave();
      write("");
    }
    hushed = document.querySelector(".cite:focus-within, .cite:hover");
    document.documentElement.classList.add("quiet");
  } else if (event.key === "ArrowUp" && event.target === area && !area.value) {
    edit();
    event.preventDefault();
  }
});
// Esc puts a citation's card away until the next one is come upon.
for (const comes of ["focusin", "mouseover"]) {
  document.addEventListener(comes, (event) => {
    if (hushed && hushed.contains(event.target)) return;
    document.documentElement.classList.remove("quiet");
  });
}
// A question that is sent no longer takes the place of another.
new MutationObserver(() => {
  const last = document.querySelector(".exchange:last-of-type");
  if (editing && !document.getElementById(`exchange-${editing}`) && last) leave();
}).observe(document.getElementById("transcript"), { childList: true, subtree: true });
