"""One sentence of a model: a statement with numbered citations, or the reason to drop it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.statements import statement
from rag.answer.verify import Check
from rag.checking.check import common_words, fault
from rag.checking.cited import Cited, Fault, plain
from rag.types import Statement, Status
from rag.writing.events import DroppedSentence, WrittenSentence
from rag.writing.stripping import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answer.verify import Checked
    from rag.types import Article, Citation
    from rag.writing.packing import Packed
    from rag.writing.sentences import Said

# Of several quotes the least sure one says how sure the sentence is.
_LEAST_SURE = (
    Status.DENIED,
    Status.UNCONFIRMED,
    Status.ALLEGED,
    Status.OPINION,
    Status.REPORTED,
    Status.CONFIRMED,
)


class Judge:
    """Judges the sentences of one reply, and numbers the quotes that they rest on.

    `check` compares citations with their articles and files; `article` reads one.
    """

    def __init__(
        self,
        packed: Packed,
        quoted: Sequence[Citation],
        check: Callable[[tuple[Citation, ...]], tuple[Checked, ...]],
        article: Callable[[str], Article],
    ) -> None:
        self._packed, self._check, self._article = packed, check, article
        self._common = common_words(each.quote for each in packed.quotes.values())
        self._numbers = {(each.file, each.start, each.end): each.n for each in quoted}
        self._shown: set[str] = set()

    def judge(self, said: Said) -> WrittenSentence | DroppedSentence | None:
        """The sentence, checked; None where it was shown before."""
        if said.text in self._shown:
            return None
        found = self._fault(said)
        if found:
            return DroppedSentence(said.text, found.kind, found.reason)
        cited = tuple(self._packed.quotes[key] for key in said.keys)
        checked = self._check(cited)
        changed = next((each for each in checked if each.check is not Check.EXACT), None)
        if changed:
            return DroppedSentence(said.text, "quote", f"{changed.citation.file} has changed")
        self._shown.add(said.text)
        citations = tuple(self._numbered(each) for each in cited)
        return WrittenSentence(self._statement(said.text, citations), citations)

    def _fault(self, said: Said) -> Fault | None:
        missing = next((key for key in said.keys if key not in self._packed.quotes), None)
        if missing:
            return Fault("source", f"there is no quote {missing}")
        quotes = [self._packed.quotes[key] for key in said.keys]
        outside = next((a for a in addresses(said.text) if not _stands(a, quotes)), None)
        if outside:
            return Fault("address", "it names an address that is not in the quotes")
        if "<" in said.text or "[" in said.text:
            return Fault("markup", "it is no plain sentence")
        cited = [Cited(each.quote, each.date) for each in quotes]
        return fault(said.text, cited, self._common)

    def _numbered(self, citation: Citation) -> Citation:
        place = (citation.file, citation.start, citation.end)
        number = self._numbers.setdefault(place, len(self._numbers) + 1)
        return replace(citation, n=number)

    def _statement(self, text: str, citations: tuple[Citation, ...]) -> Statement:
        """The sentence with the status, and the source, of its least sure quote."""
        quotes = [statement(each, self._article(each.file)) for each in citations]
        sure = [each for status in _LEAST_SURE for each in quotes if each.status is status]
        numbers = tuple(dict.fromkeys(each.n for each in citations))
        if not sure:
            return Statement(text, "written", None, numbers)
        by = sure[0].by
        named = by is not None and by.lower() in text.lower()
        return Statement(text, "written", sure[0].status, numbers, None if named else by)


def _stands(address: str, quotes: Sequence[Citation]) -> bool:
    return any(plain(address) in plain(each.quote) for each in quotes)
