import re

from django.http import HttpResponse


def seen(response: HttpResponse) -> tuple[int, str]:
    """What a stranger sees: status and page, without the tokens that differ by chance."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return response.status_code, re.sub(r'nonce="[^"]+"', "", body)
