"""The menu as a screen reader tells it: a named group of links for each part.

Streamlit puts the headings and links of a menu in parts inside one list, which is no list to a screen reader.
"""

from __future__ import annotations

import streamlit as st

_SCRIPT = """
const MENU = '[data-testid="stSidebarNavItems"]';
function mark() {
  const menu = document.querySelector(MENU);
  if (!menu || menu.querySelectorAll('li:not([role])').length === 0) return;
  menu.setAttribute("role", "none");
  for (const part of menu.children) {
    const heading = part.querySelector("header");
    part.setAttribute("role", "group");
    if (heading) part.setAttribute("aria-label", heading.querySelector("p")?.textContent ?? "");
    for (const entry of part.querySelectorAll("li")) entry.setAttribute("role", "none");
  }
}
let waiting;
const soon = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(mark); };
export default function () {
  if (!globalThis.igsSpokenMenu) {
    globalThis.igsSpokenMenu = new MutationObserver(soon);
    globalThis.igsSpokenMenu.observe(document.body, { subtree: true, childList: true });
  }
  soon();
}
"""

_COMPONENT = st.components.v2.component("igs_geo_spoken_menu", html="<span></span>", js=_SCRIPT, isolate_styles=False)


def speak_menu() -> None:
    """Tell screen readers what the parts of the menu are, on every page."""
    _COMPONENT(key="spoken-menu")
