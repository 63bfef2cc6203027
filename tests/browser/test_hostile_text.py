"""Whatever a document, a model or a file name says stays text: nothing runs, nothing is fetched."""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from api.http.app import make_app
from ingest.documents import Document

pytestmark = pytest.mark.browser

CANARY = "http://canary.example"
RUNS = "window.ran=1"
PAYLOADS = [
    f"<script>{RUNS}</script>",
    f"</p><script>{RUNS}</script>",
    f"<script src={CANARY}/x.js></script>",
    f"<SCRIPT SRC={CANARY}/x.js></SCRIPT>",
    f"<script>{RUNS}//",
    f"<img src=x onerror={RUNS}>",
    f"<img src={CANARY}/x.png>",
    f"<img srcset='{CANARY}/x.png 1x'>",
    f"<img/src=x/onerror={RUNS}>",
    f'<img src=x:x onerror="{RUNS}">',
    f"<svg onload={RUNS}>",
    f"<svg><script>{RUNS}</script></svg>",
    f"<svg><image href={CANARY}/x.png></svg>",
    f"<svg><use href={CANARY}/x.svg#a></svg>",
    f"<svg><animate onbegin={RUNS} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUNS}'><text y=9>x</text></a></svg>",
    f"<iframe src={CANARY}></iframe>",
    f"<iframe src='javascript:{RUNS}'></iframe>",
    f"<iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
    f"<object data={CANARY}/x.swf></object>",
    f"<embed src={CANARY}/x.swf>",
    f"<video src={CANARY}/x.mp4 autoplay></video>",
    f"<audio src={CANARY}/x.mp3 autoplay onloadstart={RUNS}>",
    f"<video><source onerror={RUNS}>",
    f"<body onload={RUNS}>",
    f"<body background={CANARY}/x.png>",
    f"<input autofocus onfocus={RUNS}>",
    f"<select autofocus onfocus={RUNS}>",
    f"<textarea autofocus onfocus={RUNS}>",
    f"<details open ontoggle={RUNS}>",
    f"<marquee onstart={RUNS}>",
    f"<meta http-equiv=refresh content='0;url={CANARY}'>",
    f"<link rel=stylesheet href={CANARY}/x.css>",
    f"<link rel=preload as=image href={CANARY}/x.png>",
    f"<base href={CANARY}/>",
    f"<style>@import url({CANARY}/x.css);</style>",
    f"<style>*{{background:url({CANARY}/x.png)}}</style>",
    f"<div style='background:url({CANARY}/x.png)'>x</div>",
    f"<div style=width:expression({RUNS})>",
    f"<form action='javascript:{RUNS}'><button>x</button></form>",
    f"<button formaction='javascript:{RUNS}'>x</button>",
    f"<a href='javascript:{RUNS}'>누르기</a>",
    f"<a href='data:text/html,<script>{RUNS}</script>'>x</a>",
    f"<a href={CANARY} ping={CANARY}>x</a>",
    f"<math><mi xlink:href='javascript:{RUNS}'>x</mi></math>",
    f"<template><script>{RUNS}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUNS}>'>",
    f"<table background={CANARY}/x.png><td>x",
    f"<portal src={CANARY}>",
    f"<xss id=x tabindex=1 onfocus={RUNS}></xss>",
    f"<mundap-chat data-api={CANARY}></mundap-chat>",
    f'"><img src=x onerror={RUNS}>',
    f"' onmouseover='{RUNS}' x='",
    f'" autofocus onfocus="{RUNS}" x="',
    f"`onmouseover={RUNS}`",
    f"javascript:{RUNS}",
    f"JaVaScRiPt:{RUNS}",
    f"java\tscript:{RUNS}",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=",
    f"![x]({CANARY}/x.png)",
    f"[누르기]({CANARY})",
    f"[x](javascript:{RUNS})",
    f"![x][r]\n\n[r]: {CANARY}/x.png",
    f"<{CANARY}/x>",
    f"{CANARY}/plain-address",
    f"```html\n<img src=x onerror={RUNS}>\n```",
    f"&lt;img src=x onerror={RUNS}&gt;",
    f"&#60;script&#62;{RUNS}&#60;/script&#62;",
    f"\\u003cscript\\u003e{RUNS}\\u003c/script\\u003e",
    f"{{{{constructor.constructor('{RUNS}')()}}}}",
    f"${{{RUNS}}}",
    f"<!--<img src=x onerror={RUNS}>-->",
    f"<![CDATA[<script>{RUNS}</script>]]>",
    f"<?xml-stylesheet href='{CANARY}/x.css'?>",
    f"\u202e<script>{RUNS}</script>",
    f"\ufeff<img src=x onerror={RUNS}>",
    f"＜script＞{RUNS}＜/script＞",
]


