"""The head of the page: its name, what is searched, who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markup import element, text

if TYPE_CHECKING:
    from rag.types import Coverage
    from ui.texts import Texts


def masthead_html(coverage: Coverage, generation: str, texts: Texts, *, writes: bool) -> str:
    """The page's name, what is being searched, and whether anything but quotes is an answer.

    `writes` says that a language model does, after the quotes.
    """
    skip = element("a", text(texts.skip), href="#question", class_="skip")
    searching = element("p", text(texts.searches(coverage)), class_="searches")
    honest = element("p", text(texts.honest_writing if writes else texts.honest), class_="honest")
    name = element("h1", text(texts.title))
    inside = skip + name + element("div", searching + honest)
    return element("header", inside, class_="masthead", data_generation=generation)
