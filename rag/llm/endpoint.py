"""A language model behind an OpenAI-compatible address, as a llama-index LLM."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from rag.errors import SettingsError

if TYPE_CHECKING:
    from llama_index.core.llms.llm import LLM

    from rag.settings import Settings

# Of the context window a reply may take this share, and no more tokens than this.
REPLY_SHARE, MOST_REPLY_TOKENS = 4, 2048
# Seconds to wait for a connection: an address that answers at all does so at once.
CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a language model answers; `context` counts tokens, `timeout` seconds."""

    url: str
    model: str
    context: int
    timeout: float
    key: str | None = field(default=None, repr=False)

    @property
    def remote(self) -> bool:
        """Whether the address is beyond this machine."""
        return not is_local(self.url)


def is_local(url: str) -> bool:
    """Whether an address is this machine's own."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def endpoint(settings: Settings) -> Endpoint | None:
    """The language model that the settings name; None where they name none.

    Where they name only its address, the one model there is asked for. Raises SettingsError for an
    address that is none, and LanguageModelError where it can't be told which model is meant.
    """
    if settings.llm_url is None:
        return None
    parts = urlsplit(settings.llm_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(
            f"setting llm_url: {settings.llm_url!r} is no address: write it as "
            "http://127.0.0.1:11434/v1"
        )
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    url = settings.llm_url.rstrip("/")
    model = settings.llm_model
    if model is None:
        from rag.llm.listing import only_model

        model = only_model(url, key)
    return Endpoint(url, model, settings.llm_context, settings.llm_timeout, key)


def http_client(url: str, timeout: float, key: str | None = None) -> httpx.Client:
    """A client for one address: it follows no redirect, so nothing is sent anywhere else.

    This machine's own addresses are reached without a proxy.
    """
    return httpx.Client(
        timeout=httpx.Timeout(timeout, connect=min(timeout, CONNECT_SECONDS)),
        follow_redirects=False,
        trust_env=not is_local(url),
        headers={"Authorization": f"Bearer {key}"} if key else {},
    )


def language_model(at: Endpoint, client: httpx.Client) -> LLM:
    """The llama-index LLM for an endpoint; nothing is contacted before it is asked."""
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=at.model,
        api_base=at.url,
        # the client refuses to be without one; local servers ignore it
        api_key=at.key or "none",
        is_chat_model=True,
        context_window=at.context,
        max_tokens=min(MOST_REPLY_TOKENS, at.context // REPLY_SHARE),
        temperature=0.0,
        timeout=at.timeout,
        max_retries=0,
        http_client=client,  # type: ignore[call-arg]  # read by its base
        additional_kwargs={"stream_options": {"include_usage": True}, "seed": 0},
    )


def sent_away(at: Endpoint) -> str | None:
    """What has to be said before passages leave this machine; None where they don't."""
    if not at.remote:
        return None
    host = urlsplit(at.url).hostname
    return (
        f"Passages of your articles will be sent to {host}, for the language model {at.model}. "
        "Unset llm_url to keep them here."
    )
