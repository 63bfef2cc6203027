"""A result as a JUnit file, which build servers read: a suite a category, a case an item.

The only importer of junitparser.
"""

import re
from pathlib import Path

from junitparser import Failure, JUnitXml, TestCase, TestSuite

from eval.measures import Record
from eval.report.labels import LABELS
from eval.results import Result

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def write_junit(path: Path, result: Result) -> None:
    """Write a result as JUnit XML."""
    report = JUnitXml("mundap eval")
    for category in result.by["category"]:
        suite = TestSuite(category)
        for record in result.items:
            if record.category == category:
                suite.add_testcase(_case(record))
        report.add_testsuite(suite)
    # Opened here: lxml, where there is one, would not say which file could not be.
    with path.open("wb") as file:
        report.write(file)


def _case(record: Record) -> TestCase:
    case = TestCase(_NOT_XML.sub("\ufffd", record.id), f"mundap.{record.category}", sum(record.latencies_ms) / 1000)
    if not record.right:
        case.result = [_failure(record)]
    return case


def _failure(record: Record) -> Failure:
    """Why an item is wrong; of a sealed one only that it is."""
    wrong = [turn for turn in record.turns if turn.fault]
    failure = Failure("; ".join(LABELS[turn.fault] for turn in wrong) or "틀림", "wrong")
    told = "\n".join(f"질문: {t.question}\n정답: {t.gold}\n답변: {t.answer}" for t in wrong)
    failure.text = _NOT_XML.sub("\ufffd", told)
    return failure
