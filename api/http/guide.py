"""The addresses of the guide for newcomers: pages, not data."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.errors import NotFound
from api.guide.page import choice_page, guide_page, missing_page
from api.http.routes import ServiceDep

router = APIRouter(include_in_schema=False)
# As with answers: documents stay out of the disk of a computer that others use too.
_UNKEPT = {"Cache-Control": "no-store"}


@router.get("/guide")
def choose(service: ServiceDep) -> Response:
    """The documents to choose from; where there is one, the way to it."""
    documents = service.documents()
    if len(documents) == 1:
        # Relative: the service may lie below a prefix of a reverse proxy.
        return RedirectResponse(f"guide/{documents[0]['document_id']}", headers=_UNKEPT)
    return HTMLResponse(choice_page(documents), headers=_UNKEPT)


@router.get("/guide/{document_id}")
def guide(document_id: str, service: ServiceDep) -> Response:
    """The guide of one document."""
    try:
        return HTMLResponse(guide_page(service.guide(document_id)), headers=_UNKEPT)
    except NotFound:
        return HTMLResponse(missing_page(), 404, _UNKEPT)
