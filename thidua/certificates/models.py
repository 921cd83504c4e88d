"""Issued certificates."""

import secrets

from django.db import models
from django.urls import reverse

from thidua.decisions.models import Line
from thidua.papers.models import Paper


def new_public_id() -> str:
    """128 random bits, so that an id cannot be guessed."""
    return secrets.token_urlsafe(16)


class Certificate(models.Model):
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="certificate")
    public_id = models.CharField(max_length=24, unique=True, default=new_public_id)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, default="issued")

    class Meta:
        ordering = ["id"]

    @property
    def province_id(self) -> int:
        return self.line.decision.province_id

    def get_absolute_url(self) -> str:
        return reverse("certificate_check", args=[self.public_id])

    @property
    def is_revoked(self) -> bool:
        """Its own revocation, or its decision's, or its line's."""
        return (
            self.state == "revoked" or self.line.decision.state == "revoked" or self.line.nomination.state == "revoked"
        )


class FormerPaper(models.Model):
    """The file of a certificate that was issued anew since, after a correction."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="former")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
