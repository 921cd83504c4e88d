"""What the overview shows, as it was counted last."""

from django.db import models

from thidua.units.models import Province


class Snapshot(models.Model):
    """A province's overview. head: its totals, which stand beside other provinces'; body: its tables and charts; see
    ``counting.count``. asked: when it was last ordered anew."""

    province = models.OneToOneField(Province, on_delete=models.PROTECT, related_name="snapshot")
    at = models.DateTimeField()
    asked = models.DateTimeField(null=True)
    head = models.JSONField()
    body = models.JSONField()
