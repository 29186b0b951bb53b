"""Every word the page says, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.types import Part, Status

if TYPE_CHECKING:
    from datetime import date

    from rag.types import Coverage

TITLE = "Dateline"
NO_LANGUAGE_MODEL = (
    "No language model is configured: answers are quotes, word for word, from the articles."
)
ASK_LABEL = "Your question"
ASK_PLACEHOLDER = "Ask the articles…"
ASK_BUTTON = "Ask"
AS_OF_LABEL = "As of"
AS_OF_HINT = "Leave out articles later than this day"
NEW_CONVERSATION = "New conversation"

WELCOME = "Ask a question"
WELCOME_TEXT = (
    "Every answer is made of quotes. Choose a number to read the quote in its place in the article."
)
EXAMPLES = "For example"
CONVERSATION = "Conversation"
YOU_ASKED = "You asked"
SEARCHING = "Searching the articles…"
SOURCES = "Sources"
CLOSEST = "The closest passages"
UNDATED = "undated"
DISAGREE = "Sources disagree"
DISAGREE_VALUE = "What is said"
DISAGREE_WHO = "Where"

ARTICLE = "Article"
CLOSE = "All articles"
BACK = "Back to the answer"
PREVIOUS = "Previous citation"
NEXT = "Next citation"
CHANGED = "This article has changed since the answer was given; the quote is still in it."
QUOTE_GONE = (
    "This article has changed since the answer was given, and the quote is no longer in it."
)
ARTICLE_GONE = "This article is no longer in the index. The quote it was cited for:"

ARTICLES = "Articles"
FIND_ARTICLES = "Find an article by title, file or author"
NO_ARTICLE_FOUND = "No article matches."
COLUMN_TITLE = "Title"
COLUMN_DATE = "Date"
COLUMN_FILE = "File"
COLUMN_PASSAGES = "Passages"
MORE = "Show more"
DUPLICATE = "same text as"

_PARTS = {
    Part.HEADLINE: "headline",
    Part.CAPTION: "caption",
    Part.POST: "social-media post",
    Part.COMMENTS: "reader's comment",
    Part.BOILERPLATE: "around the report",
}
_SECTIONS = {
    Part.CAPTION: "Caption",
    Part.POST: "Social-media post",
    Part.COMMENTS: "Readers' comments",
    Part.BOILERPLATE: "Around the report, not searched",
}
_STATUSES = {
    Status.REPORTED: "Reported",
    Status.ALLEGED: "Alleged",
    Status.UNCONFIRMED: "Unconfirmed",
    Status.CONFIRMED: "Confirmed",
    Status.DENIED: "Denied",
    Status.OPINION: "Opinion",
}


def day(value: date | None) -> str:
    """A date in words, such as "3 January 2020"; "undated" where there is none."""
    return f"{value.day} {value:%B %Y}" if value else UNDATED


def short_day(value: date | None) -> str:
    """A date as year-month-day; "undated" where there is none."""
    return value.isoformat() if value else UNDATED


def part(value: Part) -> str:
    """What a quote's part is called; "" for an article's body."""
    return _PARTS.get(value, "")


def section(value: Part) -> str:
    """The heading over a stretch of an article; "" for headline and body."""
    return _SECTIONS.get(value, "")


def status(value: Status | None) -> str:
    """A status in words; "" where there is none."""
    return _STATUSES[value] if value else ""


def standing(status: str, by: str) -> str:
    """How sure a quote is, and who says so."""
    return f"{status} by {by}"


def joined(*details: str | None) -> str:
    """The details that there are, in one line."""
    return " · ".join(each for each in details if each)


def counted(number: int, singular: str, plural: str) -> str:
    """A number with its noun, such as "1,204 articles"."""
    return f"{number:,} {singular if number == 1 else plural}"


def span_of_dates(coverage: Coverage) -> str:
    """How many articles, from when to when, how many undated."""
    said = [counted(coverage.articles, "article", "articles")]
    if coverage.since and coverage.until:
        same = coverage.since == coverage.until
        said.append(
            day(coverage.since) if same else f"{day(coverage.since)} to {day(coverage.until)}"
        )
    if coverage.undated:
        said.append(f"{coverage.undated:,} undated")
    return ", ".join(said)


def searching(coverage: Coverage) -> str:
    """What the page searches, for its head."""
    return f"Searching {span_of_dates(coverage)}."


def searched(coverage: Coverage) -> str:
    """What one answer searched, for its foot."""
    said = [f"Searched {span_of_dates(coverage)}"]
    if coverage.as_of:
        said.append(f"as of {day(coverage.as_of)}")
    if coverage.left_out:
        said.append(f"{counted(coverage.left_out, 'article', 'articles')} left out by date")
    return "; ".join(said) + "."


def understood(text: str) -> str:
    """How a follow-up was read."""
    return f"Understood as: {text}"


def citation_name(n: int, title: str) -> str:
    """What a citation's button is called."""
    return f"Citation {n}: {title}"


def position(n: int, total: int) -> str:
    """Which citation of an answer is open."""
    return f"Citation {n} of {total}"


def passages(number: int) -> str:
    """A count of passages."""
    return counted(number, "passage", "passages")


def shown(number: int, total: int) -> str:
    """How much of the list of articles is on the page."""
    if number == total:
        return counted(total, "article", "articles")
    return f"{number:,} of {counted(total, 'article', 'articles')}"


def example(title: str) -> str:
    """A question to try, made of an article's title."""
    return f"What do the articles say about “{title}”?"


def ready(address: str, coverage: Coverage) -> str:
    """The line on the terminal once the page answers."""
    return f"Dateline is ready at {address} ({span_of_dates(coverage)}). Ctrl+C ends it."


def beyond_this_machine(host: str) -> str:
    """The warning on the terminal where the page is not for this machine alone."""
    return f"Listening on {host}: everyone who can reach this machine can read the articles."


def bad_top_k(most: int) -> str:
    """The error for a number of passages out of range."""
    return f"top_k has to be from 1 to {most:,}."


def bad_day(value: str) -> str:
    """The error for a day that can't be read."""
    return f"{value!r} is no day: give it as year-month-day, such as 2020-01-05."


def port_taken(host: str, port: int) -> str:
    """The error where the page can't be served."""
    return f"The page can't listen on {host}:{port}: give another with --port or --host."
