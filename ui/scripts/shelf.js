// Keeping a conversation, and those that are kept.
// The panel stays as it is when what is in it changes.
let open = false;
element.addEventListener("toggle", (event) => (open = event.target.open), true);
watch("value", () => {
  const panel = element.querySelector("details");
  if (panel && open) panel.open = true;
});
LOCAL.rename = ({ id, name, ask }) => {
  const chosen = window.prompt(ask, name);
  if (chosen) trigger("rename", { id, name: chosen });
};
LOCAL.delete = ({ id, ask }) => {
  if (window.confirm(ask)) trigger("delete", { id });
};
LOCAL.restart = () => {
  tell("restarted");
  trigger("restart", {});
  document.querySelector("#question textarea")?.focus();
};
// A panel closes as menus do: with Esc, or when something else is chosen.
function closePanels(except) {
  for (const panel of document.querySelectorAll("details.panel[open]")) {
    if (!panel.contains(except)) panel.open = false;
  }
}
document.addEventListener("pointerdown", (event) => closePanels(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const panel = document.activeElement?.closest("details.panel[open]");
  closePanels(null);
  panel?.querySelector("summary").focus();
});
