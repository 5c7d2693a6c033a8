"""The page Rapport: a basket of maps, charts and tables, made into a document."""
