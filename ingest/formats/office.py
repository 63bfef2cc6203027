"""Which reader a word processor's file or a web page needs, by its content."""

import re

from ingest.errors import NotText
from ingest.formats.archive import MAGIC as ZIP
from ingest.formats.archive import Archive
from ingest.formats.docx import read_docx
from ingest.formats.flow import Flow
from ingest.formats.html import read_html
from ingest.formats.hwp import MAGIC as OLE
from ingest.formats.hwp import read_hwp
from ingest.formats.hwpx import read_hwpx

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_FRAGMENT = re.compile(
    rb"\s*<(?:body|div|h[1-6]|main|ol|p|section|table|ul)\b[^<>]*>.*</?[a-z][a-z0-9]*>\s*", re.I | re.S
)
"""A page without its frame, as is cut out of one: it begins and ends with a tag."""
_HWP3 = b"HWP Document File V"


def read_flow(data: bytes, name: str) -> Flow | None:
    """What a file of paragraphs and tables holds; None for a file of another kind.

    Raises an UnreadableDocument that names ``name`` for one that is locked, damaged or of a format that is not read.
    """
    if data.startswith(OLE):
        return read_hwp(data, name)
    if data.startswith(ZIP):
        return _read_archive(data, name)
    if _HTML.match(data) or _FRAGMENT.fullmatch(data):
        return read_html(data)
    if data.startswith(_HWP3):
        raise NotText(f"{name}: 옛 한글(HWP 3) 파일은 읽지 못합니다. 한글에서 HWP나 HWPX로 다시 저장해 넣어 주세요.")
    return None


def _read_archive(data: bytes, name: str) -> Flow:
    archive = Archive(data, name)
    if "word/document.xml" in archive.names:
        return read_docx(data, name)
    if "Contents/content.hpf" in archive.names or ("mimetype" in archive.names and b"hwp" in archive.read("mimetype")):
        return read_hwpx(archive, name)
    raise NotText(f"{name}: 읽지 못하는 압축 파일입니다. 압축을 풀어 PDF, HWP, HWPX, DOCX나 텍스트 파일을 넣어 주세요.")
