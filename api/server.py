"""Starting the service: an index when there is none, a free port, then uvicorn."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import typer
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.bootstrap import make_service
from api.errors import PortTaken
from api.http.app import make_app
from api.settings import Settings, read_settings
from retriever.embedding import load_embedder
from retriever.errors import IndexMissing
from retriever.generation import (
    changed_sources,
    generations_folder,
    open_generation,
    read_manifest,
    read_pointer,
)

_GRACE = 10
"""Seconds that answers under way get to finish when the service is stopped."""


def run(home: Path | None, host: str, port: int, workers: int) -> None:
    """Serve until stopped; raises PortTaken, and what opening the index raises."""
    settings = read_settings(home)
    with _listen(host, port) as listener:
        _ensure_index(settings)
        if home is not None:
            os.environ["MUNDAP_HOME"] = str(home)  # the workers read their settings afresh
        _serve(settings, listener, f"http://{host}:{port}", workers)


def _serve(settings: Settings, listener: socket.socket, address: str, workers: int) -> None:
    """Answer on ``listener`` until stopped."""
    config = uvicorn.Config(
        "api.server:make_worker",
        factory=True,
        workers=workers,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE,
        server_header=False,
    )
    server = _Server(config)
    server.address = address
    # A fault of the index is told in one line here, and not by workers that start over and over.
    if workers > 1:
        open_generation(settings.home, load_embedder(settings.embedding))
        typer.echo(f"문답: {server.address} (프로세스 {workers}개, 멈추려면 Ctrl+C)", err=True)
        Multiprocess(config, sockets=[listener]).run()
    else:
        config.app, config.factory = make_app(make_service(settings), settings), False
        server.run(sockets=[listener])


def make_worker() -> FastAPI:
    """The application of one worker process."""
    settings = read_settings()
    return make_app(make_service(settings), settings)


class _Server(uvicorn.Server):
    """uvicorn, telling its address once it really answers there."""

    address = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> Any:  # noqa: ANN401 - uvicorn's signature
        await super().startup(sockets)
        if self.started and self.config.workers == 1:
            typer.echo(f"문답이 준비되었습니다: {self.address} (멈추려면 Ctrl+C)", err=True)


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; raises PortTaken."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1)
        listener.set_inheritable(True)
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"{host}:{port}에서 받을 수 없습니다({error.strerror}). --port로 다른 포트를 정해 주세요."
        ) from error
    return listener


def _ensure_index(settings: Settings) -> None:
    """Build the index when there is none; warn when it is older than its documents."""
    try:
        current, _ = read_pointer(settings.home)
    except IndexMissing:
        _build(settings)
        return
    changed = changed_sources(read_manifest(generations_folder(settings.home) / current))
    if changed:
        typer.echo(
            f"문서가 색인보다 새롭습니다: {', '.join(changed[:5])}. `mundap index`로 다시 만들어 주세요.", err=True
        )


def _build(settings: Settings) -> None:
    """Index in a process of its own: what reading documents needs (kss, 340 MB) leaves memory with it."""
    typer.echo("색인이 없어 먼저 만듭니다.", err=True)
    command = [sys.executable, "-m", "api", "index", "--home", str(settings.home)]
    done = subprocess.run(command, stdout=sys.stderr, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
