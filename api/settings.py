"""The settings of the service, read from the environment; nothing else in mundap reads it."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ingest.errors import MundapError
from retriever.model_names import is_on_hub


class SettingsBroken(MundapError):
    """An environment variable has a value that cannot be used."""


_UNSAID = {"http": 80, "https": 443}
"""The ports that an address leaves unsaid."""


def _origins(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """The origins of a list with commas or spaces between them; raises ValueError for what is no origin."""
    return tuple(map(_origin, value.replace(",", " ").split())) if isinstance(value, str) else value


def _origin(value: str) -> str:
    """An origin as browsers send it: in lower case, Hangul names in Punycode, without the port that goes unsaid."""
    try:
        address = urlsplit(value)
        host, port = (address.hostname or "").encode("idna").decode(), address.port
    except ValueError:
        host = ""
    if not host or "*" in host or value.lower().rstrip("/") != f"{address.scheme}://{address.netloc}".lower():
        raise ValueError(f"“{value}”: https://이름[:포트]처럼 경로와 * 없이 적습니다")
    if address.scheme not in _UNSAID or "@" in address.netloc:
        raise ValueError(f"“{value}”: http:// 나 https://로 시작하는 주소만 적습니다")
    said = f":{port}" if port not in (None, _UNSAID[address.scheme]) else ""
    return f"{address.scheme}://{host}{said}"


class Settings(BaseSettings):
    """Every setting, each from the variable MUNDAP_ followed by its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="MUNDAP_", frozen=True, extra="ignore")

    home: Path = Field(Path(".mundap"), description="where the index and the conversations live")
    corpus: Path = Field(Path("corpus"), description="the folder that `mundap index` reads when none is named")
    embedding: str = Field("", description="a sentence-transformers model by name or path; empty: the bundled one")
    reranker: str = Field("", description="a CrossEncoder by name or path that reorders searches; empty: none")
    llm: str = Field("", description="a chat model as in openai:NAME or ollama:NAME; empty: answers are extracted")
    llm_base_url: str = Field("", description="the address of the model's server; empty: the provider's own")
    llm_api_key: SecretStr = Field(SecretStr(""), description="the key that the model's server wants")
    llm_timeout: Annotated[float, Field(gt=0)] = Field(20.0, description="seconds that a whole worded answer may take")
    llm_calls: Annotated[int, Field(gt=0)] = Field(4, description="calls of the model at once; twice as many may wait")
    llm_required: bool = Field(False, description="refuse with 503 what the model did not word")
    rate_limit: str = Field("", description="questions per caller, e.g. 60/minute; empty: no limit")
    max_in_flight: Annotated[int, Field(gt=0)] = Field(32, description="questions answered at once; more get 503")
    allowed_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_origins)] = Field(
        (), description="other origins whose pages may embed the widget, e.g. https://intra.example.kr; empty: none"
    )
    keep_days: Annotated[int, Field(gt=0)] = Field(30, description="days that answers and conversations are kept")

    @property
    def conversations(self) -> Path:
        """The file in which answers and conversations are kept."""
        return self.home / "conversations.sqlite3"

    @field_validator("rate_limit")
    @classmethod
    def _is_a_rate(cls, value: str) -> str:
        from limits import parse  # 0.1 s that `mundap --help` need not pay

        if value:
            parse(value)
        return value


def read_settings(home: Path | None = None) -> Settings:
    """The settings of the environment, with ``home`` in place of MUNDAP_HOME when given; raises SettingsBroken."""
    # Nothing that mundap runs may call home or look up a model hub unasked.
    for name, value in {"ANONYMIZED_TELEMETRY": "False", "LANGSMITH_TRACING": "false", "DO_NOT_TRACK": "1"}.items():
        os.environ.setdefault(name, value)
    try:
        settings = Settings() if home is None else Settings(home=home)
    except ValidationError as error:
        first = error.errors()[0]
        variable = "MUNDAP_" + str(first["loc"][0]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsBroken(
            f"{variable} 값 “{first['input']}”을(를) 쓸 수 없습니다({reason}). 값을 고쳐 다시 실행해 주세요."
        ) from error
    if not (is_on_hub(settings.embedding) or is_on_hub(settings.reranker)):
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    return settings
