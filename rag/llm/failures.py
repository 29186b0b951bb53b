"""What went wrong with a language model, in one line a reader can act on."""

from __future__ import annotations

import httpx
import openai

# The longest stretch of an error from outside that is repeated.
LONGEST = 120


def explain(error: BaseException, name: str) -> str:
    """One line for an error that a language model called `name` raised; no key is ever in it."""
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
        return f"{name} didn't answer in time; the quotes are the answer."
    if isinstance(error, openai.APIStatusError):
        return _status(error, name)
    if isinstance(error, openai.APIConnectionError | httpx.ConnectError):
        return f"{name} can't be reached: start it, or check llm_url."
    if isinstance(error, httpx.TransportError):
        return f"{name} broke off in the middle; what it wrote until then is checked as ever."
    if isinstance(error, openai.APIError | ValueError | KeyError | TypeError | AttributeError):
        return f"{name} sent something that is no answer: check that llm_url ends as it should."
    said = " ".join(str(error).split())[:LONGEST]
    return f"{name} failed ({type(error).__name__}{': ' if said else ''}{said})."


def _status(error: openai.APIStatusError, name: str) -> str:
    status = error.status_code
    if status in (401, 403):
        return f"{name} refused the key: check llm_api_key."
    if status == 404:
        return f"{name} is not served there: python -m rag models lists what is."
    if status == 429:
        wait = error.response.headers.get("retry-after", "")
        later = f" for {wait} seconds" if wait.isdigit() else ""
        return f"{name} is busy and asks to wait{later}; the quotes are the answer."
    if 300 <= status < 400:
        return f"{name} points to another address, which is not followed: check llm_url."
    if is_too_long(error):
        return f"{name} takes in less than llm_context says: make that smaller."
    return f"{name} failed with error {status}; the quotes are the answer."


def is_too_long(error: BaseException) -> bool:
    """Whether a model refused what it was sent for its length."""
    if not isinstance(error, openai.APIStatusError) or error.status_code not in (400, 413, 422):
        return False
    said = str(error.body or error.message).lower()
    return error.status_code == 413 or ("context" in said or "too long" in said or "token" in said)
