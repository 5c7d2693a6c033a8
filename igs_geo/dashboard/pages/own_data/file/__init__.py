"""Own data by file: a list in Excel or CSV, recognised, mapped, checked, and taken over when the person says so."""
