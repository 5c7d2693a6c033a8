"""Parts of the page Kandidaat-regio's."""
