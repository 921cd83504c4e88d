"""The table of the bare pages."""

from django.db import models


class Row(models.Model):
    name = models.CharField(max_length=100, db_index=True)
    note = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
