"""A browser without a screen: speaks with the dashboard as a page does, by the messages of Streamlit's protocol."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

MAP = "igs_geo_map"
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass
class Drawn:
    """What a run of the script drew.

    Parameters
    ----------
    spec
        The map as the page gets it; empty where there is none.
    selected
        The municipality that the map points out.
    written
        Everything that is HTML on the page, for instance the panel beside the map.
    errors
        Whatever is shown as an error, and runs that did not end well.
    seconds
        From asking to the last message.
    """

    spec: dict[str, object] = field(default_factory=dict)
    selected: str = ""
    written: str = ""
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Visitor:
    """One session: opened at an address, clicking on its map, gone.

    Parameters
    ----------
    address
        Where the dashboard is.
    path
        A page.
    patience
        Seconds after which an answer does not come any more.
    **query
        What the address says of the view.
    """

    def __init__(self, address: str, path: str, patience: float = 120.0, **query: str) -> None:
        self._address, self._path, self._query = address, path, urlencode(query)
        self._patience = patience
        self._kept: dict[str, bytes] = {}
        self._hash = self._map_id = self._fragment = ""
        self._turn = 0
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        """Connect."""
        url = f"{self._address.replace('http', 'ws', 1)}/_stcore/stream"
        self._socket = await connect(
            url, subprotocols=["streamlit"], max_size=None, open_timeout=self._patience, ping_timeout=None
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()

    async def open(self) -> Drawn:
        """Ask for the page and return what it draws."""
        return await self._run(BackMsg())

    async def pick(self, nis: str) -> Drawn:
        """Click on a municipality of the map and return what changes."""
        self._turn += 1
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._map_id
        click = {"nis": nis, "turn": self._turn}
        state.json_value = json.dumps({"picked": {**click, "clicks": [click]}})
        message.rerun_script.fragment_id = self._fragment
        return await self._run(message)

    async def _run(self, message: BackMsg) -> Drawn:
        asked = message.rerun_script
        asked.query_string, asked.page_name, asked.page_script_hash = self._query, self._path, self._hash
        asked.context_info.url = f"{self._address}/{self._path}?{self._query}"
        asked.cached_message_hashes.extend(self._kept)
        drawn, start = Drawn(), time.perf_counter()
        assert self._socket is not None
        try:
            async with asyncio.timeout(self._patience):
                await self._socket.send(message.SerializeToString())
                while not self._take(await self._socket.recv(), drawn):
                    pass
        except TimeoutError:
            drawn.errors.append("no answer in time")
        drawn.seconds = time.perf_counter() - start
        return drawn

    def _take(self, data: bytes | str, drawn: Drawn) -> bool:
        """Take a message; return whether it is the last of a run."""
        assert isinstance(data, bytes)
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "ref_hash":
            message = ForwardMsg.FromString(self._kept[message.ref_hash])
        elif message.metadata.cacheable:
            self._kept[message.hash] = data
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._hash = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            self._draw(message.delta, drawn)
        elif kind == "script_finished":
            # A run that a newer one replaces is followed by that one.
            if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return False
            if message.script_finished not in DONE:
                drawn.errors.append("the script could not run")
            return True
        return False

    def _draw(self, delta: Delta, drawn: Drawn) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            drawn.errors.append(element.exception.message)
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            drawn.errors.append(element.alert.body)
        elif kind == "html":
            drawn.written += element.html.body
        elif kind == "bidi_component" and element.bidi_component.component_name == MAP:
            self._map_id, self._fragment = element.bidi_component.id, delta.fragment_id
            data = json.loads(element.bidi_component.json)
            drawn.spec, drawn.selected = json.loads(data["spec"]), data["selected"]
