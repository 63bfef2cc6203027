"""A result as one HTML file that needs nothing else: for a reader at a desk, on a phone or on paper."""

from pathlib import Path

from jinja2 import Environment, PackageLoader

from eval.report.console import right_of
from eval.report.labels import LABELS, MEANINGS, STATUSES
from eval.results import Result

_SHOWN_BY_FACET = ("accuracy", "citation-recall", "citation-precision", "R@5", "evidence-in-2000")
"""The measures whose breakdown fits on a page; the result file has all."""


def write_page(path: Path, result: Result) -> None:
    """Write a result as a page: summary, breakdown, and each failure with its evidence beside what was cited."""
    environment = Environment(
        loader=PackageLoader("eval", "report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.get_template("page.html").render(
        result=result,
        labels=LABELS,
        statuses=STATUSES,
        meanings=MEANINGS,
        shown=_SHOWN_BY_FACET,
        right_of=right_of,
        told=[record for record in result.failures if record.turns],
        untold=sum(not record.turns for record in result.failures),
    )
    path.write_text(page, encoding="utf-8")
