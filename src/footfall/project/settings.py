"""The desk's settings: all of them here, everything an operator may choose read from the environment.

docs/settings.md explains each variable.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from footfall.project import environment

DATA = environment.folder("FOOTFALL_DATA", "~/.local/share/footfall")
"""What the desk keeps on disk: the SQLite database, crawls, reports, the secret key."""
DEBUG = environment.flag("FOOTFALL_DEBUG")
SECRET_KEY = environment.secret("FOOTFALL_SECRET_KEY", DATA / "secret.key")
SECRET_KEY_FALLBACKS = environment.words("FOOTFALL_FORMER_SECRET_KEYS")
"""Keys before the present one: what they signed and sealed is still understood."""
PUBLIC_URL = environment.text("FOOTFALL_URL", "http://127.0.0.1:8000").rstrip("/")
"""The desk's own address as people type it."""
_public = urlsplit(PUBLIC_URL)
SECURE = _public.scheme == "https"
ALLOWED_HOSTS = environment.words("FOOTFALL_HOSTS") or [
    _public.hostname or "127.0.0.1",
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if SECURE else []
TRUSTED_PROXIES = environment.number("FOOTFALL_PROXIES", 0)
"""How many proxies of one's own stand in front; only their X-Forwarded-For entries are believed."""
EXAMPLE_SITE = environment.text("FOOTFALL_EXAMPLE")
"""A folder with a built site that may be audited without the network; only the operator can name it."""
ALLOW_PRIVATE = environment.flag("FOOTFALL_ALLOW_PRIVATE")
"""Let people audit sites at private addresses: for intranets only."""

INSTALLED_APPS = [
    "footfall.apps.ui",
    "footfall.apps.accounts",
    "footfall.apps.work",
    "footfall.apps.hooks",
    "footfall.apps.sites",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "footfall.apps.accounts.middleware.zone_of_person",
]
ROOT_URLCONF = "footfall.project.urls"
WSGI_APPLICATION = "footfall.project.wsgi.application"
ASGI_APPLICATION = "footfall.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["footfall.apps.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "footfall.apps.accounts.context.desk",
            ],
        },
    }
]

# Records. SQLite writers take the lock when they begin, so that two never wait for each other in a circle.
_database = environment.text("DATABASE_URL")
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(_database)
    if _database
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "footfall.db"}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "audits"]}}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "footfall_cache",
        # Django's 300 would let an attacker crowd out the counters that limit them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# People
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "footfall.apps.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# Sign-in fails 5 times in 5 minutes a person and 20 times in 10 minutes an address; the rest as allauth has it.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/10m/ip,5/5m/key", "reset_password": "20/h/ip,5/h/key"}
_forms = "footfall.apps.accounts.sign_in_forms."
ACCOUNT_FORMS = {
    "login": _forms + "SignIn",
    "reauthenticate": _forms + "Reauthenticate",
    "change_password": _forms + "ChangePassword",
    "reset_password_from_key": _forms + "NewPassword",
}
MFA_FORMS = {
    "authenticate": _forms + "Code",
    "reauthenticate": _forms + "CodeAgain",
    "activate_totp": _forms + "SetUpApp",
    "add_webauthn": _forms + "AddKey",
    "edit_webauthn": _forms + "RenameKey",
    "login_webauthn": _forms + "KeySignIn",
    "authenticate_webauthn": _forms + "KeyStep",
    "reauthenticate_webauthn": _forms + "KeyAgain",
}
MFA_ADAPTER = "footfall.apps.accounts.adapter.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Nobody signs up here by themselves, so nobody can take another's address.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Footfall"
MFA_TOTP_TOLERANCE = 1  # Steps of thirty seconds that a clock may be wrong; RFC 6238, 5.2, advises one.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "footfall.apps.ui.errors.csrf_failed"

# Mail. Without a server nothing is sent, and links are shown to the owner instead.
_mail = urlsplit(environment.text("FOOTFALL_SMTP"))
MAIL_WORKS = bool(_mail.hostname)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_WORKS else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme == "smtp+tls", _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text(
    "FOOTFALL_MAIL_FROM", f"footfall@{_public.hostname or 'localhost'}"
)

# Safety
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = False  # The proxy's business; a desk behind TLS never sees plain requests.
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # SECURE_SSL_REDIRECT: see above.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# Words and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "footfall.apps.ui.storage.Hashed"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "footfall.apps.ui.finders.CardStyles",
]
WHITENOISE_USE_FINDERS = DEBUG

LOG_REQUESTS = environment.flag("FOOTFALL_LOG_REQUESTS")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "footfall.project.logs.Line"}, "json": {"()": "footfall.project.logs.Json"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if environment.text("FOOTFALL_LOGS") == "json" else "line",
        }
    },
    "root": {"handlers": ["console"], "level": environment.text("FOOTFALL_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django.server": {"handlers": ["console"], "propagate": False},
        "django_tasks": {"level": "CRITICAL"},  # The worker itself says what matters: two lines a job are too many.
    },
}
