"""The tables of the bare pages."""

from django.db import models


class Owner(models.Model):
    name = models.CharField(max_length=100)


class Subject(models.Model):
    name = models.CharField(max_length=300)


class Row(models.Model):
    """A row with two names to join, as the product's lists have."""

    name = models.CharField(max_length=100, db_index=True)
    note = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True)
