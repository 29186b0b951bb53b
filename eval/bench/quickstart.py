"""llama-index's quick start, each step in a process of its own: `python -m eval.bench.quickstart`.

As its documentation has it: SimpleDirectoryReader, VectorStoreIndex on Chroma, HuggingFaceEmbedding
with the same MiniLM, as_retriever. Chunks are 256 tokens instead of 1,024, since MiniLM reads no
more, and so as many as Dateline's passages.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.chroma import ChromaVectorStore

from eval.bench.vectors import sum_of_words, unit
from rag.embedding.model_folder import BUNDLED, find_model

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK_TOKENS = 256
TOP_K = 8
DIMENSION = 384


class SeededEmbedding(BaseEmbedding):
    """The same vectors as `eval.bench.vectors.SeededEmbedder` gives."""

    def _get_text_embedding(self, text: str) -> list[float]:
        vector: list[float] = unit(sum_of_words(text, DIMENSION)).tolist()
        return vector

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def model(kind: str) -> BaseEmbedding:
    """MiniLM on sentence-transformers for "model", vectors from the seed for "seeded"."""
    if kind == "seeded":
        return SeededEmbedding()
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    embedding: BaseEmbedding = HuggingFaceEmbedding(model_name=str(find_model(BUNDLED).path))
    return embedding


def _store(folder: str) -> ChromaVectorStore:
    return ChromaVectorStore.from_params(collection_name="quickstart", persist_dir=folder)


def _opened(folder: str, kind: str) -> VectorStoreIndex:
    return VectorStoreIndex.from_vector_store(_store(folder), embed_model=model(kind))


def _splitter() -> SentenceSplitter:
    return SentenceSplitter(chunk_size=CHUNK_TOKENS, chunk_overlap=20)


def ingest(folder: str, index: str, kind: str) -> dict[str, Any]:
    """Read a folder, and index it."""
    begun = time.perf_counter()
    documents = SimpleDirectoryReader(folder, recursive=True).load_data()
    read = time.perf_counter() - begun
    store = _store(index)
    VectorStoreIndex.from_documents(
        documents,
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=model(kind),
        transformations=[_splitter()],
    )
    count = store.client.count()
    return {"passages": count, "seconds": {"read": read, "total": time.perf_counter() - begun}}


def texts(file: str) -> dict[str, Any]:
    """Embed texts, many at once and then each alone."""
    embedding = model("model")
    wanted: list[str] = json.loads(Path(file).read_text("utf-8"))
    embedding.get_text_embedding_batch(wanted[:16])
    worked = time.process_time()
    begun = time.perf_counter()
    embedding.get_text_embedding_batch(wanted)
    bulk = time.perf_counter() - begun
    processor = time.process_time() - worked
    asked = [" ".join(text.split()[:9]) for text in wanted]
    embedding.get_query_embedding(asked[0])
    return {
        "bulk": bulk,
        "processor": processor,
        "queries": [_timed(embedding.get_query_embedding, each) for each in asked],
    }


def search(index: str, file: str) -> dict[str, Any]:
    """Retrieve with the vector from the seed, and with the model's."""
    asked: list[str] = json.loads(Path(file).read_text("utf-8"))
    begun = time.perf_counter()
    seeded = _opened(index, "seeded").as_retriever(similarity_top_k=TOP_K)
    seeded.retrieve(asked[0])
    opened = time.perf_counter() - begun
    embedding = SeededEmbedding()
    embed = [_timed(embedding.get_query_embedding, question) for question in asked]
    whole = [_timed(seeded.retrieve, question) for question in asked]
    real = _opened(index, "model").as_retriever(similarity_top_k=TOP_K)
    for question in asked[:3]:
        real.retrieve(question)
    ask = [_timed(real.retrieve, question) for question in asked]
    without = [max(0.0, one - other) for one, other in zip(whole, embed, strict=True)]
    return {"open": opened, "search": without, "ask": ask}


def ask(index: str, question: str) -> dict[str, Any]:
    """Open an index and retrieve: what has to happen before a language model could answer."""
    found = _opened(index, "model").as_retriever(similarity_top_k=TOP_K).retrieve(question)
    return {"found": len(found)}


def add(index: str, file: str, question: str) -> dict[str, Any]:
    """Open an index, add one article, and ask for it."""
    opened = _opened(index, "model")
    for document in SimpleDirectoryReader(input_files=[file]).load_data():
        opened.insert_nodes(_splitter().get_nodes_from_documents([document]))
    found = opened.as_retriever(similarity_top_k=TOP_K).retrieve(question)
    return {"found": any(each.node.metadata["file_path"] == file for each in found)}


def _timed(function: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - begun


ACTIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "ingest": ingest,
    "texts": texts,
    "search": search,
    "ask": ask,
    "add": add,
}

if __name__ == "__main__":
    result = ACTIONS[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(json.dumps(result) + "\n")
