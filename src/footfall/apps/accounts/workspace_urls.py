"""Addresses of a workspace's settings, in the namespace `accounts`."""

from __future__ import annotations

from django.urls import path

from footfall.apps.accounts.views import log, people, tokens, workspace

urlpatterns = [
    path("", workspace.workspace, name="workspace"),
    path("delete/", workspace.delete, name="delete-workspace"),
    path("leave/", workspace.leave, name="leave"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:member>/role/", people.role, name="role"),
    path("people/<int:member>/remove/", people.remove, name="remove"),
    path("people/<int:member>/password-link/", people.password_link, name="password-link"),
    path("invitations/<int:invitation>/renew/", people.renew, name="renew-invitation"),
    path("invitations/<int:invitation>/revoke/", people.revoke, name="revoke-invitation"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.new_token, name="new-token"),
    path("tokens/<int:token>/revoke/", tokens.revoke, name="revoke-token"),
    path("log/", log.log, name="log"),
    path("log.csv", log.log_csv, name="log-csv"),
]
