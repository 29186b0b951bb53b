// An article that was opened is scrolled to its quote, which then has the keyboard's focus.
watch("value", () => {
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
});

element.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
  if (step) element.querySelector(`button[data-step="${step}"]`)?.click();
  if (event.key === "Escape") element.querySelector(".close")?.click();
  if (step || event.key === "Escape") event.preventDefault();
});
