"""Use cases of people and workspaces: one verb a function, each owns its transaction."""
