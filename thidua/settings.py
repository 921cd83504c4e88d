"""Django's settings, built from the options of ``config``."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from django.utils.translation import gettext_lazy as _

from thidua.config import BadOption, read

BASE = Path(__file__).resolve().parent
VAR: Path = read("VAR")
VAR.mkdir(parents=True, exist_ok=True)
(VAR / "keys").mkdir(mode=0o700, exist_ok=True)


def _secret() -> str:
    if given := read("SECRET"):
        return str(given)
    file = VAR / "keys" / "secret"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        file.chmod(0o600)
    return file.read_text(encoding="utf-8")


def _database() -> dict[str, Any]:
    """SQLite with WAL, immediate transactions and a sync at every commit, or PostgreSQL by its address."""
    if not (address := read("DATABASE")):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "thidua.sqlite3",
            "TEST": {"NAME": VAR / "test.sqlite3"},
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
            },
        }
    parts = urlparse(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise BadOption("THIDUA_DATABASE: cần dạng postgresql://người:mật-khẩu@máy:cổng/tên.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 3},  # for the questions of ``questions.py``; no other cursor prepares
    }


SECRET_KEY = _secret()
DEBUG = False
DEMO: bool = read("DEMO")
ORIGIN: str = read("ORIGIN").rstrip("/")
ALLOWED_HOSTS = [host.strip() for host in read("HOSTS").split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN.startswith("https://") else []
PKCS11, PKCS11_TOKEN, PKCS11_KEY, PKCS11_PIN = (read(n) for n in ("PKCS11", "PKCS11_TOKEN", "PKCS11_KEY", "PKCS11_PIN"))
UPLOAD_BYTES = read("UPLOAD_MB") * 1024 * 1024
VERIFY_PER_MINUTE: int = read("VERIFY_PER_MINUTE")
PROXIES: int = read("PROXIES")
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "thidua.papers.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STAGES = [
    "ui",
    "journal",
    "units",
    "people",
    "papers",
    "awards",
    "ballots",
    "plans",
    "movements",
    "registrations",
    "activities",
    "reports",
    "difficulties",
    "inspections",
    "scores",
    "businesses",
    "blocks",
    "nominations",
    "consultations",
    "councils",
    "decisions",
    "certificates",
    "desk",
    "portal",
    "demo",
]
INSTALLED_APPS = [
    "thidua.journal.apps.JournalConfig",
    *[f"thidua.{stage}" for stage in STAGES if stage != "journal"],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "thidua.ui.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thidua.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "thidua.people.middleware.ActorMiddleware",
    "thidua.ui.middleware.RefusedMiddleware",
]
ROOT_URLCONF = "thidua.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thidua.ui.context.page",
                "thidua.demo.context.demo",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "thidua.ui.templatetags.vietnam"],
        },
    }
]
FORM_RENDERER = "thidua.ui.forms.Renderer"

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_CACHE_ALIAS = "shared"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {
        "BACKEND": "thidua.people.sessions.SessionCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 50000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "scans"], "OPTIONS": {}}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["thidua.people.backend.HoldingBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "thidua.people.accounts.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/tai-khoan/login/"
LOGIN_REDIRECT_URL = "/ban-lam-viec/"
ACCOUNT_ADAPTER = "thidua.people.accounts.ClosedAdapter"
ACCOUNT_FORMS = {
    "login": "thidua.people.accounts.SignInForm",
    "change_password": "thidua.people.accounts.OwnPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = read("SECURE")
if read("SECURE"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

_mail = urlparse(read("EMAIL"))
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# The summary of a province has a box for every passage of its units.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
