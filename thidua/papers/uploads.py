"""Uploads that are far too large are cut off while they arrive, before they fill the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Lets a file grow to a little over the limit, then drops the rest; the check afterwards names the limit."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.seen > settings.UPLOAD_BYTES:
            return None
        self.seen += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
