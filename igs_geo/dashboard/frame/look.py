"""What the theme in ``.streamlit/config.toml`` cannot say about the look."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.frame.spoken_menu import speak_menu
from igs_geo.dashboard.frame.whole_options import keep_options_whole
from igs_geo.i18n import translate

_STYLE = """
<style>
.st-key-spoken { position: absolute; }
[data-testid="stMainBlockContainer"] { padding: 2.4rem 2.4rem 3rem; max-width: 1480px; }
[data-testid="stMainBlockContainer"]:has(.igs-host) { max-width: 1900px; }
[data-testid="stAppDeployButton"], [data-testid="stMainMenu"], [data-testid="stToolbarActions"] { display: none; }
[data-testid="stSidebarHeader"] { padding-bottom: 0; height: 3rem; }
[data-testid="stSidebarUserContent"] { padding-bottom: 2rem; }
[data-testid="stSidebarNavLink"] { height: auto; }
[data-testid="stSidebarNavLink"] * { white-space: normal !important; overflow-wrap: anywhere; min-width: 0; }
.st-key-settings-line > [data-testid="stElementContainer"]:first-child { flex: 1 1 20rem !important; width: auto; }
.st-key-settings-line p { font-size: 0.92rem; }
.st-key-settings-beside > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
.st-key-settings-beside > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"]
  > [data-testid="stColumn"]:first-child { min-width: min(100%, 14.5rem); }
.st-key-settings-beside > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"]
  > [data-testid="stColumn"]:last-child { min-width: min(100%, 30rem); }
.st-key-money-beside > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
.st-key-money-beside > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"]
  > [data-testid="stColumn"] { min-width: min(100%, 27rem); }
