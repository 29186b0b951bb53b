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
