"""Files and long texts that people send: who takes a file says so, and nobody takes more than is allowed."""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBadRequest
from django.http.request import UnreadablePostError
from django.template import loader

View = Callable[..., Any]
# Read to its end at most, so that the browser shows the answer instead of a broken connection.
LONGEST_REQUEST = 20 * 1024 * 1024


def takes_file(limit: int) -> Callable[[View], View]:
    """Let a view take one file. Of a longer one `limit` bytes and one more are kept; `size` tells the whole length."""

    def decorate(view: View) -> View:
        view.takes_file = limit
        return view

    return decorate


class MarkedViewsOnly(FileUploadHandler):
    """Keeps a file in memory for a view that is marked with `takes_file`; refuses it for any other (400)."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        if content_length > LONGEST_REQUEST:
            raise RequestDataTooBig("longer than any view takes")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        match = self.request.resolver_match
        self.limit = getattr(match.func, "takes_file", 0) if match else 0
        if not self.limit:
            raise TooManyFilesSent("this view takes no file")
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept.write(raw_data[: max(0, self.limit + 1 - start)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """The page for a request that makes no sense, or that is too long."""
    too_big = isinstance(exception, RequestDataTooBig)
    if too_big:
        _read_on(request)
    return HttpResponseBadRequest(loader.get_template("400.html").render({"too_big": too_big}))


def _read_on(request: HttpRequest) -> None:
    with suppress(UnreadablePostError):
        for _piece in range(LONGEST_REQUEST // 65_536):
            if not request.read(65_536):
                return
