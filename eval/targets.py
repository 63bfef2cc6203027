"""Where a result goes, checked before the first question is asked: nothing is lost to a bad path at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvaluationMisused, RunUnfinished
from eval.results import Result, write_result


@dataclass(frozen=True, slots=True)
class Targets:
    """The files that a run writes; None for one that was not asked for."""

    json: Path | None
    html: Path | None
    junit: Path | None
    journal: Path

    def check(self, resume: bool, inputs: Sequence[Path]) -> None:
        """Make the folders; raises EvaluationMisused for a path that cannot be written, or that is one of ``inputs``.

        Raises RunUnfinished when an unfinished run is there that was not asked to go on, or none is to go on with.
        """
        paths = [path for path in (self.json, self.html, self.junit, self.journal) if path]
        for path in paths:
            _make_writable(path)
        paths += inputs
        if len({path.resolve() for path in paths}) < len(paths):
            raise EvaluationMisused(
                "읽을 파일과 결과 파일(--json, --html, --junit)은 모두 달라야 합니다. 결과에 다른 이름을 주세요."
            )
        if self.journal.exists() and not resume:
            raise RunUnfinished(
                f"끝나지 않은 평가가 {self.journal}에 있습니다. "
                "--resume을 붙여 이어서 하거나, 버리려면 그 파일을 지워 주세요."
            )
        if resume and not self.journal.exists():
            raise RunUnfinished(f"이어서 할 평가가 없습니다({self.journal}). --resume 없이 실행해 주세요.")

    def write(self, result: Result) -> None:
        """Write the files; with them the journal has done its work."""
        if self.json:
            write_result(self.json.resolve(), result)
        if self.html:
            from eval.report.page import write_page

            write_page(self.html, result)
        if self.junit:
            from eval.report.junit import write_junit

            write_junit(self.junit, result)
        self.journal.unlink()


def _make_writable(path: Path) -> None:
    """Make sure that a file can be written at ``path``; one that is there is left as it is."""
    is_there = path.exists() or path.is_symlink()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_there and not path.is_file():
            raise IsADirectoryError
        path.open("ab").close()
        if not is_there:
            path.unlink()
    except OSError as error:
        raise EvaluationMisused(f"{path}: 쓸 수 없습니다. 쓸 수 있는 파일 경로를 주세요.") from error
