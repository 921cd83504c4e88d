"""Bodies, seats, sessions, motions and votes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.units.models import Province

DENOMINATORS = (
    ("all_members", _("tổng số thành viên")),
    ("present", _("số thành viên có mặt")),
    ("ballots", _("số phiếu")),
)


class Body(models.Model):
    """A body that votes: a province's Hội đồng Thi đua - Khen thưởng, or the members of a block."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(_("tên"), max_length=150)
    kind = models.CharField(max_length=8, default="council")


class Seat(models.Model):
    """A member's term."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    post = models.CharField(_("chức danh trong Hội đồng"), max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Motion(models.Model):
    """A question put to a body, with the threshold that applies, copied when it is put."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="motions")
    question = models.CharField(max_length=300)
    quorum_percent = models.DecimalField(max_digits=5, decimal_places=2)
    approval_percent = models.DecimalField(max_digits=5, decimal_places=2)
    denominator = models.CharField(max_length=12, choices=DENOMINATORS)
    article = models.CharField(max_length=200)
    confirmed = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)

    @property
    def province_id(self) -> int:
        return self.body.province_id

    def denominator_text(self) -> str:
        return str(dict(DENOMINATORS)[self.denominator])


class Vote(models.Model):
    """One member's vote on one motion; open ballots carry the name."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(
        max_length=8, choices=[("yes", _("Tán thành")), ("no", _("Không tán thành")), ("abstain", _("Không có ý kiến"))]
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "user"], name="vote_once")]
