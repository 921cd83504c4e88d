"""A stored file."""

from pathlib import Path

from django.conf import settings
from django.db import models


class Paper(models.Model):
    """One stored file; equal contents share one file on disk, under VAR/papers."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def path(self) -> Path:
        return Path(settings.VAR) / "papers" / self.sha256[:2] / self.sha256

    def content(self) -> bytes:
        return self.path.read_bytes()
