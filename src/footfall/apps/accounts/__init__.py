"""People, workspaces, roles, invitations, API tokens and the record of who did what."""
