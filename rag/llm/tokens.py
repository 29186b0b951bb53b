"""Counting tokens as a language model does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx

from rag.errors import SettingsError
from rag.llm.endpoint import http_client

if TYPE_CHECKING:
    from pathlib import Path

    from rag.llm.endpoint import Endpoint

CountTokens = Callable[[str], int]
# Fewer bytes a token than English has with any usual tokenizer, so that the estimate is high.
BYTES_A_TOKEN = 3
SECONDS = 2.0


def estimated(text: str) -> int:
    """Tokens of a text, estimated from its length in UTF-8; rather too many than too few."""
    return -(-len(text.encode("utf-8", "replace")) // BYTES_A_TOKEN)


def from_file(path: Path) -> CountTokens:
    """The count of the tokenizer in a file; raises SettingsError where it can't be read."""
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path / "tokenizer.json" if path.is_dir() else path))
    except Exception as error:  # noqa: BLE001 - the library raises bare Exception for any file
        raise SettingsError(f"setting llm_tokenizer: {path} is no tokenizer ({error})") from None
    return lambda text: len(tokenizer.encode(text).ids)


def by_server(at: Endpoint) -> CountTokens | None:
    """The count of the endpoint's own `/tokenize`, as llama.cpp and vLLM have; None where none."""
    address = f"{at.url.removesuffix('/v1')}/tokenize"

    def count(text: str) -> int:
        with http_client(at.url, SECONDS, at.key) as client:
            answer = client.post(
                address, json={"model": at.model, "prompt": text, "content": text}
            ).json()
        counted: int = answer["count"] if "count" in answer else len(answer["tokens"])
        return counted

    try:
        count("one")
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None
    return count
