"""A chosen option that is longer than its box stands in it on two lines: a browser cuts the text of an input."""

from __future__ import annotations

import streamlit as st

_SCRIPT = """
const BOX = '[data-testid="stSelectbox"] input[role="combobox"]';
function mark(input) {
  const text = input.value || input.placeholder;
  if (input.scrollWidth > input.clientWidth + 1) input.parentElement.dataset.whole = text;
  else delete input.parentElement.dataset.whole;
}
const all = () => document.querySelectorAll(BOX).forEach(mark);
let waiting;
const soon = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(all); };
export default function () {
  if (globalThis.igsWholeOptions) { soon(); return; }
  globalThis.igsWholeOptions = new MutationObserver(soon);
  globalThis.igsWholeOptions.observe(document.body,
    { subtree: true, childList: true, attributes: true, attributeFilter: ["value", "placeholder"] });
  addEventListener("resize", soon);
  soon();
}
"""

_STYLE = """
[data-whole] { position: relative; }
[data-whole]:not(:focus-within) input { color: transparent !important; }
[data-whole]:not(:focus-within) input::placeholder { color: transparent !important; }
[data-whole]:not(:focus-within)::before { content: attr(data-whole); position: absolute; inset: 0 2.2rem 0 0.5rem;
  display: flex; align-items: center; font-size: 0.82em; line-height: 1.15; white-space: normal; overflow: hidden;
  pointer-events: none; }
"""

_COMPONENT = st.components.v2.component(
    "igs_geo_whole_options", html="<span></span>", css=_STYLE, js=_SCRIPT, isolate_styles=False
)


def keep_options_whole() -> None:
    """Let long options wrap in their boxes, on every page."""
    _COMPONENT(key="whole-options")
