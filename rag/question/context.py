"""What was said before a question, as words that count a little in its search."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.types import Turn

# Of a word of the question itself. On MTRAG's conversations a right passage is among ten for all of
# the last questions with these, for .989 without; see docs/retrieval.md.
ASKED_BEFORE = 0.3
ANSWERED = 0.1
# A question that can be understood alone may still be about the same thing, or about another.
STANDING_ALONE = 0.5
MOST_QUESTIONS = 3
# The beginning of a long answer says what it is about.
MOST_CHARACTERS = 1_500


def said_before(history: tuple[Turn, ...], leaning: bool) -> tuple[tuple[str, float], ...]:
    """Texts of the conversation with the weight of their words: last questions, last answer.

    `leaning` says whether the question can't be understood without them.
    """
    asked = [turn.content for turn in history if turn.role == "user"][-MOST_QUESTIONS:]
    answered = [turn.content for turn in history if turn.role == "assistant"][-1:]
    share = 1.0 if leaning else STANDING_ALONE
    said = ((asked, ASKED_BEFORE), (answered, ANSWERED))
    return tuple(
        (text, share * weight)
        for turns, weight in said
        if (text := " ".join(turns).strip()[:MOST_CHARACTERS])
    )
