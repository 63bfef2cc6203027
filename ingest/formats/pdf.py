"""PDF with a text layer, page by page; the only importer of pypdfium2."""

from ingest.errors import EmptyDocument, UnreadableDocument


def read_pdf(data: bytes, name: str) -> str:
    """The text of every page, each with a form feed before it.

    Raises UnreadableDocument for a damaged or locked file and EmptyDocument for one without a text layer.
    """
    import pypdfium2  # 9 MB of native code that a server which only answers does not need

    try:
        pdf = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            f"{name}: PDF를 열 수 없습니다(손상되었거나 암호가 걸려 있습니다). 암호를 풀고 다시 저장해 넣어 주세요."
        ) from error
    if not any(page.strip() for page in pages):
        raise EmptyDocument(f"{name}: PDF에 글자가 없습니다(스캔본). 글자를 인식(OCR)한 PDF를 넣어 주세요.")
    return "\f" + "\n\f".join(page.replace("\f", " ") for page in pages)
