"""Settings: each from its variable, and a bad value is told in Korean before anything else happens."""

import re
from pathlib import Path

import pytest

from api.settings import Settings, SettingsBroken, read_settings


def test_the_settings_of_an_empty_environment() -> None:
    settings = read_settings()
    assert (settings.home, settings.corpus) == (Path(".mundap"), Path("corpus"))
    assert (settings.embedding, settings.rate_limit) == ("", "")
    assert settings.max_in_flight > 0
    assert settings.keep_days > 0


@pytest.mark.parametrize(
    ("variable", "value", "name", "read"),
    [
        ("MUNDAP_HOME", "/srv/mundap", "home", Path("/srv/mundap")),
        ("MUNDAP_CORPUS", "reports", "corpus", Path("reports")),
        ("MUNDAP_EMBEDDING", "./model", "embedding", "./model"),
        ("MUNDAP_RERANKER", "owner/model", "reranker", "owner/model"),
        ("MUNDAP_RATE_LIMIT", "60/minute", "rate_limit", "60/minute"),
        ("MUNDAP_RATE_LIMIT", "", "rate_limit", ""),
        ("MUNDAP_MAX_IN_FLIGHT", "1", "max_in_flight", 1),
        ("MUNDAP_KEEP_DAYS", "7", "keep_days", 7),
        ("MUNDAP_ALLOWED_ORIGINS", "", "allowed_origins", ()),
        ("MUNDAP_ALLOWED_ORIGINS", "https://A.kr, http://b:81", "allowed_origins", ("https://a.kr", "http://b:81")),
        ("MUNDAP_ALLOWED_ORIGINS", "https://a.kr:443/", "allowed_origins", ("https://a.kr",)),
        ("MUNDAP_ALLOWED_ORIGINS", "http://문답.서버", "allowed_origins", ("http://xn--kk1br0n.xn--hk3b17f",)),
    ],
)
def test_a_variable_sets_its_setting(
    variable: str, value: str, name: str, read: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(read_settings(), name) == read


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MUNDAP_RATE_LIMIT", "often"),
        ("MUNDAP_RATE_LIMIT", "60/fortnight"),
        ("MUNDAP_RATE_LIMIT", "minute"),
        ("MUNDAP_MAX_IN_FLIGHT", "0"),
        ("MUNDAP_MAX_IN_FLIGHT", "many"),
        ("MUNDAP_MAX_IN_FLIGHT", ""),
        ("MUNDAP_KEEP_DAYS", "-1"),
        ("MUNDAP_KEEP_DAYS", "0"),
        ("MUNDAP_KEEP_DAYS", "1.5"),
        ("MUNDAP_ALLOWED_ORIGINS", "*"),
        ("MUNDAP_ALLOWED_ORIGINS", "intra.example.kr"),
        ("MUNDAP_ALLOWED_ORIGINS", "https://*.example.kr"),
        ("MUNDAP_ALLOWED_ORIGINS", "https://a.kr:abc"),
        ("MUNDAP_ALLOWED_ORIGINS", "ftp://a.kr"),
        ("MUNDAP_ALLOWED_ORIGINS", "https://me@a.kr"),
        ("MUNDAP_ALLOWED_ORIGINS", "https://intra.example.kr/page"),
    ],
)
def test_a_bad_value_names_its_variable_in_korean(variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(
        SettingsBroken, match=rf"^{variable} 값 “{re.escape(value)}”.*쓸 수 없습니다.*고쳐 다시 실행해 주세요"
    ):
        read_settings()


def test_a_home_that_is_given_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUNDAP_HOME", "/srv/mundap")
    assert read_settings(tmp_path).home == tmp_path


def test_variables_of_other_programs_and_of_tests_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME_DIR", "/elsewhere")
    monkeypatch.setenv("MUNDAP_CHROMIUM", "/usr/bin/chromium")
    assert read_settings() == Settings()


def test_no_library_may_call_home(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in ("ANONYMIZED_TELEMETRY", "LANGSMITH_TRACING", "DO_NOT_TRACK"):
        monkeypatch.delenv(name, raising=False)
    read_settings()
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"
    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert os.environ["DO_NOT_TRACK"] == "1"


@pytest.mark.parametrize(
    ("embedding", "reranker", "asked"),
    [("", "", False), (".", ".", False), ("owner/model", "", True), ("", "owner/model", True), ("./gone", "", False)],
)
def test_a_model_hub_is_asked_only_for_a_model_on_it(
    embedding: str, reranker: str, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.setenv("HF_HUB_OFFLINE", "")  # so that it is put back behind the test
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setenv("MUNDAP_EMBEDDING", embedding)
    monkeypatch.setenv("MUNDAP_RERANKER", reranker)
    read_settings()
    assert ("HF_HUB_OFFLINE" not in os.environ) is asked


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().keep_days = 1  # type: ignore[misc]
