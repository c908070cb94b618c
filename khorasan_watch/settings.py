"""Settings, all from the environment (`.env.example` names them); the defaults run on one machine with pip alone."""

import ssl

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from khorasan_watch.env import BASE_DIR, environment
from khorasan_watch.private_redis import socket_path

env = environment()

VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=True)  # `manage.py prepare` fills an empty database with the demonstration
SECRET_KEY = env.secret("SECRET_KEY", file=VAR_DIR / "secret-key")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
IS_BEHIND_TLS = env.flag("HTTPS", default=False)

INSTALLED_APPS = [
    "khorasan_watch",
    "khorasan_watch.admin.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_vite",
    "drf_spectacular",
    "leaflet",
    "rest_framework",
    "simple_history",
    "audit",
    "accounts",
    "sources",
    "places",
    "groups",
    "incidents",
    "intake",
    "explore",
]

MIDDLEWARE = [
    "khorasan_watch.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "khorasan_watch.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "khorasan_watch.refusing.NulBytesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "khorasan_watch.urls"
WSGI_APPLICATION = "khorasan_watch.wsgi.application"
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
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", sqlite=VAR_DIR / "khorasan_watch.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk:inbox"
LOGOUT_REDIRECT_URL = "explore:map"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [("dist", BASE_DIR / "static" / "dist")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "originals"  # private: no URL serves it
DATA_LICENCE = env.text("DATA_LICENCE", "Compiled from the cited sources; ask this site before republishing it whole.")
SNAPSHOT_DIR = VAR_DIR / "snapshots"  # private too: what the read side answers from
EXPORT_DIR = VAR_DIR / "exports"  # private too: files that readers asked for
INTAKE_DIR = VAR_DIR / "intake"  # private too: files that editors brought
FILE_UPLOAD_HANDLERS = ["intake.desk.uploading.DatasetUploadHandler"]  # no other page takes files
DJANGO_VITE = {
    "default": {"manifest_path": BASE_DIR / "static" / "dist" / "manifest.json", "static_url_prefix": "dist"},
}
LEAFLET_CONFIG = {"TILES": [], "MINIMAP": False, "RESET_VIEW": False, "NO_GLOBALS": False}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if IS_BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

IS_REDIS_PRIVATE = not env.text("REDIS_URL")  # then `make run` starts one
REDIS_URL = env.redis("REDIS_URL", f"unix://{socket_path(VAR_DIR)}")
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_REQUIRED} if REDIS_URL.startswith("rediss:") else None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # longer than the longest task, or Redis delivers it twice
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING below holds for the worker too
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
LOCATE_EVERY_SECONDS = env.integer("LOCATE_EVERY_SECONDS", 5, least=1, most=3600)
CELERY_BEAT_SCHEDULE = {
    "locate-due-places": {
        "task": "places.tasks.locate_due_places",
        "schedule": float(LOCATE_EVERY_SECONDS),
        "options": {"expires": max(60, LOCATE_EVERY_SECONDS)},  # ticks do not pile up while no worker is there
    },
    "release-due-incidents": {"task": "incidents.tasks.release_due", "schedule": 5.0, "options": {"expires": 60}},
    "resolve-due-incidents": {"task": "incidents.tasks.resolve_due", "schedule": 5.0, "options": {"expires": 60}},
    "publish-changes": {
        "task": "explore.tasks.publish_changes",
        "schedule": 1.0,
        "options": {"queue": "publishing", "expires": 5},  # a worker of its own: readers do not wait for other work
    },
    "write-exports": {
        "task": "explore.tasks.write_exports",
        "schedule": 5.0,
        "options": {"queue": "exports", "expires": 5},
    },
    "import-files": {"task": "intake.tasks.import_files", "schedule": 2.0, "options": {"expires": 10}},
    "apply-decisions": {"task": "intake.tasks.apply_decisions", "schedule": 5.0, "options": {"expires": 60}},
    "sweep-files": {"task": "intake.tasks.sweep_files", "schedule": 3600.0, "options": {"expires": 600}},
    "sweep-exports": {
        "task": "explore.tasks.sweep_exports",
        "schedule": 300.0,
        "options": {"queue": "exports", "expires": 300},
    },
}

HOLD_BACK_HOURS = env.integer("HOLD_BACK_HOURS", 72, least=0, most=8760)  # from an incident's last day to its readers

GEOCODERS = env.words("GEOCODERS", "places.geocoders.LocalGazetteer")  # asked in this order, Nominatim after them
GEOCODING_LEASE_SECONDS = env.integer("GEOCODING_LEASE_SECONDS", 60, least=1, most=3600)
NOMINATIM_URL = env.address("NOMINATIM_URL")  # empty: no outside geocoder is asked
NOMINATIM_USER_AGENT = env.text("NOMINATIM_USER_AGENT")
if NOMINATIM_URL and not NOMINATIM_USER_AGENT:
    raise ImproperlyConfigured("NOMINATIM_USER_AGENT is not set: Nominatim asks who you are; name a contact.")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.HasRight"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "khorasan_watch.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": ["khorasan_watch.filtering.StrictFilters"],
    "DEFAULT_SCHEMA_CLASS": "khorasan_watch.schema.Schema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "khorasan_watch.errors.answer",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Khorasan Watch",
    "DESCRIPTION": "Sourced incidents of extremist-group activity in Afghanistan and Pakistan.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVERS": [{"url": "/", "description": "this site"}],
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "AllianceKind": "groups.models.AllianceKind",
        "AllianceStatus": "groups.models.AllianceStatus",
        "AttributedBy": "incidents.models.AttributedBy",
        "AttributionRole": "incidents.models.Role",
        "AttributionStatus": "incidents.models.AttributionStatus",
        "CasualtyClass": "incidents.models.CasualtyClass",
        "Confidence": "sources.editorial.Confidence",
        "Credibility": "sources.models.Credibility",
        "DatePrecision": "sources.dates.DatePrecision",
        "Direction": "explore.trends.DIRECTIONS",
        "EndReason": "groups.models.EndReason",
        "ExportFormat": "explore.exports.formats.NAMES",
        "ExportState": "explore.models.ExportState",
        "Family": "incidents.kinds.Family",
        "GeocodingState": "places.models.GeocodingState",
        "GroupKind": "groups.models.GroupKind",
        "GroupNameKind": "groups.models.GroupNameKind",
        "Hedge": "sources.quantities.Hedge",
        "IncidentKind": "incidents.kinds.Kind",
        "LeaderRole": "groups.models.LeaderRole",
        "LeadershipStatus": "groups.models.LeadershipStatus",
        "MatchRule": "groups.models.MatchRule",
        "Outcome": "incidents.models.Outcome",
        "OutletKind": "sources.models.OutletKind",
        "PlaceKind": "places.models.PlaceKind",
        "PlaceNameKind": "places.models.NameKind",
        "Precision": "places.models.Precision",
        "PresenceKind": "groups.models.PresenceKind",
        "Reliability": "sources.models.Reliability",
        "Sensitivity": "places.models.Sensitivity",
        "SiteKind": "places.models.SiteKind",
        "Standing": "groups.models.Standing",
        "State": "sources.editorial.State",
    },
}

LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
CHATTER = ("celery.beat", "celery.worker.strategy", "celery.app.trace", "celery.redirected")  # a line at every tick
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {name: {"level": "WARNING"} for name in CHATTER if LOG_LEVEL != "DEBUG"},
}