[data-testid="stSidebar"] [data-testid="stButtonGroup"] button { padding-left: 0.55rem; padding-right: 0.55rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: #53616e !important; opacity: 1; }
[data-testid="stWidgetLabel"] [data-testid="stMarkdownContainer"] p { color: #1c2733 !important; opacity: 1; }
.igs-title { font-size: 1.9rem; font-weight: 650; margin: 0; padding: 0; line-height: 1.25; }
.igs-sub { color: #53616e; margin: 0.15rem 0 0; }
.igs-heading { font-size: 1.3rem; font-weight: 600; margin: 0; padding: 0; }
.igs-domain { font-size: 1.08rem; font-weight: 600; margin: 0.45rem 0 0; padding: 0; }
.igs-title, .igs-sub, .igs-heading, .igs-domain, .igs-members, .igs-source, .igs-body, .igs-figure,
[data-testid="stMarkdownContainer"], [data-testid="stHtml"] { overflow-wrap: anywhere; }
.igs-table th { overflow-wrap: normal; }
.igs-source, .igs-note { color: #53616e; font-size: 0.85rem; margin: 0; line-height: 1.45; }
.igs-about { color: #3d4a56; font-size: 0.85rem; margin: 0 0 0.5rem; line-height: 1.45; }
.igs-members { margin: 0 0 0.6rem; line-height: 1.55; }
.igs-figure .label { color: #53616e; font-size: 0.9rem; }
.igs-figure .value { font-size: 1.6rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.igs-figure .beside { color: #53616e; font-size: 0.85rem; min-height: 1.3em; }
dl.igs-facts.igs-facts { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0.25rem 1rem; margin: 0; padding: 0;
  font-size: 0.92rem; line-height: 1.45; }
dl.igs-facts.igs-facts dt { color: #53616e; font-weight: 400; margin: 0; padding: 0; }
dl.igs-facts.igs-facts dd { margin: 0; padding: 0; overflow-wrap: anywhere; }
.igs-table { border-collapse: collapse; width: 100%; font-size: 0.93rem; font-variant-numeric: tabular-nums; }
.igs-table th { text-align: left; font-weight: 600; color: #3d4a56; border-bottom: 1px solid #b9c4cc; }
.igs-table th, .igs-table td { padding: 0.35rem 0.8rem 0.35rem 0; vertical-align: top; }
.igs-table td { border-bottom: 1px solid #e3e9ed; overflow-wrap: anywhere; }
.igs-table .number { text-align: right; }
.igs-table td.number { white-space: nowrap; }
.igs-table td:first-child { min-width: 8rem; }
.igs-rules .rule { border-left: 3px solid #b9c4cc; padding: 0.1rem 0 0.5rem 0.9rem; margin: 0 0 0.8rem;
  font-size: 0.93rem; overflow-wrap: anywhere; }
.igs-rules .rule p { margin: 0 0 0.2rem; line-height: 1.5; }
.igs-rules .rule:has(.not_met) { border-color: #a3302c; }
.igs-rules .rule:has(.unknown) { border-color: #b98a00; }
.igs-rules .rule:has(.met) { border-color: #2d7d46; }
.igs-rules .state { display: inline-block; border: 1px solid currentColor; border-radius: 4px; padding: 0 0.4rem;
  margin-right: 0.4rem; font-size: 0.85rem; color: #53616e; }
.igs-rules .state.not_met { color: #a3302c; }
.igs-rules .state.unknown { color: #7a5b00; }
.igs-rules .state.met { color: #1f6b38; }
.igs-rules .rule .state { margin-left: 0.4rem; }
.igs-rules .figure { color: #3d4a56; }
.igs-code { font-size: 1.9rem; font-weight: 650; margin: 0; overflow-wrap: anywhere; }
.igs-remarks { margin: 0.3rem 0 0; padding-left: 1.1rem; font-size: 0.9rem; line-height: 1.45; }
.igs-table tr.past td { color: #53616e; }
.igs-menu-head { font-size: 0.85rem; font-weight: 600; color: #3d4a56; margin: 0.2rem 0 0; }
[class*="st-key-downloads-"] { width: min(27rem, 84vw); }
[class*="st-key-downloads-"] [data-testid="stDownloadButton"] button { min-height: 2rem; padding: 0.15rem 0.7rem; }
[class*="st-key-downloads-"] [data-testid="stDownloadButton"] p { font-size: 0.9rem; }
[class*="st-key-downloads-"] pre { max-height: 9rem; overflow-y: auto; font-size: 0.8rem; }
.igs-wide { overflow-x: auto; }
.igs-sheet tbody th { border-bottom: 1px solid #e3e9ed; }
.igs-sheet th[scope="row"] { color: #53616e; font-weight: 400; }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p::after { font-size: 0.95rem; }
[class*="st-key-figures-"] > [data-testid="stLayoutWrapper"] { flex: 1 1 11.5rem; min-width: 11.5rem; }
@media (max-width: 1150px) {
  [data-testid="stSidebar"] { width: 14.5rem !important; min-width: 14.5rem !important; }
  [data-testid="stSidebarContent"] { padding-left: 0.8rem; padding-right: 0.8rem; }
  [data-testid="stSidebarUserContent"], [data-testid="stSidebarNav"] { padding-left: 0; padding-right: 0; }
  [data-testid="stSidebarNavLink"] { padding-left: 0.3rem; padding-right: 0; margin-right: 0; }
  [data-testid="stSidebarNavLink"] p { font-size: 0.88rem; }
  [class*="st-key-figures-"] > [data-testid="stLayoutWrapper"] { flex-basis: 12.6rem; min-width: 12.6rem; }
  [data-testid="stMainBlockContainer"] { padding: 2rem 1.2rem 3rem; }
}
[data-testid="stAppViewContainer"]:has([data-testid="stExpandSidebarButton"]) [data-testid="stMainBlockContainer"],
.stApp:has([data-testid="stExpandSidebarButton"]) [data-testid="stMainBlockContainer"] { padding-top: 4.4rem; }
</style>
"""


_CHOOSE_FILE = '[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p::after'


_FRAMED = """
<style>
[data-testid="stMainBlockContainer"]:has(.igs-host) { padding: 0 !important; max-width: none; }
[data-testid="stMainBlockContainer"]:has(.igs-host) [data-testid="stVerticalBlock"] { gap: 0; }
[data-testid="stMainBlockContainer"]:has(.igs-host)
  :is([data-testid="stElementContainer"], [data-testid="stLayoutWrapper"], [data-testid="stColumn"]):not(
    :has(.igs-host, .igs-ground, [data-testid="stProgress"], .st-key-remarks), .st-key-remarks *) { display: none; }
[data-testid="stMainBlockContainer"] [data-testid="stColumn"]:has(.igs-host) { flex: 1 1 0; min-width: 0; }
</style>
"""
"""In another page (``?embed=true``) a page that has a map is its map alone, and what went wrong."""


_LOGO = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 32" width="132" height="32">
<g stroke="#ffffff" stroke-width="1.4" stroke-linejoin="round">
<path d="M3 9 12 4 17 12 10 18 4 16Z" fill="#1f5673"/>
<path d="M12 4 24 6 27 14 17 12Z" fill="#6f9fb8"/>
<path d="M17 12 27 14 25 24 15 27 10 18Z" fill="#b8cdd8"/>
<path d="M4 16 10 18 15 27 8 26Z" fill="#3d7a99"/>
</g>
<text x="36" y="22" font-family="Segoe UI, system-ui, Noto Sans, DejaVu Sans, Arial, sans-serif" font-size="18"
 font-weight="600" fill="#1c2733">igs-geo</text>
</svg>
"""


_SPOKEN = st.components.v2.component(
    "igs_geo_language",
    html="<span></span>",
    js="export default ({ data }) => { document.documentElement.lang = data; };",
    isolate_styles=False,
)


def use_look(language: str) -> None:
    """Put the style sheet on the page, and the name of the product where there is a frame to put it in.

    Parameters
    ----------
    language
        What the page is written in: browsers and screen readers are told.
    """
    st.html(_STYLE)
    # Streamlit says it in English only
    st.html(f'<style>{_CHOOSE_FILE} {{ content: "{translate("shell.choose_file", language)}"; }}</style>')
    if st.context.is_embedded:
        st.html(_FRAMED)
    with st.container(key="spoken"):
        _SPOKEN(key="language-spoken", data=language)
        keep_options_whole()
        if not st.context.is_embedded:
            speak_menu()
    if not st.context.is_embedded:
        st.logo(_LOGO, size="large")
