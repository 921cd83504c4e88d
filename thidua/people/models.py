"""Accounts, roles, delegations, notices."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel.vietnamese import fold, sort_key
from thidua.people.rules import ROLES
from thidua.units.models import Unit


class User(AbstractUser):
    """A person's account. Rights come from ``RoleHolding`` alone."""

    full_name = models.CharField(_("họ và tên"), max_length=120)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    is_demo = models.BooleanField(default=False)
    folded = models.CharField(max_length=120, editable=False, db_index=True)
    order = models.TextField(editable=False)

    class Meta:
        ordering = ["order"]

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded, self.order = fold(self.full_name), sort_key(" ".join(reversed(self.full_name.split())))
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came


ROLE_CHOICES = [(role.code, role.name) for role in ROLES.values()]


class RoleHolding(models.Model):
    """A role held at a unit for a period."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(_("vai trò"), max_length=20, choices=ROLE_CHOICES)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["unit__order", "role"]

    @property
    def province_id(self) -> int:
        return self.unit.province_id


class Delegation(models.Model):
    """A holding lent to another person for a period, with its paper."""

    holding = models.ForeignKey(RoleHolding, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    basis = models.CharField(_("văn bản ủy quyền"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"))


class Notice(models.Model):
    """A message to a person inside the product. code: see ``thidua/ui/sentences.py``."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    code = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_unread")]