@pytest.fixture
def unguarded(stage: Any, settings: Any, portal: Any, listening: Any) -> Iterator[str]:
    """The stage, on a server whose widget the portal may embed."""
    allowing = settings.model_copy(update={"allowed_origins": (portal.origin,)})
    with listening(make_app(stage, allowing)) as address:
        yield address


def everywhere(payload: str, tell: Any) -> list[Any]:
    """An answer in which every text that is shown is the payload."""
    events = tell(f"{payload} [1]\n- {payload} [1]", [payload], suggestions=[payload])
    for citation in events[-1].data["citations"]:
        citation |= {"document_title": payload, "source": payload, "section": [payload, payload]}
    events[0].data["text"] = payload
    return list(events)


def test_the_corpus_is_as_large_as_it_claims() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


def is_outside(url: str) -> bool:
    return url.startswith("http") and not url.startswith(("http://127.0.0.1:", "http://intra.example.kr:"))


@pytest.fixture
def watched(page: Page) -> list[str]:
    """What was asked of anybody but the service, and every dialog that opened."""
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: seen.append(request.url) if is_outside(request.url) else None)
    page.on("popup", lambda popup: seen.append(popup.url))
    return seen


def test_nothing_in_an_answer_runs_or_is_fetched(
    page: Page, reader: Any, portal: Any, unguarded: str, stage: Any, tell: Any, watched: list[str]
) -> None:
    """On a page without any policy: nothing but the widget itself stands in the way."""
    stage.offered = PAYLOADS[:6]
    page.goto(portal.put(f"<script src={unguarded}/widget.js defer></script>"))
    reader.open_widget()
    expect(page.locator(".intro .suggestion")).to_have_text([" ".join(text.split()) for text in stage.offered])
    for payload in PAYLOADS:
        stage.script = everywhere(payload, tell)
        turn = reader.ask(payload.replace("\n", " "))
        assert turn.locator("blockquote").text_content() == payload
        assert turn.locator(".suggestion").text_content() == payload
        reader.chips.last.hover()
    strange = "script, img, iframe, object, embed, link, style, svg, form:not(.commenting), a, [style]"
    assert page.get_by_role("log").locator(strange).count() == 0
    assert page.evaluate("[...document.querySelectorAll('body > *')].map(e => e.localName)") == [
        "script",
        "mundap-chat",
    ]
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert watched == []


def failing_with(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=500, body=body)


def test_nothing_in_a_source_an_error_or_a_title_runs(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any, watched: list[str]
) -> None:
    page.goto(staged)
    for payload in PAYLOADS[::4]:
        stage.script, stage.text = everywhere(payload, tell), payload
        page.reload()
        reader.ask("예산은?")
        reader.chips.last.click()
        assert reader.source.locator("mark").text_content() == payload
        assert payload in (reader.source.locator(".place").text_content() or "")
        page.keyboard.press("Escape")
        problem = json.dumps({"title": payload, "detail": payload, "instance": payload, "status": 500})
        page.route("**/v1/ask", failing_with(problem), times=1)
        expect(reader.send("예산은?").get_by_role("alert")).to_contain_text(" ".join(payload.split()))
        page.evaluate("text => { document.querySelector('mundap-chat').dataset.title = text; }", payload)
        assert page.locator("h1").text_content() == payload
    assert page.evaluate("window.ran") is None
    assert watched == []


def poisoned(value: Any, payload: str) -> Any:
    """A guide, or a part of one, in which every text that is shown is the payload."""
    if isinstance(value, str):
        return payload
    if isinstance(value, tuple):
        return tuple(poisoned(part, payload) for part in value)
    if is_dataclass(value) and not isinstance(value, Document):
        return replace(value, **{each.name: poisoned(getattr(value, each.name), payload) for each in fields(value)})
    return value


def test_nothing_in_a_guide_runs(
    page: Page, reader: Any, staged: str, stage: Any, service: Any, watched: list[str]
) -> None:
    (listed,) = service.documents()
    laid_out = service.guide(listed["document_id"])
    for payload in PAYLOADS[::4]:
        said = {"title": payload, "source": payload, "issuer": payload}
        stage.laid_out = replace(poisoned(laid_out, payload), document=replace(laid_out.document, **said))
        stage.text = payload
        page.goto(f"{staged}/guide")
        assert page.locator("h1").text_content() == payload
        page.locator(".terms .chip").first.click()
        expect(reader.source.locator("h2")).to_have_text(" ".join(payload.split()))
        page.keyboard.press("Escape")
        check = page.locator(".check").first
        check.get_by_role("radio").first.check()
        check.get_by_role("button", name="확인", exact=True).click()
        expect(check.locator("details")).to_have_attribute("open", "")
        page.get_by_role("button", name="기록 지우기").click()
    assert page.evaluate("window.ran") is None
    assert watched == []
