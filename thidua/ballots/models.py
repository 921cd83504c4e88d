"""Bodies, seats, motions, votes, and the envelopes of a secret ballot."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.units.models import Province, Unit

DENOMINATORS = (
    ("all_members", _("tổng số thành viên")),
    ("present", _("số thành viên có mặt")),
    ("ballots", _("số phiếu")),
)


class Body(models.Model):
    """A body that votes: the Hội đồng Thi đua - Khen thưởng of a province or of a unit that awards (awarder), or the members
    of a block."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="bodies")
    awarder = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("tên"), max_length=150)
    kind = models.CharField(max_length=8, default="council")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["awarder"], condition=models.Q(kind="council"), name="one_council_of_a_unit"
            )
        ]


class Seat(models.Model):
    """A member's term."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    post = models.CharField(_("chức danh trong Hội đồng"), max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Poll(models.Model):
    """A secret ballot on several motions, counted by two tellers. What is kept of their keys is the public half.

    first opens the outer envelopes, second the inner ones; destroyed: who has said that their key is no more.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="polls")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_key = models.CharField(max_length=64, blank=True)
    second_key = models.CharField(max_length=64, blank=True)
    destroyed = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    state = models.CharField(max_length=9, default="preparing")

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="two_tellers")]

    @property
    def province_id(self) -> int:
        return self.body.province_id

    @property
    def awarder_id(self) -> int | None:
        return self.body.awarder_id

    def get_absolute_url(self) -> str:
        return reverse("poll_detail", args=[self.pk])


class Motion(models.Model):
    """A question put to a body, with the threshold that applies, copied when it is put.

    poll: the secret ballot that it is voted on in, None for an open vote; counts: what that ballot came to, by choice.
    more_than: whether the share must be exceeded, not only reached; related_counted: whether members who may not vote on it stay in the denominator.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="motions")
    question = models.CharField(max_length=300)
    quorum_percent = models.DecimalField(max_digits=5, decimal_places=2)
    approval_percent = models.DecimalField(max_digits=5, decimal_places=2)
    more_than = models.BooleanField(default=False)
    denominator = models.CharField(max_length=12, choices=DENOMINATORS)
    article = models.CharField(max_length=200)
    confirmed = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, null=True, related_name="motions")
    counts = models.JSONField(null=True)
    related_counted = models.BooleanField(default=False)

    @property
    def about(self) -> str:
        """What its envelopes are closed for."""
        return f"motion {self.pk} of poll {self.poll_id}"

    @property
    def province_id(self) -> int:
        return self.body.province_id

    @property
    def awarder_id(self) -> int | None:
        return self.body.awarder_id

    def denominator_text(self) -> str:
        return str(dict(DENOMINATORS)[self.denominator])


class Vote(models.Model):
    """That a member has voted on a motion: the roll. An open vote carries its choice; of a secret one the choice is
    ``sealed`` and lies in an envelope without a name, or on paper."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(
        max_length=8,
        choices=[
            ("yes", _("Tán thành")),
            ("no", _("Không tán thành")),
            ("abstain", _("Không có ý kiến")),
            ("sealed", _("Phiếu kín")),
        ],
    )
    on_paper = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "user"], name="vote_once")]


class Envelope(models.Model):
    """A sealed choice. It names no voter and no time; its key is random. layer: how many envelopes lie around the choice.
    None are left once they are counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="envelopes")
    layer = models.PositiveSmallIntegerField(default=2)
    content = models.BinaryField()
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]


class PaperCount(models.Model):
    """What one teller counted of the ballots on paper of a motion, sealed as a ballot is until all are counted."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="paper_counts")
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    layer = models.PositiveSmallIntegerField(default=2)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "teller"], name="paper_count_once")]
