"""What the department has to spend in all, and the programmes with the largest or smallest budgets, each as printed."""

from collections.abc import Sequence

from api.answering.compose import MAX_ITEMS, with_everyday_money
from api.guide.model import Guide, Money
from api.overview.proof import Proof, placed, proving
from api.overview.reading import Overview
from prompts import say


def tell_ranking(asked: Overview, guides: Sequence[Guide], proof: Proof) -> str | None:
    """The programmes by amount, as many as are asked for; None where the documents state none."""
    items = [(guide, money) for guide in guides for money in guide.budget.items]
    sign = -1 if asked.asks == "largest" else 1
    items.sort(key=lambda pair: sign * pair[1].won)
    if not items:
        return None
    shown = items[: min(asked.count, MAX_ITEMS)]
    lines = [_line(guide, money, len(guides), proof) for guide, money in shown]
    return "\n".join([say(f"overview.{asked.asks}"), *lines])


def tell_total(guides: Sequence[Guide], proof: Proof) -> str | None:
    """The total that each document states for its own office; None where none states one."""
    stated = [(guide, guide.budget.totals[0]) for guide in guides if guide.budget.totals]
    lines = [_line(guide, total, len(guides), proof) for guide, total in stated]
    return "\n".join([say("overview.total"), *lines]) if lines else None


def _line(guide: Guide, money: Money, among: int, proof: Proof) -> str:
    mark = proof.mark(*proving(guide, money.name, money.name, money.citation))
    words = say("overview.budget", programme=money.name, value=with_everyday_money(money.printed))
    return say("answer.list_item", item=placed(guide, words, among), mark=mark)
