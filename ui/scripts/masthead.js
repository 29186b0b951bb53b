// Asks now and then whether the articles have changed, and how an ingest goes on.
const CALM = 4000;
const BUSY = 600;
// What the page shows was made when it was served; a later generation is taken up at once.
let { generation } = element.querySelector(".masthead").dataset;

async function ask() {
  let wait = CALM;
  if (document.visibilityState === "visible") {
    try {
      const news = await server.news({});
      if (news.generation !== generation) {
        trigger("look", {});
        tell("articles");
      }
      generation = news.generation;
      tell("work", news);
      if (news.running) wait = BUSY;
    } catch {
      // The server is away; the next question will say so.
    }
  }
  pending = setTimeout(ask, wait);
}

let pending = setTimeout(ask, 0);
hear("begun", () => {
  clearTimeout(pending);
  pending = setTimeout(ask, 100);
});
