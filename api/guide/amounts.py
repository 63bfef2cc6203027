"""Amounts without a label: where a heading states the budget of what it names, and what such an amount is of."""

import re

from api.guide.labels import BY_NAME, has_amount, without_additions
from ingest.values import years_in

_AMOUNT_BEHIND = re.compile(r"[▹▷▸‣]\s*(?P<amount>[^▹▷▸‣]*\d[^▹▷▸‣]*)$")
_INCOME = re.compile(
    r"세입|목표|징수|수입|매출|절감|손실|체납"
    r"|(?:[국도시구군]비|국고|보조금|교부세|세수|세원|재원|예산|자금|기금|펀드|투자|출자|자본)\S*\s*(?:유치|확보)|(?:유치|확보)액"
)
"""What an amount is of that is no cost; 유치 and 확보 are where they are of money, and not of students."""
# 5억원, 세 개 과제: what a comma adds is no part of the amount.
_BEHIND_AMOUNT = re.compile(r"(?<=원)\s*,\s*|(?<=원\))\s*,\s*|(?<=[비시구국]\))\s*,\s*")
_AMOUNT_BRACKETED = re.compile(r"[(（](?P<amount>[^()（）]*\d\s*[천백십만억조]*원[^()（）]*)[)）]$")
_TOTAL = "총사업비"
_SUM, _TO = re.compile(r"총\s*\d[\d,.]*\s*[천백십만억조]*\s*원"), re.compile("[~∼～〜]")


def amount_in(heading: str, is_described: bool) -> tuple[int, int] | None:
    """Where a heading states the budget of what it names: ``… 운영 ▹5억원``, or ``… 지원(37억원)`` above its bullets.

    ``is_described`` says whether the bullets below describe it as a programme; None without an amount.
    """
    words = heading.rstrip()
    match = _AMOUNT_BEHIND.search(words) or (_AMOUNT_BRACKETED.search(words) if is_described else None)
    if match is None or _INCOME.search(words[: match.start()]):
        return None
    if words.startswith(("(", "（")) and has_amount(words[: match.start()]):
        # (회사) 1억원 X 2개사, (마을) 2억원 X 3개소 ▸8억원: the bracket names one of the parts.
        return None
    stated = _BEHIND_AMOUNT.split(without_additions(match["amount"]), maxsplit=1)[0].rstrip()
    return (match.start("amount"), match.start("amount") + len(stated)) if has_amount(stated) else None


def amount_label(value: str) -> str:
    """What an amount without a label is of: ``’30.~’32., 총 32억원`` is no year's budget, ``’31년 총 3억원`` is."""
    of_a_year = bool(years_in(value)) and not _TO.search(value)
    return _TOTAL if _SUM.search(value) and not of_a_year else BY_NAME["budget"].korean
