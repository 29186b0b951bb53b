"""All settings, in one frozen object built once in each `__main__` and passed down."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from rag.errors import SettingsError

SETTINGS_FILE = "dateline.toml"
BUNDLED_MODEL = "all-MiniLM-L6-v2"


class Settings(BaseSettings):
    """Defaults, then `dateline.toml`, then `DATELINE_*`, then flags; later ones win."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_", toml_file=SETTINGS_FILE, frozen=True, extra="forbid"
    )

    index: Path = Field(Path("index"), description="folder of the index")
    model: str = Field(
        BUNDLED_MODEL,
        description="embedding model: the bundled one, or a sentence-transformers name or folder",
    )
    backend: Literal["auto", "compiled", "float", "sentence-transformers"] = Field(
        "auto",
        description="how models run: auto compiles, in 8 bits where it can, and falls back; float "
        "does so in floats; compiled never falls back; or sentence-transformers",
    )
    cache: Path | None = Field(
        None, description="folder for compiled models; the user's cache folder where not set"
    )
    passage_tokens: int = Field(
        200, ge=32, le=2000, description="longest passage, in the model's word pieces"
    )
    max_file_mb: int = Field(32, ge=1, description="larger files are refused, in megabytes")
    candidates: int = Field(50, ge=1, description="passages taken from each retriever")
    top_k: int = Field(14, ge=1, description="passages an answer is made from")
    answer_words: int = Field(105, ge=10, description="most words of quotes in an answer")
    max_quotes: int = Field(5, ge=1, description="most quotes in an answer")
    abstain_below: float = Field(
        0.3, ge=0, le=1, description="confidence below which a question is refused"
    )
    caveat_below: float = Field(
        0.55, ge=0, le=1, description="confidence below which an answer begins with a caveat"
    )
    reader: str = Field(
        "auto",
        description="what reads sentences beside the question: auto, none, or a sentence-"
        "transformers cross-encoder's name or folder",
    )
    read_pieces: int = Field(
        900, ge=100, description="word pieces that the reader may read for a question"
    )
    llm_url: str | None = Field(
        None, description="OpenAI-compatible language model, such as http://127.0.0.1:11434/v1"
    )
    llm_model: str | None = Field(
        None, description="name of the language model there; the only one where not set"
    )
    llm_api_key: SecretStr | None = Field(
        None, description="key of the language model, where it asks for one"
    )
    llm_tokenizer: Path | None = Field(
        None, description="file tokenizer.json of the language model, to count its tokens exactly"
    )
    llm_context: int = Field(
        8192, ge=512, description="tokens that the language model takes in and gives out together"
    )
    llm_timeout: float = Field(
        60, gt=0, description="seconds of silence after which the language model is given up"
    )
    host: str = Field("127.0.0.1", description="address the page listens on")
    port: int = Field(7860, ge=0, le=65535, description="port the page listens on")
    language: str = Field("en", description="language of the page: en or de")
    users: Path | None = Field(
        None, description="file of names and hashed passwords that may open the page"
    )
    drafts: Path = Field(Path("drafts"), description="folder of drafts from judged answers")
    conversations: Path = Field(
        Path("conversations"), description="folder of conversations that were chosen to be kept"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the base's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the base's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of the sources, strongest first."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**flags: object) -> Settings:
    """Settings from all sources; flags that are None count as not given.

    Raises SettingsError with the first wrong value.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"setting {name}: {first['msg']} (see the README's table)") from None
