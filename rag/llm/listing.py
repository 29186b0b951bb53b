"""What language models answer on this machine, or at one address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
from pydantic import BaseModel, ValidationError

from rag.errors import LanguageModelError
from rag.llm.endpoint import http_client

if TYPE_CHECKING:
    from collections.abc import Iterable

# Where each server listens unless told otherwise.
USUAL = {
    "Ollama": 11434,
    "LM Studio": 1234,
    "llama.cpp": 8080,
    "vLLM or transformers serve": 8000,
    "text-generation-webui": 5000,
}
SECONDS = 2.0


class _Model(BaseModel):
    id: str


class _Models(BaseModel):
    data: list[_Model]


@dataclass(frozen=True, slots=True)
class Served:
    """An address that answers, and the names of its models; `trouble` says why there are none."""

    url: str
    server: str
    models: tuple[str, ...]
    trouble: str | None = None


def usual_addresses() -> dict[str, str]:
    """The addresses on this machine that are looked at, with the server that is usual there."""
    return {f"http://127.0.0.1:{port}/v1": server for server, port in USUAL.items()}


def served(addresses: Iterable[tuple[str, str]], key: str | None = None) -> tuple[Served, ...]:
    """What answers at the addresses, pairs of an address and a server's name, in their order."""
    found = []
    for url, server in addresses:
        try:
            found.append(Served(url, server, models_at(url, key)))
        except httpx.HTTPError:
            continue
        except LanguageModelError as error:
            found.append(Served(url, server, (), str(error)))
    return tuple(found)


def models_at(url: str, key: str | None = None) -> tuple[str, ...]:
    """Names of the models at an address.

    Raises httpx.HTTPError where nothing answers, LanguageModelError where what answers lists none.
    """
    with http_client(url, SECONDS, key) as client:
        answer = client.get(f"{url.rstrip('/')}/models")
    if answer.status_code in (401, 403):
        raise LanguageModelError(f"{url} asks for a key: set llm_api_key.")
    try:
        listed = _Models.model_validate_json(answer.content)
    except ValidationError:
        raise LanguageModelError(
            f"{url} answers and lists no models (status {answer.status_code}): name one with "
            "llm_model."
        ) from None
    return tuple(model.id for model in listed.data)


def only_model(url: str, key: str | None = None) -> str:
    """The one model at an address; raises LanguageModelError where there is none or several."""
    try:
        names = models_at(url, key)
    except httpx.HTTPError:
        raise LanguageModelError(
            f"No language model answers at {url}: start it, or check llm_url."
        ) from None
    if len(names) == 1:
        return names[0]
    listed = ", ".join(names[:8]) or "none"
    raise LanguageModelError(f"Name one of the models at {url} with llm_model: {listed}.")
