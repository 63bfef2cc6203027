"""Plain text: UTF-8, UTF-16 with a byte-order mark, CP949 (which includes EUC-KR)."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from ingest.errors import NotText, UnknownEncoding

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Bytes of another encoding often decode as CP949 too, into rare characters; Korean text is mostly Hangul.
_MIN_HANGUL_SHARE = 0.5
_MAX_CONTROL_SHARE = 0.02


def read_text(data: bytes, name: str) -> str:
    """Decode ``data``; raise NotText for binary data and UnknownEncoding for other encodings, naming ``name``."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, name)
    text = _decoded(data)
    if text is None:
        if b"\x00" in data:
            raise NotText(_binary(name))
        raise UnknownEncoding(
            f"{name}: 글자 인코딩을 알 수 없습니다(짐작: {_guess(data)}). UTF-8로 저장해 다시 넣어 주세요."
        )
    if len(_CONTROLS.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise NotText(_binary(name))
    return text


def _decode_marked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(
            f"{name}: {encoding} 표시가 있지만 그 인코딩으로 읽히지 않습니다. UTF-8로 저장해 다시 넣어 주세요."
        ) from error


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    return text if _is_korean(text) else None


def _is_korean(text: str) -> bool:
    """Whether most of the letters beyond ASCII are Hangul."""
    foreign = [c for c in text if not c.isascii() and unicodedata.category(c).startswith("L")]
    hangul = sum("가" <= c <= "힣" for c in foreign)
    return bool(foreign) and hangul >= _MIN_HANGUL_SHARE * len(foreign)


def _guess(data: bytes) -> str:
    best = from_bytes(data).best()
    return best.encoding if best else "없음"


def _binary(name: str) -> str:
    return (
        f"{name}: 읽을 수 없는 형식입니다. HWP, HWPX, DOCX, PDF, HTML, 마크다운이나 텍스트(UTF-8) 파일을 넣어 주세요."
    )
