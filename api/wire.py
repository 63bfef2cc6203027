"""JSON as the contract wants it: UTF-8, Hangul never escaped."""

import json
from typing import Any


def to_json(value: Any, *, indent: int | None = None) -> str:  # noqa: ANN401 - any JSON value
    """``value`` as JSON text."""
    return json.dumps(value, ensure_ascii=False, indent=indent)
