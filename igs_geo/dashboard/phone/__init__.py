"""The page that participants of a workshop have on their phone: plain HTML, beside Streamlit on the same server."""
