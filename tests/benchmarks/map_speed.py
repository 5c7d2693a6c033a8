"""How fast the map is in a real browser: ``python -m tests.benchmarks.map_speed``.

Starts the dashboard and Chromium, and prints median and 95th percentile of four figures beside their bars: a new
session to a drawn map, a click to the highlight and to the updated panel (measured in the page itself), and the bytes
that travel when another map is asked for.
"""

from __future__ import annotations

import json
import sys
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1] / "dashboard"))

from conftest import chromium, running_dashboard

SESSIONS = 8
CLICKS = 30
WARM_UP = 3
BARS = {"session_ms": 3000.0, "highlight_ms": 100.0, "panel_ms": 700.0, "changed_map_kb": 400.0}
DOMAINS = ("afval", "energie", "erfgoed", "water", "politie", "zorg")
PLACES = ("24020", "11002", "44021", "71016", "31005", "13025", "46021", "34022", "24062", "72020")

DRAWN = "() => document.querySelector('.igs-frame[data-drawn]') && performance.now()"
SPOT = """nis => {
  const { map, geometry } = document.querySelector('.igs-host').igsMap;
  const [lng, lat] = geometry.shape(nis).properties.spot;
  const point = map.latLngToContainerPoint([lat, lng]), box = map.getContainer().getBoundingClientRect();
  return [box.x + point.x, box.y + point.y, geometry.shape(nis).properties.name];
}"""
WATCH = """name => {
  window.times = {};
  const released = (event) => { window.times.click = event.timeStamp; };
  document.addEventListener('mouseup', released, { capture: true, once: true });
  const mark = (key) => requestAnimationFrame(() => { window.times[key] ??= performance.now() - window.times.click; });
  const path = document.querySelector('.igs-selected');
  const seen = new MutationObserver(() => { mark('highlight'); seen.disconnect(); });
  seen.observe(path, { attributes: true, attributeFilter: ['d'] });
  const told = () => document.querySelector('.st-key-map-panel h2')?.textContent === name;
  const panel = new MutationObserver(() => { if (told()) { mark('panel'); panel.disconnect(); } });
  panel.observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def new_session(browser: Browser, address: str) -> float:
    """Return the milliseconds from asking for the page, with an empty cache, to a drawn map."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/?domains=afval", wait_until="commit")
    time = page.wait_for_function(DRAWN, polling="raf").json_value()
    context.close()
    return float(time)


def click(page: Page, nis: str) -> tuple[float, float]:
    """Click a municipality; return the milliseconds to the highlight and to the updated panel."""
    x, y, name = page.evaluate(SPOT, nis)
    page.evaluate(WATCH, name)
    page.mouse.click(x, y)
    page.wait_for_function("() => window.times.panel && window.times.highlight")
    times = page.evaluate("() => window.times")
    return times["highlight"], times["panel"]


def changed_map_bytes(page: Page, received: list[int], domain: str) -> float:
    """Ask for the map of another domain by its address; return the kilobytes that the session received for it."""
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
    before = sum(received)
    title = page.evaluate("() => document.querySelector('.igs-frame').dataset.drawn")
    box = page.get_by_test_id("stMultiSelect").get_by_role("combobox")
    box.press("Backspace")
    box.type(domain)
    box.press("Enter")
    page.wait_for_function("title => document.querySelector('.igs-frame').dataset.drawn !== title", arg=title)
    page.wait_for_function(
        "domain => document.querySelector('.igs-frame').dataset.drawn.includes(domain)"
        " && !document.querySelector('[data-testid=stStatusWidget]')",
        arg=domain,
    )
    return (sum(received) - before) / 1000


def measure() -> dict[str, list[float]]:
    """Return every measurement by figure."""
    figures: dict[str, list[float]] = {name: [] for name in BARS}
    with running_dashboard() as address, chromium() as browser:
        new_session(browser, address)
        figures["session_ms"] = [new_session(browser, address) for _ in range(SESSIONS)]
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        received: list[int] = []
        page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(len(frame))))
        page.on("response", lambda answer: received.append(int(answer.headers.get("content-length", 0))))
        page.goto(f"{address}/?domains=jeugd")
        page.wait_for_function(DRAWN)
        for turn, nis in enumerate(islice(cycle(PLACES), CLICKS + WARM_UP)):
            highlight, panel = click(page, nis)
            if turn >= WARM_UP:
                figures["highlight_ms"].append(highlight)
                figures["panel_ms"].append(panel)
        figures["changed_map_kb"] = [changed_map_bytes(page, received, domain) for domain in DOMAINS]
    return figures


def main() -> None:
    """Print the figures, and as JSON with ``--json``."""
    figures = measure()
    table = {
        name: {
            "n": len(values),
            "p50": round(float(np.percentile(values, 50)), 1),
            "p95": round(float(np.percentile(values, 95)), 1),
            "bar": BARS[name],
        }
        for name, values in figures.items()
    }
    lines = [f"{'':16}{'n':>4}{'p50':>9}{'p95':>9}{'bar':>9}"]
    lines += [f"{name:16}{row['n']:>4}{row['p50']:>9}{row['p95']:>9}{row['bar']:>9}" for name, row in table.items()]
    sys.stdout.write((json.dumps(table, indent=2) if "--json" in sys.argv else "\n".join(lines)) + "\n")


if __name__ == "__main__":
    main()
