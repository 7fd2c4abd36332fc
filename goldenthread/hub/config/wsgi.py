"""What the server runs. The first charts and pages are drawn beside the first readers, not before them."""

from __future__ import annotations

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
application = get_wsgi_application()

from goldenthread.hub.evidence.interface import make_ready  # noqa: E402 - needs the settings above

threading.Thread(target=make_ready, name="make-ready", daemon=True).start()
