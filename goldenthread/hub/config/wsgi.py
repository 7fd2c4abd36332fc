"""What the server runs. The first pages are drawn, and plans read again, beside the first readers, not before them."""

from __future__ import annotations

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
application = get_wsgi_application()

from goldenthread.hub.evidence.interface import make_ready  # noqa: E402 - needs the settings above
from goldenthread.hub.plans.interface import begin  # noqa: E402
from goldenthread.warehouse.definitions.pages import read_shipped  # noqa: E402

read_shipped()


def _make_ready() -> None:
    make_ready()
    begin()


threading.Thread(target=_make_ready, name="make-ready", daemon=True).start()
