"""What log lines leave out."""

import logging
import re

# Tokens of links are longer than anything else that stands between two slashes (a UUID has 36).
TOKEN = re.compile(r"(?<=/)[\w:-]{40,}(?=/|\s|$)")


class WithoutTokens(logging.Filter):
    """Whoever reads the log cannot use a link that someone else got by mail."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = TOKEN.sub("…", record.getMessage()), ()
        return True
