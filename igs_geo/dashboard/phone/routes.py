"""What a phone asks the server: the page, how the workshop stands, and to keep answers."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from igs_geo.assessment.workshop.models import Incoming, Workshop
from igs_geo.assessment.workshop.store import WorkshopStore
from igs_geo.atlas import Atlas
from igs_geo.dashboard.phone.page import Factor, phone_page
from igs_geo.i18n import translate

PATH = "/w/{code}"
LARGEST_BYTES = 512 * 1024
"""Largest message of a phone: 200 answers with long remarks."""
QUESTION = "question"
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}

Factors = Callable[[str], Mapping[int, Factor]]
"""From a language to what is said of every factor."""


def factors_of(atlas: Atlas) -> Factors:
    """Return what the data package says of the factors, in a language.

    Parameters
    ----------
    atlas
        The edition.
    """

    def told(language: str) -> dict[int, Factor]:
        prompts = atlas.frames["factor_prompts"]
        asked = prompts[prompts["kind"] == QUESTION]
        return {
            number: Factor(
                str(row[f"name_{language}"]),
                str(row[f"meaning_{language}"]),
                tuple(asked.loc[asked["nr"] == number, f"text_{language}"]),
            )
            for number, row in ((int(row["nr"]), row) for row in atlas.success_factors.reset_index().to_dict("records"))
        }

    return told


def phone_routes(store: WorkshopStore, factors: Factors) -> list[Route]:
    """Return the routes of the phones.

    Parameters
    ----------
    store
        Where workshops and answers are kept.
    factors
        What is said of the factors.
    """

    async def found(request: Request) -> Workshop | None:
        return await run_in_threadpool(store.workshop, request.path_params["code"])

    async def page(request: Request) -> Response:
        workshop = await found(request)
        if workshop is None:
            return _nothing(request)
        nonce = secrets.token_urlsafe(16)
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        text = await run_in_threadpool(phone_page, workshop, factors(workshop.language), nonce)
        return HTMLResponse(text, headers=HEADERS | {"Content-Security-Policy": policy})

    async def state(request: Request) -> Response:
        workshop = await found(request)
        if workshop is None:
            return _nothing(request)
        return JSONResponse({"stage": workshop.stage, "ends": workshop.ends, "now": time.time()}, headers=HEADERS)

    async def answers(request: Request) -> Response:
        workshop = await found(request)
        if workshop is None:
            return _nothing(request)
        content = await _content(request)
        if content is None:
            return _refused("phone.too_large", workshop.language, 413)
        try:
            incoming = Incoming.model_validate_json(content)
        except ValidationError:
            return _refused("phone.no_answers", workshop.language, 400)
        if any(answer.factor not in workshop.factors for answer in incoming.answers):
            return _refused("phone.no_answers", workshop.language, 400)
        await run_in_threadpool(store.keep, workshop.code, incoming.answers)
        return JSONResponse({"kept": [answer.id for answer in incoming.answers]}, headers=HEADERS)

    return [
        Route(PATH, page, methods=["GET"]),
        Route(f"{PATH}/state", state, methods=["GET"]),
        Route(f"{PATH}/answers", answers, methods=["POST"]),
    ]


async def _content(request: Request) -> bytes | None:
    """Return what a phone sent; None when it is too large, which is seen before all of it is there."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def _nothing(request: Request) -> Response:
    """Say that there is no such workshop, in the language that the browser asks for first."""
    asked = request.headers.get("accept-language", "nl")[:2].lower()
    return _refused("phone.no_workshop", "en" if asked == "en" else "nl", 404)


def _refused(key: str, language: str, status: int) -> Response:
    return Response(translate(key, language), status, headers=HEADERS, media_type="text/plain; charset=utf-8")
