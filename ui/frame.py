"""The parts of the page that its scripts fill: limits, the table of articles, adding articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.types import Part
from ui.library import head_html
from ui.markup import element, text
from ui.uploads import MOST_FILES, kinds
from ui.view import button

if TYPE_CHECKING:
    from ui.intake import Intake
    from ui.texts import Texts

# What nobody can limit a question to: headlines are found with their article, and what stands
# around a report is never found.
_CHOOSABLE = (Part.BODY, Part.CAPTION, Part.POST, Part.COMMENTS)


def limits_html(texts: Texts) -> str:
    """Chips of the limits in force, and a panel to choose them in."""
    days = (
        ("since", texts.limit_since, None),
        ("until", texts.limit_until, None),
        ("as_of", texts.limit_as_of, texts.limit_as_of_hint),
    )
    dates = "".join(
        element(
            "label",
            element("span", text(name)) + f'<input type="date" data-limit="{key}">',
            title=hint,
        )
        for key, name, hint in days
    )
    parts = "".join(
        element(
            "label",
            f'<input type="checkbox" data-part="{part.value}">'
            + element("span", text(texts.any_part(part))),
        )
        for part in _CHOOSABLE
    )
    legend = element("legend", text(texts.limit_parts), class_="meta")
    panel = element("div", dates, class_="dates") + element("fieldset", legend + parts)
    summary = element("summary", text(texts.limit))
    editing = element(
        "p",
        element("span", text(texts.editing)) + button("unedit", text(texts.cancel_editing)),
        class_="editing",
        role="status",
        hidden=True,
    )
    chips = element(
        "div", "", class_="chips", data_remove=texts.limit_remove, data_as_of=texts.limit_as_of,
        data_since=texts.limit_since, data_until=texts.limit_until,
    )  # fmt: skip
    keys = element("p", text(texts.ask_keys), class_="meta keys")
    sheet = element("div", panel + keys, class_="sheet")
    return editing + chips + element("details", summary + sheet, class_="panel")


def listing_html(texts: Texts) -> str:
    """A field to search in, and a table that its script fills as it is scrolled."""
    find = (
        f'<input type="search" class="find" placeholder="{text(texts.find_articles)}"'
        f' aria-label="{text(texts.find_articles)}">'
    )
    said = element("p", "", class_="meta count", role="status")
    table = element(
        "table",
        element("thead", element("tr", head_html(texts), aria_rowindex=1)) + "<tbody></tbody>",
        class_="articles",
        aria_label=texts.articles,
    )
    scroller = element(
        "div", table, class_="scroller", tabindex="0", role="region", aria_label=texts.articles
    )
    return find + said + scroller


def add_html(intake: Intake, texts: Texts) -> str:
    """How to add articles, with a field for a folder where the page serves this machine alone."""
    limits = texts.add_limits.format(kinds=kinds(), files=MOST_FILES, size=intake.most_mb)
    where = texts.add_target.format(folder=intake.folder)
    if intake.watched:
        where = f"{where} {texts.add_watched}"
    folder = ""
    if intake.local:
        field = element("span", text(texts.add_folder)) + '<input type="text" class="folder">'
        named = button("folder", text(texts.add_folder_button), class_="small")
        folder = element("p", element("label", field) + named, class_="by-folder")
    look = button("update", text(texts.add_look), class_="small")
    sure = texts.remove_sure.replace("{folder}", str(intake.folder / ".removed"))
    return (
        element("h3", text(texts.add), class_="kicker")
        + element("div", "", class_="work", data_sure=sure)
        + element("p", text(where), class_="meta")
        + folder
        + element("p", look)
        + element("p", text(limits), class_="meta")
    )
