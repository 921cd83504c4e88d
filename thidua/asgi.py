"""The application that the server loads: each request is taken in whole before a worker's thread is given to it, so
that a slow client holds nobody up."""

import os

from asgiref.wsgi import WsgiToAsgi
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
application = WsgiToAsgi(get_wsgi_application())
