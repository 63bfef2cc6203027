"""Markdown, read as the web page it stands for; the only importer of markdown-it."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from ingest.formats.flow import Flow
from ingest.formats.html import read_html
from ingest.markers import read_marker
from ingest.wrapping import has_label

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

NAMES = (".md", ".markdown")
"""How the name of a Markdown file ends; nothing in it tells it from plain text."""
# What a site generator reads is no text of the report, as the head of a web page is none.
_FRONT_MATTER = re.compile(r"\A---\s*\n(?:(?:[\w-]+:|[ #]|- ).*\n)+(?:---|\.\.\.)\s*(?:\n|\Z)")
# By CommonMark a mark between a bracket and a syllable, as in **임금(월)**은, ends nothing.
_LEFT_OVER = re.compile(r"\*\*(?=\S)([^*\n<>]+?)(?<=\S)\*\*")
_BREAKS = ("softbreak", "hardbreak")
_COUNT = "1 "
"""The kind of marker that a wrapped line may well start with: ``12 개소``."""


def read_markdown(text: str) -> Flow:
    """What a Markdown text says, without its marks."""
    page = _LEFT_OVER.sub(r"\1", _renderer().render(_FRONT_MATTER.sub("", text.removeprefix("\ufeff"))))
    return read_html(f'<meta charset="utf-8">{page}'.encode())


@cache
def _renderer() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # an index of text files does without

    renderer = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    renderer.add_render_rule("softbreak", _line_end)
    return renderer


def _line_end(_: object, tokens: "Sequence[Token]", at: int, *__: object) -> str:
    """What a line's end within a paragraph is: a break where a bullet or label of an office follows, else a blank."""
    after = "".join(token.content for token in takewhile(lambda each: each.type not in _BREAKS, tokens[at + 1 :]))
    found = read_marker(after)
    return "<br>" if (found and found[0].kind != _COUNT) or has_label(after) else "\n"
