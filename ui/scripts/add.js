// Adding and removing articles; how it goes on comes with the news.
const work = element.querySelector(".work");

hear("work", (news) => {
  if (work.innerHTML !== news.work) work.innerHTML = news.work;
});
LOCAL.folder = () => {
  trigger("folder", { folder: element.querySelector(".folder").value });
  tell("begun");
};
LOCAL.update = () => {
  trigger("update", {});
  tell("begun");
};
hear("remove", ({ file, title }) => {
  const sure = work.dataset.sure.replace("{title}", title);
  if (window.confirm(sure)) {
    trigger("remove", { file });
    tell("begun");
  }
});
element.querySelector(".folder")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter") LOCAL.folder();
});
// Gradio names the field for files by other words than are read on it; what is read shall name it.
const column = element.closest("#intake") ?? document.body;
const nameByText = () => {
  for (const button of column.querySelectorAll("#files button.upload-container[aria-label]"))
    button.removeAttribute("aria-label");
};
nameByText();
new MutationObserver(nameByText).observe(column, {
  childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"],
});
