"""Settings of the portal; docs/operations.md lists what the environment may say."""

from pathlib import Path

from celery.schedules import crontab
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
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS", env.hosts, "localhost,127.0.0.1,[::1]" if LOCAL else None)
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
# A request waits this long for Redis and no longer; PostgreSQL holds the truth.
REDIS_PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 3}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # JSON, because reading Python's pickle lets whoever writes to Redis run code here.
        "OPTIONS": {"serializer": "portal.caching.JsonSerializer", **REDIS_PATIENCE},
    }
}

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
    "portal.health",
    "portal.privacy",
    "portal.audit",
    "portal.notices",
    "portal.accounts",
    "portal.organisations",
    "portal.workflow",
    "portal.retention",
    "portal.questionnaires",
    "portal.reports",
    "portal.rights",
    "integrity",
    "safety",
    "antidemocratic",
]
if DEMO:
    INSTALLED_APPS.append("portal.demo")

MIDDLEWARE = [
    "portal.health.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.accounts.anonymous.AnonymousPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.PrivatePagesMiddleware",
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
            "libraries": {"components": "portal.components"},
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
FORM_RENDERER = "portal.forms.Renderer"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
# Only what the build made; the sources in static/src stay behind.
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
# A view that takes a file says so and gets it in memory; without this any visitor could fill the disk.
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["portal.uploads.MarkedViewsOnly"]
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
PASSWORD_RESET_TIMEOUT = 4 * 3600
SECOND_FACTOR_REQUIRED = env.read("SECOND_FACTOR_REQUIRED", env.boolean, "false" if LOCAL else "true")
OIDC_PROVIDERS = env.read("OIDC_PROVIDERS", env.identity_providers, "[]")

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"signup": "portal.accounts.forms.InvitedSignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    # Whole offices share one address, so only failed guesses count heavily against it.
    "login": "60/m/ip",
    "login_failed": "10/m/ip,10/15m/key",
    "reset_password": "20/10m/ip,5/h/key",
    "branch_register": "10/h/ip,3/h/key",
}
MFA_ADAPTER = "portal.accounts.adapters.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "portal.accounts.forms.AppForm",
    "add_webauthn": "portal.accounts.forms.PasskeyForm",
    "edit_webauthn": "portal.accounts.forms.KeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Portaal Weerbaar Bestuur"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "portal.accounts.oidc.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [env.oidc_app(provider) for provider in OIDC_PROVIDERS]}
}

# Idle time: every request starts it anew.
SESSION_COOKIE_AGE = 2 * 3600
SESSION_COOKIE_HTTPONLY = True
PERSONAL_SESSION_SECONDS = 2 * 3600
PERSONAL_LINK_DAYS = env.read("PERSONAL_LINK_DAYS", env.whole_number, "14")
INVITATION_DAYS = env.read("INVITATION_DAYS", env.whole_number, "14")

# --- mail and tasks -------------------------------------------------------------------------
globals().update(env.read("EMAIL_URL", env.mail_server))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.read("MAIL_FROM", env.mail_address, "portaal@localhost" if LOCAL else None)

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the longest report; a lost worker's task comes back within this and 2 seconds.
    "visibility_timeout": 120,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    # Waking a worker is tried once.
    "max_retries": 0,
    **REDIS_PATIENCE,
}
# What Redis missed is found by the sweepers.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
# "expires": an order nobody took in time is not worth doing later as well.
CELERY_BEAT_SCHEDULE = {
    "health.beat": {"task": "health.beat", "schedule": 10, "options": {"expires": 30}},
    "audit.seal": {"task": "audit.seal", "schedule": 30, "options": {"expires": 30}},
    "notices.sweep": {"task": "notices.sweep", "schedule": 10, "options": {"expires": 10}},
    "reports.sweep": {"task": "reports.sweep", "schedule": 10, "options": {"expires": 10}},
    "reports.expire": {"task": "reports.expire", "schedule": 3600, "options": {"expires": 3600}},
    "cards.expire": {"task": "cards.expire", "schedule": 600, "options": {"expires": 600}},
    "agenda.remind": {"task": "agenda.remind", "schedule": crontab(hour=7, minute=5)},
    "measures.remind": {"task": "measures.remind", "schedule": crontab(hour=7, minute=0)},
    "interview.remind": {"task": "interview.remind", "schedule": crontab(hour="9-20", minute=20)},
    # Hourly, so that a beat that stood still at nine does not cost a day; nobody gets it twice.
    "screening.remind": {
        "task": "screening.remind",
        "schedule": crontab(hour="9-17", minute=5),
        "options": {"expires": 3600},
    },
    "retention.night": {"task": "retention.night", "schedule": crontab(hour=3, minute=10)},
}
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 90, 100

