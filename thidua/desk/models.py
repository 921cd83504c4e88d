"""What the overview shows, as it was counted last."""

from django.db import models

from thidua.units.models import Province


class Snapshot(models.Model):
    """A province's overview. head: its totals, which stand beside other provinces'; body: its tables and charts; see
    ``counting.count``. asked: when it was last ordered anew. Without ``at`` it was never counted yet."""

    province = models.OneToOneField(Province, on_delete=models.PROTECT, related_name="snapshot")
    at = models.DateTimeField(null=True)
    asked = models.DateTimeField(null=True)
    head = models.JSONField(null=True)
    body = models.JSONField(null=True)
