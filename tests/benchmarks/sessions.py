"""Many sessions at once, and many one after the other: ``python -m tests.benchmarks.sessions``.

Starts the dashboard and prints two tables. First 50 sessions open at once, each with a domain of its own, and click:
48 speak the protocol, 2 are tabs of Chromium. Then 200 sessions open a map, click and leave, in fours, half of them
over another page; some leave a search behind. The memory is that of the server and all its children, once those of the
searches have ended. Where a bar is missed the exit status is 1.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from igs_geo.atlas import load_atlas
from igs_geo.atlas.atlas import Atlas
from tests.benchmarks.map_speed import DRAWN, click
from tests.benchmarks.protocol import Drawn, Visitor
from tests.dashboard.conftest import chromium, dashboard_process

AT_ONCE, BROWSERS = 50, 2
CLICKS = 2
IN_ALL, FIRST, TOGETHER = 200, 50, 4
SEARCHES = 4
"""Of the sessions that come and go, this many leave a search behind."""
MOST_GROWTH = 0.10
PATIENCE_S = 120.0
PAGES = ("kaart", "gemeente", "versnippering", "samenwerkingsverband", "gegevens", "kandidaat-regios")
KILOBYTE, MEGABYTE = 2**10, 2**20


@dataclass(frozen=True)
class Plan:
    """What one session looks at.

    Parameters
    ----------
    number
        Which session.
    domain, title
        Domain of its map, and what the title of that map contains.
    places
        Codes and names of the municipalities that it clicks on.
    """

    number: int
    domain: str
    title: str
    places: tuple[tuple[str, str], ...]


@dataclass
class Seen:
    """What the sessions lived through.

    Parameters
    ----------
    opened, clicked
        Seconds of each.
    wrong
        What was not as it should be.
    """

    opened: list[float] = field(default_factory=list)
    clicked: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def plans(atlas: Atlas, count: int, clicks: int = CLICKS) -> list[Plan]:
    """Return a plan for each session; neighbours in the list differ in domain and in places."""
    domains, places = list(atlas.domains.index), list(atlas.flemish.index)
    found = []
    for number in range(count):
        code = str(domains[number % len(domains)])
        clicked = [str(places[(17 * number + turn) % len(places)]) for turn in range(clicks)]
        named = tuple((nis, str(atlas.municipalities.loc[nis, "name"])) for nis in clicked)
        found.append(Plan(number, code, str(atlas.domains.loc[code, "name_nl"]), named))
    return found


async def look_around(address: str, plan: Plan, seen: Seen) -> None:
    """Open the map of a domain, click on its places, and hold every answer against the plan."""
    async with Visitor(address, "kaart", PATIENCE_S, domains=plan.domain) as visitor:
        drawn = await visitor.open()
        seen.opened.append(drawn.seconds)
        seen.wrong += faults(drawn, plan, "")
        for nis, name in plan.places:
            drawn = await visitor.pick(nis)
            seen.clicked.append(drawn.seconds)
            seen.wrong += faults(drawn, plan, nis) or ([] if name in drawn.written else [f"{name} is not in the panel"])


def faults(drawn: Drawn, plan: Plan, nis: str) -> list[str]:
    """Return what is wrong with a map: errors, another domain than was asked, another place than was clicked."""
    if drawn.errors:
        return drawn.errors
    title = str(drawn.spec.get("title", ""))
    if plan.title not in title:
        return [f"session {plan.number} asked {plan.title!r} and got {title!r}"]
    return [] if drawn.selected == nis else [f"session {plan.number} clicked {nis!r} and got {drawn.selected!r}"]


def browse(address: str, mine: Iterable[Plan]) -> Seen:
    """Do the same in tabs of Chromium, which open and click at once."""
    seen = Seen()
    with chromium() as browser:
        tabs: list[tuple[Plan, Page]] = []
        for plan in mine:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.set_default_timeout(1000 * PATIENCE_S)
            page.goto(f"{address}/kaart?domains={plan.domain}", wait_until="commit")
            tabs.append((plan, page))
        for plan, page in tabs:
            seen.opened.append(float(page.wait_for_function(DRAWN, polling="raf").json_value()) / 1000)
            if plan.title not in str(page.locator(".igs-frame").get_attribute("data-drawn")):
                seen.wrong.append(f"tab {plan.number} shows another map")
        for plan, page in tabs:
            seen.clicked += [click(page, nis)[1] / 1000 for nis, _ in plan.places]
            if page.locator(".stException").count():
                seen.wrong.append(f"tab {plan.number} shows an exception")
    return seen


async def at_once(address: str, every: list[Plan], browsers: int) -> tuple[Seen, Seen]:
    """Let all sessions open at the same moment; return what those of the protocol and those of Chromium saw."""
    seen = Seen()
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as pool:
        real = loop.run_in_executor(pool, browse, address, every[:browsers])
        await asyncio.gather(*(look_around(address, plan, seen) for plan in every[browsers:]))
        return seen, await real


async def pass_by(address: str, plan: Plan, seen: Seen, *, searching: bool) -> None:
    """Open the map, click once and leave; every other one opens a second page too, perhaps with a search on it."""
    await look_around(address, replace(plan, places=plan.places[:1]), seen)
    if not searching and plan.number % 2:
        return
    page = "kandidaat-regios" if searching else PAGES[plan.number // 2 % len(PAGES)]
    more = {"searched": "1"} if searching else {"municipality": plan.places[0][0]}
    async with Visitor(address, page, PATIENCE_S, **more) as visitor:
        seen.wrong += (await visitor.open()).errors


async def one_after_the_other(address: str, every: list[Plan], searches: int, together: int = TOGETHER) -> Seen:
    """Let sessions come and go, a few at a time."""
    seen = Seen()
    step = len(every) // searches if searches else 0
    for start in range(0, len(every), together):
        some = every[start : start + together]
        await asyncio.gather(
            *(pass_by(address, plan, seen, searching=step > 0 and plan.number % step == 0) for plan in some)
        )
    return seen


def family(pid: int) -> list[int]:
    """Return the numbers of a process and everything that it started."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def memory(pid: int) -> int:
    """Return the bytes that a process and its children hold in memory, once idle children had time to end."""
    end = time.monotonic() + PATIENCE_S / 2
    while len(family(pid)) > 1 and time.monotonic() < end:
        time.sleep(0.5)
    lines = [line for one in family(pid) for line in Path(f"/proc/{one}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) * KILOBYTE for line in lines if line.startswith("VmRSS:"))


def row(label: str, seconds: list[float]) -> str:
    """Return a row of the table."""
    p50, p95 = np.percentile(seconds, [50, 95])
    return f"{label:34}{len(seconds):>5}{p50:>8.2f}{p95:>8.2f}{max(seconds):>8.2f}"


def measure(address: str, pid: int) -> tuple[list[str], float]:
    """Let all sessions come, print the figures as they come, and return what was wrong and the growth of the memory."""
    every = plans(load_atlas("2025"), IN_ALL)
    seen, real = asyncio.run(at_once(address, every[:AT_ONCE], BROWSERS))
    print(f"{f'{AT_ONCE} sessions at once, seconds':34}{'n':>5}{'p50':>8}{'p95':>8}{'most':>8}")
    print(row("to a map, protocol", seen.opened), row("to a map, Chromium", real.opened), sep="\n")
    print(row("click to answer, protocol", seen.clicked), row("click to answer, Chromium", real.clicked), sep="\n")
    early = SEARCHES * FIRST // IN_ALL
    first = asyncio.run(one_after_the_other(address, every[:FIRST], early))
    before = memory(pid)
    rest = asyncio.run(one_after_the_other(address, every[FIRST:], SEARCHES - early))
    after = memory(pid)
    growth = after / before - 1
    print(f"memory once {FIRST} came and went {before / MEGABYTE:.0f} MB, {IN_ALL} {after / MEGABYTE:.0f} MB")
    print(f"growth {growth:+.1%} (bar {MOST_GROWTH:.0%})")
    return [*seen.wrong, *real.wrong, *first.wrong, *rest.wrong], growth


def main() -> int:
    """Print the figures; return the exit status."""
    with tempfile.TemporaryFile() as log, dashboard_process(log=log) as (address, pid):
        wrong, growth = measure(address, pid)
        log.seek(0)
        wrong += ["the server wrote a traceback"] if b"Traceback" in log.read() else []
    print(f"errors {len(wrong)} (bar 0)", *dict.fromkeys(wrong), sep="\n  ")
    return int(bool(wrong) or growth > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
