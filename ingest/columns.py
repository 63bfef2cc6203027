"""The line that heads the columns of a flattened table: its unit, or the name of its first column."""

import re

_NAMES = ("부서명", "기관명", "기금명", "사업명", "과제명", "시설명")
_FIRST_COLUMNS = "|".join(r"\s*".join(name) for name in _NAMES)
NUMBERED_ROWS = re.compile(r"연\s*번(?!\s*[:：])")
"""The first column of a table whose rows are numbered."""
HEADER = re.compile(rf"구\s*분(?=[\s(]|$)|{NUMBERED_ROWS.pattern}|(?:{_FIRST_COLUMNS})\s+[^\s:：]")
"""The names of columns, side by side."""
FIRST_COLUMN = re.compile(rf"(?:{_FIRST_COLUMNS})$")
"""The name of the first column, alone on its line."""
UNIT = re.compile(r"[(（][^()（）]*단위\s*[:：]|[(（][^()]{0,30}기준\s*[)）]$")
"""The unit of the figures, or what they are as of."""


def is_head(text: str) -> bool:
    """Whether a line is of a table's header."""
    return any(pattern.match(text) for pattern in (HEADER, FIRST_COLUMN, UNIT))
