"""The errors a user can meet; each message says what happened to what, and what to do next."""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors that end in one line on the terminal and a non-zero exit code."""


class SettingsError(DatelineError):
    """A setting has a value that can't be used."""


class QuestionError(DatelineError):
    """A question can't be asked as it stands: empty, too long, or with an unreadable date."""


class IndexMissingError(DatelineError):
    """There is no index where one was named."""


class IndexDamagedError(DatelineError):
    """An index is there, but a part of it is missing or can't be read."""


class IndexMismatchError(DatelineError):
    """An index was built with another embedding model, precision or pooling."""


class IndexBusyError(DatelineError):
    """Another ingest holds the index."""


class ArticleMissingError(DatelineError):
    """No article of that name is in the index."""


class ArticleUnreadableError(DatelineError):
    """A file can't be turned into an article."""


class FolderError(DatelineError):
    """The folder to ingest is missing, is not a folder, or holds no article."""


class ModelError(DatelineError):
    """An embedding model can't be found or loaded, or its weights are not the pinned ones."""


class LanguageModelError(DatelineError):
    """A language model can't be reached, refuses, breaks off, or is not named clearly."""


class SuiteError(DatelineError):
    """An evaluation suite, or its baseline, can't be used."""
