"""One settings file, filled from the environment. What is missing or wrong is named, with what to do.

GOLDENTHREAD_DATA           folder for database, files and secrets of a small installation (default: ./data)
DATABASE_URL                e.g. postgres://user:password@host/name (default: SQLite in the data folder)
GOLDENTHREAD_SECRET_KEY     signing key (default: made once and kept in the data folder)
GOLDENTHREAD_OLD_SECRET_KEYS  earlier signing keys, comma-separated, while a key is being changed
GOLDENTHREAD_HOSTS          comma-separated host names that are served (default: localhost, 127.0.0.1, [::1])
GOLDENTHREAD_ADDRESS        the address people type, e.g. https://thread.example.org (default: http://127.0.0.1:PORT)
GOLDENTHREAD_BEHIND_PROXY   1 where a proxy that sets X-Forwarded-Proto ends TLS in front of us
GOLDENTHREAD_DEMONSTRATION  1 on a demonstration: sign-in links on the command line, mails readable by the operator
                            (default: 1 where the data folder holds one already)
PGBOUNCER                   1 where PgBouncer pools transactions between us and PostgreSQL
EMAIL_URL                   smtp://user:password@host:port, smtps://..., or nothing: mails are kept, not sent
GOLDENTHREAD_MAIL_FROM      sender of mails
GOLDENTHREAD_REPLIES        address to which calendars answer invitations, e.g. replies@example.org; what is mailed
                            to replies+...@ must arrive there too. Without it people answer on the page
REPLIES_MAILBOX             imaps://user:password@host/INBOX, where those answers are fetched each minute
GOLDENTHREAD_SOURCE         where the source of this very version can be had; the licence asks it of changed versions
CLAMD_ADDRESS               host:port of a ClamAV daemon; without it files are not scanned for malware
REDIS_URL                   a shared cache; without it each process keeps its own in the database
OIDC_NAME, OIDC_SERVER, OIDC_CLIENT_ID, OIDC_SECRET   sign-in with an organisation's own accounts
DEBUG                       1 for a developer
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlparse

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("GOLDENTHREAD_DATA") or BASE_DIR / "data").resolve()
DATA.mkdir(parents=True, exist_ok=True)


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def kept_secret(name: str) -> str:
    """A secret made once and kept in the data folder, readable by its owner alone."""
    path = DATA / name
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


# --- the installation -------------------------------------------------------------------------------------------

DEBUG = flag("DEBUG")
CLOCK_KEPT = DATA / "clock-offset"
"""Written when a demonstration is told, and nowhere else: its clock was set back then. See ``core/clock.py``."""
DEMONSTRATION = flag("GOLDENTHREAD_DEMONSTRATION", default=CLOCK_KEPT.exists())
SECRET_KEY = os.environ.get("GOLDENTHREAD_SECRET_KEY") or kept_secret("secret-key")
SECRET_KEY_FALLBACKS = listed("GOLDENTHREAD_OLD_SECRET_KEYS")
ALLOWED_HOSTS = listed("GOLDENTHREAD_HOSTS", "localhost,127.0.0.1,[::1]")
ADDRESS = os.environ.get("GOLDENTHREAD_ADDRESS") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
if urlparse(ADDRESS).scheme not in {"http", "https"}:
    raise ImproperlyConfigured("GOLDENTHREAD_ADDRESS must start with http:// or https://, as people type it.")
SECURE = ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [ADDRESS.rstrip("/")]

CLOCK_OFFSET_SECONDS = int(CLOCK_KEPT.read_text()) if DEMONSTRATION and CLOCK_KEPT.exists() else 0

INSTALLED_APPS = [
    "goldenthread.core",
    "goldenthread.documents",
    "goldenthread.history",
    "goldenthread.accounts",
    "goldenthread.partnerships",
    "goldenthread.notifications",
    "goldenthread.evidence",
    "goldenthread.questionnaires",
    "goldenthread.measures",
    "goldenthread.plan",
    "goldenthread.governance",
    "goldenthread.assurance",
    "goldenthread.reports",
    "goldenthread.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
]

MIDDLEWARE = [
    "goldenthread.core.middleware.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "goldenthread.core.middleware.headers",
    "goldenthread.core.middleware.no_null_bytes",
    "goldenthread.core.middleware.without_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "goldenthread.accounts.middleware.session_limits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.partnerships.middleware.second_factor",
    "goldenthread.partnerships.middleware.RouteRules",
    "goldenthread.core.middleware.refusals",
]

ROOT_URLCONF = "goldenthread.urls"
WSGI_APPLICATION = "goldenthread.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
OUR_APPS = [app.removeprefix("goldenthread.") for app in INSTALLED_APPS if app.startswith("goldenthread.")]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "goldenthread" / app / "templates" for app in OUR_APPS],
        "OPTIONS": {
            "environment": "goldenthread.core.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "goldenthread.core.web.form_token",
                "goldenthread.reports.context.page",
            ],
        },
    },
    {  # what allauth brings and we have not written again: the texts of its mails
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "goldenthread.core.forms.GovukRenderer"

# --- what is kept ---------------------------------------------------------------------------------------------------

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{DATA / 'goldenthread.sqlite3'}", conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that reads and then writes would else fail at once when another one writes.
    # synchronous=FULL: what we called saved survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536",
    }
else:
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = flag("PGBOUNCER")
    if not flag("PGBOUNCER"):
        # PostgreSQL supposes a spinning disk: it reads the rows of all partnerships rather than look one's own up.
        DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c random_page_cost=1.1")
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

FILES = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("GOLDENTHREAD_STATIC") or BASE_DIR / "staticfiles")
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["REDIS_URL"]}
        if os.environ.get("REDIS_URL")
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    )
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
EVERY_MINUTE = [
    "send_mail_waiting", "scan_waiting_files", "screen_waiting_papers", "tell_webhooks", "take_calendar_replies",
]  # fmt: skip
NIGHTLY = [
    "clearsessions",
    "verify_history",
    "delete_old_exports",
    "delete_old_archives",
    "escalate_overdue",
    "plan_reminders",
    "delete_old_mail",
    "keep_meetings",
    "forget_old_requests",
    "plan_regular_mails",
    "prune_db_task_results",
]
"""Management commands that the worker runs (``core/management/commands/work.py``)."""

API_A_MINUTE = {"read": 300, "write": 60}
"""How many requests of each kind a token may make a minute."""
WEBHOOKS_ALSO_TO: list[str] = []
"""Networks that webhooks may reach although they are not public: for tests, which listen on this machine."""

# --- who comes in ---------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["goldenthread.accounts.backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

ACCOUNT_ADAPTER = "goldenthread.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up: addresses are proved by the invitation or the e-mailed code
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # goes through the same steps as a known one; the worker drops it
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_FORMS = {
    "login": "goldenthread.accounts.forms.SignInForm",
    "request_login_code": "goldenthread.accounts.forms.RequestCodeForm",
    "reset_password": "goldenthread.accounts.forms.NewPasswordForm",
}
# "key" is the pair of network and account (accounts/adapters.py), so that nobody can lock somebody else out.
# Three codes of three tries each, or five passwords, are under ten guesses in five minutes.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/5m/ip,5/5m/key",
    "login": "60/m/ip",
    "request_login_code": "60/m/ip,3/5m/key",
    "calendar": "300/m/ip,30/10m/key",  # large calendar services ask for many people from one address
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(flag("GOLDENTHREAD_BEHIND_PROXY"))

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "goldenthread.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "goldenthread.accounts.forms.SetUpAppForm",
    "authenticate": "goldenthread.accounts.forms.SecondFactorForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Golden Thread"

OIDC_ORIGIN = (
    ["{0.scheme}://{0.netloc}".format(urlparse(os.environ["OIDC_SERVER"]))] if os.environ.get("OIDC_SERVER") else []
)
SOCIALACCOUNT_ADAPTER = "goldenthread.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": os.environ.get("OIDC_NAME", "your organisation"),
                    "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                    "secret": os.environ.get("OIDC_SECRET", ""),
                    "settings": {"server_url": os.environ["OIDC_SERVER"], "oauth_pkce_enabled": True},
                }
            ],
            "EMAIL_AUTHENTICATION": True,
        }
    }
    if os.environ.get("OIDC_SERVER")
    else {}
)

SESSION_ENGINE = "goldenthread.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
"""No session outlives this, whatever its owner does."""
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "goldenthread.core.views.csrf_failure"

# --- what leaves ----------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("GOLDENTHREAD_BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGIN],  # browsers check where a form's answer leads
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

REPLIES = os.environ.get("GOLDENTHREAD_REPLIES", "").lower()
REPLIES_MAILBOX = os.environ.get("REPLIES_MAILBOX", "")
if REPLIES and not 0 < REPLIES.find("@") <= 23:
    raise ImproperlyConfigured("GOLDENTHREAD_REPLIES must be an address with at most 23 letters before the @.")
_mail = urlparse(os.environ.get("EMAIL_URL", ""))
if _mail.scheme not in {"", "smtp", "smtps"}:
    raise ImproperlyConfigured(
        "EMAIL_URL must look like smtp://user:password@host:port or smtps://user:password@host:port."
    )
if _mail.scheme:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp" and bool(_mail.username)
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get(
    "GOLDENTHREAD_MAIL_FROM", "Golden Thread <no-reply@goldenthread.example>"
)

SOURCE = os.environ.get("GOLDENTHREAD_SOURCE", "")
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")

# --- language, time, logs --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "goldenthread.core.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS = [] if SECURE else ["security.W004", "security.W008", "security.W012", "security.W016"]
