"""A zip of XML, as HWPX and DOCX are, read with care: it may be damaged, or a bomb."""

import zipfile
from io import BytesIO
from typing import Any

from ingest.errors import UnreadableDocument

Element = Any
"""An element of lxml, which has no types."""
MAGIC = b"PK\x03\x04"
_MAX_SIZE = 512 * 2**20
"""Bytes that all parts together may unpack to."""
_MAX_RATIO = 200
"""Times that a part may be larger unpacked; XML of a report is 10 to 30 times as large."""
_MAX_PARTS = 20_000


class Archive:
    """The parts of a zip that may be unpacked."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises UnreadableDocument, naming ``name``, for what is damaged or unpacks to too much."""
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
            raise self._damaged() from error
        parts = self._zip.infolist()
        swollen = any(part.file_size > _MAX_RATIO * max(part.compress_size, 1024) for part in parts)
        if swollen or len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_SIZE:
            raise UnreadableDocument(
                f"{name}: 압축을 풀면 지나치게 큰 파일입니다. 원본 프로그램에서 다시 저장해 넣어 주세요."
            )
        self.names = frozenset(part.filename for part in parts)

    def read(self, part: str) -> bytes:
        """The bytes of a part; raises UnreadableDocument."""
        try:
            return self._zip.read(part)
        except (KeyError, RuntimeError, zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
            raise self._damaged() from error

    def xml(self, part: str) -> Element:
        """The root element of a part; raises UnreadableDocument."""
        from lxml import etree  # an index of text files does without

        # A report needs no entities; whoever declares some may mean a bomb, or a file of this machine.
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self.read(part), parser)
        except etree.XMLSyntaxError as error:
            raise self._damaged() from error
        if root.getroottree().docinfo.doctype:
            raise self._damaged()
        return root

    def _damaged(self) -> UnreadableDocument:
        return UnreadableDocument(
            f"{self._name}: 파일이 손상되었습니다. 원본 프로그램에서 열어 다시 저장해 넣어 주세요."
        )
