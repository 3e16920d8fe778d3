"""Settings of the portal; docs/operations.md lists what the environment may say."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment as env

BASE_DIR = Path(__file__).resolve().parents[2]
DEFAULT_SECRET_KEY = "local-only-and-refused-in-production"
# Fixed keys so that a local start needs no set-up; production refuses them.
DEFAULT_ENCRYPTION_KEYS = "local:bG9jYWwtb25seS1sb2NhbC1vbmx5LWxvY2FsLW9ubHk="
DEFAULT_AUDIT_KEY = "YXVkaXQtbG9jYWwtYXVkaXQtbG9jYWwtYXVkaXQtbG8="

ENVIRONMENT = env.read("ENVIRONMENT", env.environment_name, "production")
LOCAL = ENVIRONMENT == "local"
DEBUG = env.read("DEBUG", env.boolean, "false")
DEMO = env.read("DEMO", env.boolean, "false")
SECRET_KEY = env.read("SECRET_KEY", env.text, DEFAULT_SECRET_KEY if LOCAL else None)
ENCRYPTION_KEYS = env.read("ENCRYPTION_KEYS", env.encryption_keys, DEFAULT_ENCRYPTION_KEYS if LOCAL else None)
AUDIT_SIGNING_KEY = env.read("AUDIT_SIGNING_KEY", env.one_key, DEFAULT_AUDIT_KEY if LOCAL else None)

PORTAL_URL = env.read("PORTAL_URL", env.origin, "http://localhost:8000" if LOCAL else None)
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS", env.names, "localhost,127.0.0.1,[::1]" if LOCAL else None)
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]
TRUSTED_PROXIES = env.read("TRUSTED_PROXIES", env.whole_number, "0")

DATABASES = {
    "default": env.read("DATABASE_URL", env.database),
    # Wrapped keys live apart from the data, so that a restored copy of the data cannot read
    # what was erased since (docs/decisions/keys-apart.md).
    "keys": env.read("KEYS_DATABASE_URL", env.database),
}
DATABASE_ROUTERS = ["portal.privacy.router.KeysRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.read("REDIS_URL", env.redis)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "django_htmx",
    "portal.walls",
    "portal.privacy",
    "portal.audit",
    "portal.notices",
    "portal.accounts",
    "portal.organisations",
    "portal.workflow",
    "portal.retention",
    "portal.questionnaires",
    "portal.reports",
    "portal.dashboards",
    "integrity",
    "safety",
    "antidemocratic",
]
if DEMO:
    INSTALLED_APPS.append("portal.demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "portal.organisations.middleware.ActingMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "portal.organisations.context.page",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "nlds"
CRISPY_FAIL_SILENTLY = False

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
DATA_DIR = Path(env.read("DATA_DIR", env.text, str(BASE_DIR / "var")))
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    # Files written here are encrypted by reports/files.py; no URL serves them.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "audit": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "audit-heads", "allow_overwrite": True},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- accounts -------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "landing"
SECOND_FACTOR_REQUIRED = env.read("SECOND_FACTOR_REQUIRED", env.boolean, "false" if LOCAL else "true")
OIDC_PROVIDERS = env.read("OIDC_PROVIDERS", env.identity_providers, "[]")
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True

# --- mail and tasks -------------------------------------------------------------------------
globals().update(env.read("EMAIL_URL", env.mail_server))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.read("MAIL_FROM", env.text, "portaal@localhost" if LOCAL else None)

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the longest report; a lost worker's task comes back within this and 2 seconds.
    "visibility_timeout": 120,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}

# --- walls in the browser -------------------------------------------------------------------
HTTPS = PORTAL_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

if not LOCAL:
    for refused, name in ((DEMO, "DEMO"), (DEBUG, "DEBUG")):
        if refused:
            raise ImproperlyConfigured(f"{name} is true; in production it should be false")
    if SECRET_KEY == DEFAULT_SECRET_KEY or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SECRET_KEY is wrong; it should be at least 50 random characters of its own")
    if "local" in ENCRYPTION_KEYS:
        raise ImproperlyConfigured("ENCRYPTION_KEYS is wrong; it should hold keys of its own, not the local ones")
    if not SECOND_FACTOR_REQUIRED:
        raise ImproperlyConfigured("SECOND_FACTOR_REQUIRED is false; in production it should be true")
