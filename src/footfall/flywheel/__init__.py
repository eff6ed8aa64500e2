"""The loop between channels and pages, as values: events, tokens, sources of visits, the share tree, its figures."""
