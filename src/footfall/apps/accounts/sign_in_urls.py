"""The parts of django-allauth that the desk shows, under the names by which allauth finds them.

Left out on purpose: sign-up (people are invited), allauth's e-mail pages (`accounts:email` does it in one step),
sign-in by code, passwords for people who never had one, social accounts. The page for a forgotten password is our own,
because it must say the same for every address, and something else where the desk sends no mail.
"""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from footfall.apps.accounts.views import entrance

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="accounts:person")),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", entrance.forgotten, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