# Says who the person of a dossier is; notices stand below accounts and cannot ask it themselves.
DOSSIER_RECIPIENT = "portal.accounts.destinations.address"

# Where "Verlaat deze pagina" leads: a neutral page that says nothing about the portal.
QUICK_EXIT_URL = env.read("QUICK_EXIT_URL", env.origin, "https://www.knmi.nl")

REPORT_KEPT_DAYS = env.read("REPORT_KEPT_DAYS", env.whole_number, "30")
# Periods of domain/integrity.md §7 rule 13, which asks that they can be changed.
CANDIDACY_KEPT_DAYS = env.read("CANDIDACY_KEPT_DAYS", env.whole_number, "28")
CANDIDACY_LONGEST_DAYS = env.read("CANDIDACY_LONGEST_DAYS", env.whole_number, "365")
# Of who is on the list facts stay until so long after the term, which ends at most so long after nomination day.
KEPT_FACTS_DAYS = env.read("KEPT_FACTS_DAYS", env.whole_number, "28")
KEPT_FACTS_LONGEST_DAYS = env.read("KEPT_FACTS_LONGEST_DAYS", env.whole_number, "1700")
# From nomination day, as first suggestion for a round: until nobody can appeal against the list, until
# the term starts (a council sits for four years, from about two months after nomination) and until it ends.
LIST_IRREVOCABLE_DAYS = env.read("LIST_IRREVOCABLE_DAYS", env.whole_number, "14")
TERM_STARTS_DAYS = env.read("TERM_STARTS_DAYS", env.whole_number, "59")
TERM_ENDS_DAYS = env.read("TERM_ENDS_DAYS", env.whole_number, "1520")

# So many days before an instrument must be ready, who has not done it yet is reminded once.
REMINDER_DAYS = env.read("REMINDER_DAYS", env.whole_numbers, "7,1")
# Who is invited shortly before a day of the round, or after it, has so many days first: a week, so that there is
# a weekend in it and the reminder of the day before still goes out.
DAYS_AFTER_INVITATION = env.read("DAYS_AFTER_INVITATION", env.whole_number, "7")

# --- walls in the browser -------------------------------------------------------------------
HTTPS = PORTAL_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:
    # Browsers take these names only from this very host, over HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "__Host-session", "__Host-csrf", "__Host-language"
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
        # Chromium holds the redirect after "sign in with ..." to this list as well.
        "form-action": [SELF, *(env.origin_of(provider["server_url"]) for provider in OIDC_PROVIDERS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_tokens": {"()": "portal.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Both tell of every step of every report.
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "WARNING"}},
}

if (DATABASES["keys"]["HOST"], DATABASES["keys"]["NAME"]) == (
    DATABASES["default"]["HOST"],
    DATABASES["default"]["NAME"],
):
    raise ImproperlyConfigured("KEYS_DATABASE_URL is wrong; it should be another database than DATABASE_URL")
if not LOCAL:
    for refused, sentence in (
        (DEMO, "DEMO is true; in production it should be false"),
        (DEBUG, "DEBUG is true; in production it should be false"),
        (not SECOND_FACTOR_REQUIRED, "SECOND_FACTOR_REQUIRED is false; in production it should be true"),
        (not HTTPS, "PORTAL_URL is wrong; in production it should start with https://"),
        (
            SECRET_KEY == DEFAULT_SECRET_KEY or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10,
            "SECRET_KEY is wrong; it should be at least 50 random characters of its own",
        ),
        (
            not set(ENCRYPTION_KEYS.values()).isdisjoint(env.encryption_keys(DEFAULT_ENCRYPTION_KEYS).values()),
            "ENCRYPTION_KEYS is wrong; it should hold keys of its own, not the local ones",
        ),
        (
            AUDIT_SIGNING_KEY in {env.one_key(DEFAULT_AUDIT_KEY), *ENCRYPTION_KEYS.values()},
            "AUDIT_SIGNING_KEY is wrong; it should be a key of its own, not the local one nor an encryption key",
        ),
    ):
        if refused:
            raise ImproperlyConfigured(sentence)
