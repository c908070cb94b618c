"""The WSGI entry point of the web workers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khorasan_watch.settings")
application = get_wsgi_application()
