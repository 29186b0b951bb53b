"""Every word that the page says: in English here, in other languages in `languages/`.

A language is a TOML file with the same names; what stands in braces is filled in.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SettingsError
from rag.types import Part, Status
from ui.spoken import in_language

if TYPE_CHECKING:
    from datetime import date

    from rag.types import Coverage

LANGUAGES = Path(__file__).parent / "languages"
ENGLISH_NAME = "en"
VERY_LIKELY, LIKELY = 0.8, 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What the page says in one language; methods fill in, count and date."""

    language: str = ENGLISH_NAME
    months: tuple[str, ...] = (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    )  # fmt: skip
    engine: tuple[tuple[str, str], ...] = ()
    day_form: str = "{day} {month} {year}"
    month_form: str = "{month} {year}"
    thousands: str = ","
    article_one: str = "{n} article"
    article_many: str = "{n} articles"
    passage_one: str = "{n} passage"
    passage_many: str = "{n} passages"
    file_one: str = "{n} file"
    file_many: str = "{n} files"

    title: str = "Dateline"
    skip: str = "To the question box"
    honest: str = "No language model: answers are quotes, word for word, from the articles."
    honest_writing: str = (
        "Answers are quotes, word for word, from the articles; a language model writes after them,"
        " and each of its sentences is checked."
    )
    searching_line: str = "Searching {what}."
    span_of_days: str = "{since} to {until}"
    undated: str = "undated"
    undated_count: str = "{n} undated"

    ask_label: str = "Your question"
    ask_placeholder: str = "Ask the articles…"
    ask_button: str = "Ask"
    ask_keys: str = "Enter asks, Shift+Enter begins a line, ↑ edits the last question, Esc stops"
    editing: str = "You are editing your last question; its answer will be replaced."
    cancel_editing: str = "Leave it"
    new_conversation: str = "New conversation"

    limit: str = "Limits"
    limit_since: str = "From"
    limit_until: str = "To"
    limit_as_of: str = "As of"
    limit_as_of_hint: str = "Leave out articles later than this day"
    limit_parts: str = "Parts"
    limit_files: str = "Articles"
    limit_none: str = "No limits"
    limit_remove: str = "Remove limit: {what}"
    limited_to: str = "Asked only of: {what}"
    limit_from_day: str = "from {day}"
    limit_to_day: str = "to {day}"
    limit_as_of_day: str = "as of {day}"

    welcome: str = "Ask a question"
    welcome_text: str = (
        "Every answer is made of quotes. Choose a number to read the quote in its place in the"
        " article."
    )
    examples: str = "For example"
    example_form: str = "What do the articles say about “{title}”?"
    conversation: str = "Conversation"
    you_asked: str = "You asked"
    searching: str = "Searching the articles…"
    writing: str = "The language model writes; each sentence is checked…"
    written: str = "Written by a language model from the quotes it names, each sentence checked"
    not_in_articles: str = "Not in the articles ({count})"
    waiting: str = "Waiting for the question before…"
    stop: str = "Stop"
    stopped: str = "Stopped. Nothing was answered."
    retry: str = "Ask again"
    edit: str = "Edit the question"
    failed: str = (
        "Something went wrong and was written to the terminal. Ask again; if it fails again,"
        " restart the page."
    )
    understood_form: str = "Understood as: {text}"
    sources: str = "Sources"
    closest: str = "The closest passages"
    disagree: str = "Sources disagree"
    disagree_value: str = "What is said"
    disagree_who: str = "Who says so"
    disagree_when: str = "When"
    who_form: str = "{by}, in “{title}”"
    source_changed: str = "changed since"
    source_gone: str = "no longer indexed"
    copy: str = "Copy"
    copy_quote: str = "Copy quote {n} with its reference"
    copied: str = "Copied"
    citation_name: str = "Citation {n}: {title}"
    searched_form: str = "Searched {what}"
    as_of_form: str = "as of {day}"
    left_out_form: str = "{what} left out by date"
    sure_very_likely: str = "The articles very likely answer this."
    sure_likely: str = "The articles probably answer this."
    sure_unsure: str = "It is uncertain whether the articles answer this."

    judge: str = "Was this answer right?"
    judge_up: str = "Good answer"
    judge_down: str = "Bad answer"
    judge_why: str = "What is right or wrong about it? (optional)"
    judge_save: str = "Save reason"
    judge_saved: str = "Saved as a draft for the evaluation. Choose it again to take it back."

    pane: str = "Articles and kept conversations"
    article: str = "Article"
    close: str = "All articles"
    back: str = "Back to the answer"
    previous: str = "Previous citation"
    next: str = "Next citation"
    position: str = "Citation {n} of {total}"
    copy_this: str = "Copy quote"
    changed: str = "This article has changed since the answer was given; the quote is still in it."
    quote_gone: str = (
        "This article has changed since the answer was given, and the quote is no longer in it."
    )
    article_gone: str = "This article is no longer in the index. The quote it was cited for:"

    articles: str = "Articles"
    timeline: str = "Articles by {unit}, from {since} to {until}"
    timeline_day: str = "day"
    timeline_month: str = "month"
    timeline_year: str = "year"
    timeline_bar: str = "{when}: {what}"
    timeline_cited: str = "{n} cited"
    timeline_key: str = "cited in the last answer"
    timeline_hint: str = "Choose a bar to limit questions and list to it"
    find_articles: str = "Find an article by title, file or author"
    no_article_found: str = "No article matches."
    shown_form: str = "{n} of {what}"
    column_title: str = "Title"
    column_date: str = "Date"
    column_source: str = "Source"
    column_parts: str = "Parts"
    column_passages: str = "Passages"
    duplicate: str = "same text as {file}"
    ask_only: str = "Ask only this article"
    remove: str = "Remove"
    remove_name: str = "Remove {title}"
    remove_sure: str = "Remove “{title}” from the articles? Its file is moved to {folder}."

    add: str = "Add or remove articles"
    add_files: str = "Drop files here, or choose them"
    add_limits: str = "{kinds}; at most {files} files at once, {size} MB each"
    add_folder: str = "Or name a folder of this machine, whose articles are copied"
    add_folder_button: str = "Add folder"
    add_target: str = "They are kept in {folder}."
    add_watched: str = "That folder is watched: what changes in it is indexed by itself."
    add_look: str = "Look for changes"
    add_reading: str = "Reading {done} of {files}"
    add_working: str = "Indexing…"
    add_done: str = "Added {added}, changed {changed}, removed {removed}; unreadable {failed}."
    add_same: str = "Nothing has changed."
    add_failed: str = "Not indexed:"
    add_broken: str = (
        "Something went wrong and was written to the terminal. Nothing of the index was lost; try"
        " again."
    )
    add_kind: str = "{file}: files of this kind are not read ({kinds})."
    add_too_many: str = "{n} files at once are too many: add at most {most}."
    add_too_large: str = "{file}: larger than {most} MB."
    add_no_folder: str = "{folder} is not a folder of this machine, or has no article in it."
    add_no_article: str = "{file} is no file of its own, so it can't be removed alone."
    add_not_here: str = "Folders can be named only where the page serves this machine alone."

    kept_and_saved: str = "Keep or save"
    kept: str = "Kept conversations"
    keep: str = "Keep this conversation on disk"
    keep_hint: str = "Kept in {folder}; otherwise it is forgotten when the page ends."
    kept_none: str = "None is kept yet."
    kept_open: str = "Open {name}"
    kept_rename: str = "Rename"
    kept_rename_ask: str = "New name"
    kept_delete: str = "Delete"
    kept_delete_sure: str = "Delete “{name}” for good?"
    kept_questions_one: str = "{n} question"
    kept_questions_many: str = "{n} questions"
    export: str = "Save this conversation as"
    export_markdown: str = "Markdown"
    export_json: str = "JSON"
    export_print: str = "Print"
    export_asked: str = "Asked {when}"

    part_headline: str = "headline"
    part_caption: str = "caption"
    part_post: str = "social-media post"
    part_comments: str = "reader's comment"
    part_boilerplate: str = "around the report"
    part_body: str = "report"
    section_caption: str = "Caption"
    section_post: str = "Social-media post"
    section_comments: str = "Readers' comments"
    section_boilerplate: str = "Around the report, not searched"
    status_reported: str = "Reported"
    status_alleged: str = "Alleged"
    status_unconfirmed: str = "Unconfirmed"
    status_confirmed: str = "Confirmed"
    status_denied: str = "Denied"
    status_opinion: str = "Opinion"
    standing_form: str = "{status} by {by}"

    ready_form: str = "Dateline is ready at {address} ({what}). Ctrl+C ends it."
    open_to_all: str = (
        "Listening on {host} without a password: everyone who can reach this machine can read the"
        " articles and add to them."
    )
    sign_in: str = "These articles are not public."
    bad_top_k: str = "top_k has to be from 1 to {most}."
    bad_day: str = "{value!r} is no day: give it as year-month-day, such as 2020-01-05."
    bad_part: str = "{value!r} is no part: give one of {parts}."
    bad_limits: str = "The limits can't be read: remove them and ask again."
    no_conversation: str = "This conversation is no longer known to the page. Ask anew."

    def said(self, words: str) -> str:
        """What the engine said in English, in this language."""
        return in_language(words, self.engine) if self.engine else words

    def number(self, value: int) -> str:
        """A number with its thousands set apart."""
        return f"{value:,}".replace(",", self.thousands)

    def day(self, value: date | None) -> str:
        """A date in words, such as "3 January 2020"; "undated" where there is none."""
        if value is None:
            return self.undated
        return self.day_form.format(
            day=value.day, month=self.months[value.month - 1], year=value.year
        )

    def month(self, value: date) -> str:
        """A month in words, such as "January 2020"."""
        return self.month_form.format(month=self.months[value.month - 1], year=value.year)

    def short_day(self, value: date | None) -> str:
        """A date as year-month-day; "undated" where there is none."""
        return value.isoformat() if value else self.undated

    def part(self, value: Part) -> str:
        """What a quote's part is called; "" for an article's body."""
        return "" if value is Part.BODY else self.any_part(value)

    def any_part(self, value: Part) -> str:
        """What a part is called, an article's body too."""
        return str(getattr(self, f"part_{value.value}"))

    def section(self, value: Part) -> str:
        """The heading over a stretch of an article; "" for headline and body."""
        return str(getattr(self, f"section_{value.value}", ""))

    def status(self, value: Status | None) -> str:
        """A status in words; "" where there is none."""
        return str(getattr(self, f"status_{value.value}")) if value else ""

    def articles_counted(self, number: int) -> str:
        """A count of articles, such as "1,204 articles"."""
        form = self.article_one if number == 1 else self.article_many
        return form.format(n=self.number(number))

    def passages_counted(self, number: int) -> str:
        """A count of passages."""
        form = self.passage_one if number == 1 else self.passage_many
        return form.format(n=self.number(number))

    def files_counted(self, number: int) -> str:
        """A count of files."""
        form = self.file_one if number == 1 else self.file_many
        return form.format(n=self.number(number))

    def questions_counted(self, number: int) -> str:
        """A count of questions."""
        form = self.kept_questions_one if number == 1 else self.kept_questions_many
        return form.format(n=self.number(number))

    def days(self, since: date, until: date) -> str:
        """From a day to a day; the one day where they are the same."""
        if since == until:
            return self.day(since)
        return self.span_of_days.format(since=self.day(since), until=self.day(until))

    def span_of_dates(self, coverage: Coverage) -> str:
        """How many articles, from when to when, how many undated."""
        said = [self.articles_counted(coverage.articles)]
        if coverage.since and coverage.until:
            said.append(self.days(coverage.since, coverage.until))
        if coverage.undated:
            said.append(self.undated_count.format(n=self.number(coverage.undated)))
        return ", ".join(said)

    def searches(self, coverage: Coverage) -> str:
        """What the page searches, for its head."""
        return self.searching_line.format(what=self.span_of_dates(coverage))

    def searched(self, coverage: Coverage) -> str:
        """What one answer searched, for its foot."""
        said = [self.searched_form.format(what=self.span_of_dates(coverage))]
        if coverage.as_of:
            said.append(self.as_of_form.format(day=self.day(coverage.as_of)))
        if coverage.left_out:
            said.append(self.left_out_form.format(what=self.articles_counted(coverage.left_out)))
        return "; ".join(said) + "."

    def sureness(self, confidence: float) -> str:
        """How likely it is that the articles answer a question that was answered, in words.

        The steps are those of the calibration table in docs/design.md.
        """
        if confidence >= VERY_LIKELY:
            return self.sure_very_likely
        return self.sure_likely if confidence >= LIKELY else self.sure_unsure

    def shown(self, number: int, total: int) -> str:
        """How many articles are listed, out of all."""
        what = self.articles_counted(total)
        return what if number == total else self.shown_form.format(n=self.number(number), what=what)


ENGLISH = Texts()


def joined(*details: str | None) -> str:
    """The details that there are, in one line."""
    return " · ".join(each for each in details if each)


def languages() -> tuple[str, ...]:
    """The languages that the page speaks, by their codes."""
    return (ENGLISH_NAME, *sorted(path.stem for path in LANGUAGES.glob("*.toml")))


def load_texts(language: str) -> Texts:
    """The page's words in a language; raises SettingsError where there is no such language."""
    if language == ENGLISH_NAME:
        return ENGLISH
    if language not in languages():
        known = ", ".join(languages())
        raise SettingsError(f"The page doesn't speak {language!r}: --language takes {known}.")
    said = tomllib.loads((LANGUAGES / f"{language}.toml").read_text(encoding="utf-8"))
    missing = [each.name for each in fields(Texts) if each.name not in {*said, "language"}]
    if missing:
        raise SettingsError(f"The language {language!r} has no text for {', '.join(missing)}.")
    months = tuple(said.pop("months"))
    engine = tuple((english, other) for english, other in said.pop("engine"))
    return Texts(language=language, months=months, engine=engine, **said)
