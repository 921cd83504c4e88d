"""Entries, their personal values, and the signed roots over them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One fact that happened. Append-only: a database trigger refuses UPDATE and DELETE."""

    at = models.DateTimeField(_("lúc"), db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    request_id = models.CharField(max_length=36, blank=True)
    verb = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    province_id = models.PositiveIntegerField(null=True, db_index=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "seq"], name="entry_subject_seq")]
        indexes = [models.Index(fields=["province_id", "-id"], name="entry_province_latest")]

    @property
    def states(self) -> tuple[str, ...]:
        """Before and after as ``machine.state``, of what changed."""
        machine = self.verb.partition(".")[0]
        return tuple(f"{machine}.{state}" for state in (self.before, self.after) if state)

    def content(self) -> dict[str, object]:
        """What the digest covers."""
        return {
            "at": self.at.isoformat(),
            "actor": self.actor_id,
            "on_behalf_of": self.on_behalf_of_id,
            "request": self.request_id,
            "verb": self.verb,
            "subject": self.subject,
            "seq": self.seq,
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
            "data": self.data,
            "province": self.province_id,
        }


class PersonalValue(models.Model):
    """A personal value of an entry; shredding empties value and salt and leaves the digest that the chain covers."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="personal")
    name = models.CharField(max_length=40)
    value = models.TextField(null=True)  # noqa: DJ001 -- null means shredded, empty means empty
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001 -- goes with the value
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="personal_once")]


class Root(models.Model):
    """The head of every chain at one moment, signed with the installation's key."""

    at = models.DateTimeField()
    heads = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    signature = models.TextField()

    class Meta:
        ordering = ["id"]
