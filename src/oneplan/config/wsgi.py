"""The server's entry point: `granian --interface wsgi oneplan.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneplan.config.settings")
application = get_wsgi_application()
