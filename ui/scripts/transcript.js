// A new question comes into sight once; while its answer grows, nothing moves by itself.
let latest = null;
// An answer to an earlier event may come after that to a later one; what is newer stays.
let newest = -1;
let kept = null;

watch("value", () => {
  const change = Number(element.querySelector("[data-change]")?.dataset.change ?? -1);
  if (change < newest) {
    if (props.value !== kept) props.value = kept;
    return;
  }
  newest = change;
  kept = props.value;
  const last = [...element.querySelectorAll(".exchange")].at(-1);
  if (last && last.id !== latest) last.scrollIntoView({ block: "start", behavior });
  latest = last?.id ?? null;
});

// Left and right go from number to number, as they do in the article beside the answer.
element.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || !event.target.matches(".mark")) return;
  const marks = [...element.querySelectorAll(".mark")];
  marks[marks.indexOf(event.target) + step]?.focus();
  event.preventDefault();
});

// A page that is opened again in the same tab has the conversation that it had before.
const before = sessionStorage.getItem("dateline.talk");
if (before) setTimeout(() => trigger("recall", { talk: before }), 0);
