"""Who writes: a language model with its name, its limits, and the way its tokens are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.errors import SettingsError
from rag.llm.endpoint import endpoint, http_client, language_model, sent_away
from rag.llm.tokens import CountTokens, by_server, estimated, from_file

if TYPE_CHECKING:
    import httpx
    from llama_index.core.llms.llm import LLM

    from rag.llm.endpoint import Endpoint
    from rag.settings import Settings

# Where an LLM object says nothing of its output.
REPLY_TOKENS = 1024
# The share of the context that is left free, for what a model's chat template adds.
SPARE = 0.05


@dataclass
class Writer:
    """A llama-index LLM that may write answers.

    `notice` is what has to be said once before passages are sent beyond this machine. `count`
    counts tokens; where it only estimates, what the model's server counts corrects it.
    """

    llm: LLM
    name: str
    timeout: float
    notice: str | None = None
    at: Endpoint | None = None
    count: CountTokens | None = None
    client: httpx.Client | None = None
    _factor: float = field(default=1.0, init=False)
    _asked_server: bool = field(default=False, init=False)

    @property
    def budget(self) -> int:
        """Tokens that a request may have."""
        told = self.llm.metadata
        reply = told.num_output if told.num_output > 0 else REPLY_TOKENS
        reply = min(reply, told.context_window // 2)
        return int(told.context_window * (1 - SPARE)) - reply

    def tokens(self, text: str) -> int:
        """Tokens of a text by the model's own count where there is one, else an estimate."""
        if self.count is None and self.at is not None and not self._asked_server:
            self._asked_server = True
            self.count = by_server(self.at)
        if self.count is not None:
            return self.count(text)
        return int(estimated(text) * self._factor) + 1

    def take_notice(self) -> str | None:
        """What has to be said before passages are sent away; None once it was taken."""
        notice, self.notice = self.notice, None
        return notice

    def close(self) -> None:
        """Let go of the connection; an LLM object that was passed in is left to its owner."""
        if self.client is not None:
            self.client.close()

    def learn(self, guessed: int, counted: int) -> None:
        """Correct the estimate by what a server counted for what was guessed to be so much."""
        if self.count is None and guessed > 0:
            self._factor *= min(max(counted / guessed, 0.5), 4.0)


def writer(settings: Settings, llm: LLM | None = None) -> Writer:
    """The writer that the settings name, or any llama-index LLM as one.

    Raises SettingsError or LanguageModelError where there is none, or it can't be used.
    """
    if llm is not None:
        return Writer(llm, llm.metadata.model_name or type(llm).__name__, settings.llm_timeout)
    at = endpoint(settings)
    if at is None:
        raise SettingsError("setting llm_url: no language model is named (see the README)")
    count = from_file(settings.llm_tokenizer) if settings.llm_tokenizer else None
    client = http_client(at.url, at.timeout)
    llm = language_model(at, client)
    return Writer(llm, at.model, at.timeout, sent_away(at), at, count, client)
