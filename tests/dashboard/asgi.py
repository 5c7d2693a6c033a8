"""Ask an application of the server without a server: one request, one answer."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field


@dataclass
class Answer:
    """What came back."""

    status_code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content)


class Client:
    """Asks an application; usable from several threads at once."""

    def __init__(self, app):
        self._app = app

    def get(self, path, headers=None):
        return self._ask("GET", path, b"", headers or {})

    def post(self, path, *, json_=None, content=None, headers=None):
        body = json.dumps(json_).encode() if content is None else content
        return self._ask("POST", path, body, headers or {})

    def _ask(self, method, path, body, headers):
        # In a thread of its own: where a browser is open, a loop runs in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._asked(method, path, body, headers)).result()

    async def _asked(self, method, path, body, headers):
        answer = Answer()
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
        }  # fmt: skip
        parts = [body[:1000], body[1000:]] if len(body) > 1000 else [body]

        async def receive():
            if not parts:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

        async def send(message):
            if message["type"] == "http.response.start":
                answer.status_code = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                answer.content += message.get("body", b"")

        await self._app(scope, receive, send)
        return answer
