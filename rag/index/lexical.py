"""The lexical index in tantivy: the one place that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import (
    Document,
    FieldType,
    Filter,
    Index,
    Occur,
    Query,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from rag.errors import IndexDamagedError
from rag.index.searchable import (
    TOKEN_PATTERN,
    WORD_WEIGHTS,
    inverse_document_frequency,
    name_keys,
    question_terms,
    searchable,
)
from rag.index.where import UNDATED, admits_nothing, day_number, limits_dates
from rag.text.synonyms import synonyms
from rag.types import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tantivy import IndexWriter, Schema, TextAnalyzer

    from rag.index.searchable import QuestionTerm, WordWeights
    from rag.types import Passage, PassageFilter

# The rarest words of a long question say what it is about.
MOST_TERMS = 64
LONGEST_TOKEN = 60
WRITER_BYTES = 64_000_000


class LexicalIndex:
    """Passages by their words: BM25 over text and headline, tolerant of spelling."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._words = _word_analyzer()
        index.register_tokenizer("words", self._words)
        index.register_tokenizer("keys", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        self._writer: IndexWriter | None = None
        self._refresh()

    @classmethod
    def create(cls, folder: Path) -> LexicalIndex:
        """A new, empty index in an empty folder."""
        return cls(Index(_schema(), path=str(folder)))

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """An index that is there; raises IndexDamagedError where tantivy can't read it."""
        try:
            return cls(Index.open(str(folder)))
        except (ValueError, OSError) as error:
            raise IndexDamagedError(f"the words in {folder} can't be read ({error})") from error

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages; they are found after `commit`."""
        writer = self._writing()
        for passage in passages:
            writer.add_document(_document(passage))

    def delete_article(self, file: str) -> None:
        """Remove all passages of an article; they are gone after `commit`."""
        self._writing().delete_documents_by_term("file", file)

    def commit(self) -> None:
        """Write what was added and removed, and let go of the writer.

        Raises OSError where it can't be written.
        """
        if self._writer is not None:
            try:
                self._writer.commit()
                self._writer.wait_merging_threads()
            except ValueError as error:
                raise OSError(f"the words can't be written: {error}") from error
            self._writer = None
        self._index.reload()
        self._refresh()

    def abandon(self) -> None:
        """Let go of the writer, and forget what was not committed."""
        self._writer = None

    def search(
        self,
        text: str,
        k: int,
        where: PassageFilter,
        beside: Sequence[tuple[str, float]] = (),
        weights: WordWeights = WORD_WEIGHTS,
    ) -> list[Hit]:
        """The `k` best passages for a question, best first; no words of it, no hits.

        The words of each text in `beside` count as well, times its weight.
        """
        if k < 1 or admits_nothing(where):
            return []
        clauses = self._clauses(question_terms(text), weights)
        for other, weight in beside:
            clauses += [
                Query.boost_query(clause, weight)
                for clause in self._clauses(question_terms(other), weights)
            ]
        if not clauses:
            return []
        found = self._searcher.search(
            Query.boolean_query([(Occur.Must, _any(clauses)), *_limits(self._schema, where)]), k
        )
        hits = [Hit(self._id(address), score) for score, address in found.hits if score > 0]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))

    def looks_for_words(self, text: str) -> bool:
        """True where a question has a word to look for, whether any passage holds it or not."""
        return any(self._words.analyze(term.surface) for term in question_terms(text))

    def document_frequency(self, word: str) -> int:
        """In how many passages a word stands, in any inflection; 0 for one without letters."""
        stems = self._words.analyze(searchable(word))
        return min((self._holding(self._term("body", stem)) for stem in stems), default=0)

    def count(self) -> int:
        """How many passages there are."""
        return self._searcher.num_docs

    def ids(self) -> set[str]:
        """The ids of all passages."""
        found = self._searcher.search(Query.all_query(), max(self.count(), 1))
        return {self._id(address) for _, address in found.hits}

    def _refresh(self) -> None:
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def _writing(self) -> IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(WRITER_BYTES, 1)
        return self._writer

    def _id(self, address: object) -> str:
        return str(self._searcher.doc(address).get_first("id"))  # type: ignore[arg-type]  # the address that the search gave

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value)

    def _holding(self, query: Query) -> int:
        # Not `doc_freq`, which counts removed passages until their segment is merged.
        return self._searcher.search(query, 1).count  # type: ignore[attr-defined, no-any-return]  # missing from tantivy's stub

    def _clauses(self, terms: Sequence[QuestionTerm], weights: WordWeights) -> list[Query]:
        weighed = [found for term in terms if (found := self._clause(term, weights)) is not None]
        rarest = sorted(weighed, key=lambda pair: pair[0])[:MOST_TERMS]
        return [query for _, query in rarest]

    def _clause(self, term: QuestionTerm, weights: WordWeights) -> tuple[int, Query] | None:
        """How many passages hold a word, and the query for it; None where none do."""
        stems = self._words.analyze(term.surface)
        if not stems:
            return None
        exact = self._exact(stems[0], weights)
        holding = self._holding(exact)
        variants = [exact] if holding else []
        if term.skeleton:
            weight = weights.spelling if holding else weights.only_spelling
            variants += self._spelled(term.skeleton, weight)
        if not holding and term.slips:
            variants += self._mistyped(stems[0], term.slips, weights.slip)
        if weights.synonym:
            variants += self._alike(stems[0], weights.synonym)
        if not variants:
            return None
        return holding, Query.disjunction_max_query(variants)

    def _exact(self, stem: str, weights: WordWeights) -> Query:
        body = self._term("body", stem)
        if not weights.title:
            return body
        return _any([body, Query.boost_query(self._term("title", stem), weights.title)])

    def _spelled(self, key: str, weight: float) -> list[Query]:
        spelled = self._term("names", key)
        if not weight or not self._holding(spelled):
            return []
        return [Query.boost_query(spelled, weight)]

    def _mistyped(self, stem: str, slips: int, weight: float) -> list[Query]:
        mistyped = Query.fuzzy_term_query(
            self._schema, "body", stem, distance=slips, transposition_cost_one=True
        )
        holding = self._holding(mistyped) if weight else 0
        if not holding:
            return []
        rarity = inverse_document_frequency(self.count(), holding)
        return [Query.const_score_query(mistyped, weight * rarity)]

    def _alike(self, stem: str, weight: float) -> list[Query]:
        return [
            Query.boost_query(self._term("body", other), weight) for other in sorted(synonyms(stem))
        ]


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="words", index_option="freq")
    builder.add_text_field("title", tokenizer_name="words", index_option="freq")
    builder.add_text_field("names", tokenizer_name="keys", index_option="freq")
    builder.add_text_field("file", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("part", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()


def _word_analyzer() -> TextAnalyzer:
    return (
        TextAnalyzerBuilder(Tokenizer.regex(TOKEN_PATTERN))
        .filter(Filter.remove_long(LONGEST_TOKEN))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


def _document(passage: Passage) -> Document:
    headline = f"{passage.title}\n{passage.heading}"
    document = Document()
    document.add_text("id", passage.id)
    document.add_text("body", searchable(passage.text))
    document.add_text("title", searchable(headline))
    document.add_text("names", name_keys(f"{headline}\n{passage.text}"))
    document.add_text("file", passage.file)
    document.add_text("part", passage.part.value)
    document.add_integer("day", day_number(passage.date))
    return document


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _limits(schema: Schema, where: PassageFilter) -> list[tuple[Occur, Query]]:
    """What a passage must fulfil, without changing its score."""
    limits: list[Query] = []
    if limits_dates(where):
        in_range = Query.range_query(
            schema,
            "day",
            FieldType.Integer,
            lower_bound=where.since.toordinal() if where.since else UNDATED + 1,
            upper_bound=where.until.toordinal() if where.until else None,
        )
        undated = Query.term_query(schema, "day", UNDATED)
        limits.append(_any([in_range, undated]) if where.undated else in_range)
    if where.parts is not None:
        parts = [part.value for part in sorted(where.parts)]
        limits.append(Query.term_set_query(schema, "part", parts))
    if where.files is not None:
        limits.append(Query.term_set_query(schema, "file", sorted(where.files)))
    return [(Occur.Must, Query.const_score_query(limit, 0.0)) for limit in limits]
