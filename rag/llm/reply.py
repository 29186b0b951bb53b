"""One reply of a language model as it arrives: bounded in time and length, and stoppable."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

import httpx

from rag.errors import LanguageModelError
from rag.llm.failures import explain, is_too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.core.llms.llm import LLM

# Longer than any answer of a few paragraphs; what comes after it is not read.
MOST_CHARACTERS = 12_000
# A reply as a whole may take so many times the silence that is borne.
WHOLE = 5
_WAITING = 64


class PromptTooLongError(LanguageModelError):
    """A model takes in less than it was sent."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of a request and of its reply, as the model's server counted them."""

    prompt: int
    completion: int


@dataclass(frozen=True, slots=True)
class _Ended:
    """The reply is over; `error` is why, where it broke off."""

    error: BaseException | None = None


class Reply:
    """The text of a reply, in the pieces in which it arrives.

    Iterating raises LanguageModelError, with one line for the reader, where the model can't be
    reached, fails, breaks off, or is silent for longer than `timeout` seconds. The model is asked
    in a thread of its own, so that neither silence nor a trickle holds up who reads. It ends within
    a moment once `wanted` says no.
    """

    def __init__(
        self,
        llm: LLM,
        messages: Sequence[ChatMessage],
        name: str,
        timeout: float,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self.usage: Usage | None = None
        self.cut = False
        self._llm, self._messages, self._name, self._timeout = llm, messages, name, timeout
        self._pieces: queue.Queue[str | Usage | _Ended] = queue.Queue(_WAITING)
        self._stopped = threading.Event()
        self._wanted = wanted

    def stop(self) -> None:
        """Read no further; the model's connection is let go of at its next word."""
        self._stopped.set()

    def __iter__(self) -> Iterator[str]:
        threading.Thread(target=self._ask, name="language model", daemon=True).start()
        until = monotonic() + WHOLE * self._timeout
        length = 0
        try:
            while self._goes_on():
                piece = self._next(until)
                if isinstance(piece, _Ended):
                    self._raise(piece.error)
                    return
                if isinstance(piece, Usage):
                    self.usage = piece
                    continue
                length += len(piece)
                yield piece
                if length > MOST_CHARACTERS:
                    self.cut = True
                    return
        finally:
            self.stop()

    def _next(self, until: float) -> str | Usage | _Ended:
        """The next piece; looks up now and then, so that `stop` is heard while nothing comes."""
        silent_until = min(monotonic() + self._timeout, until)
        while self._goes_on():
            left = silent_until - monotonic()
            if left <= 0:
                raise LanguageModelError(
                    f"{self._name} was silent for too long; the quotes are the answer."
                )
            try:
                return self._pieces.get(timeout=min(left, 0.1))
            except queue.Empty:
                continue
        return _Ended()

    def _goes_on(self) -> bool:
        return not self._stopped.is_set() and self._wanted()

    def _raise(self, error: BaseException | None) -> None:
        if error is None:
            return
        if is_too_long(error):
            raise PromptTooLongError(explain(error, self._name)) from None
        raise LanguageModelError(explain(error, self._name)) from None

    def _ask(self) -> None:
        ended = _Ended()
        try:
            replies = self._llm.stream_chat(self._messages)
            finished: bool | None = None
            try:
                for response in replies:
                    finished = finished or _is_finished(response)
                    if usage := _usage(response):
                        self._put(usage)
                    if response.delta:
                        self._put(response.delta)
                    if self._stopped.is_set():
                        break
            finally:
                close = getattr(replies, "close", None)
                if close:
                    close()
            if finished is False:
                ended = _Ended(httpx.RemoteProtocolError("the reply has no end"))
        except Exception as error:  # noqa: BLE001 - any LLM object may be passed in, and raise anything
            ended = _Ended(error)
        self._put(ended)

    def _put(self, piece: str | Usage | _Ended) -> None:
        while not self._stopped.is_set():
            try:
                self._pieces.put(piece, timeout=0.1)
            except queue.Full:
                continue
            return


def _is_finished(response: ChatResponse) -> bool | None:
    """Whether a piece says that it is the last; None where the model doesn't say such a thing."""
    choices = getattr(response.raw, "choices", None)
    if choices is None:
        return None
    return any(choice.finish_reason for choice in choices)


def _usage(response: ChatResponse) -> Usage | None:
    """Tokens as the server counted them; most do so in the last piece only."""
    raw: Any = response.raw
    counted = raw.get("usage") if isinstance(raw, dict) else getattr(raw, "usage", None)
    if counted is None:
        return None
    values = counted if isinstance(counted, dict) else vars(counted)
    prompt, completion = values.get("prompt_tokens"), values.get("completion_tokens")
    if not isinstance(prompt, int) or not isinstance(completion, int):
        return None
    return Usage(prompt, completion)


def whole(
    llm: LLM, messages: Sequence[ChatMessage], name: str, timeout: float
) -> tuple[str, Usage | None]:
    """A reply as a whole, with its tokens; raises LanguageModelError."""
    reply = Reply(llm, messages, name, timeout)
    return "".join(reply), reply.usage
