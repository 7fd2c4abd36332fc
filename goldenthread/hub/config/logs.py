"""What is kept out of the log."""

from __future__ import annotations

import logging
import re

# Whoever has one of these links may do what it is for. It may stand in another's query, with its slashes quoted.
LINKS = ("members/invitation/", "account/confirm-email/", "account/password/reset/key/")
SLASHES = "(?:/|%(?:25)*2f)+"
SECRET_LINKS = re.compile(f"({'|'.join(each.replace('/', SLASHES) for each in LINKS)})[^\\s'\"]+", re.IGNORECASE)


class WithoutSecrets(logging.Filter):
    """Cuts the secret out of links; a foreign host's name is told in one line, since it is no fault of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record is kept."""
        record.msg, record.args = SECRET_LINKS.sub(r"\1…", record.getMessage()), None
        if record.name == "django.security.DisallowedHost":
            record.exc_info = record.exc_text = None
        return True
