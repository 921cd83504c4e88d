"""A block's year: its members, criteria, markings, evidence and candidates."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import DENOMINATORS, Body, Motion, Poll
from thidua.blocks.rules.points import Criterion as Fact
from thidua.blocks.rules.points import Mark
from thidua.kernel.vietnamese import format_number
from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.units.models import Group, Unit

_HALF = Decimal(50)
_PERCENT = (MinValueValidator(0), MaxValueValidator(100))
_POINTS = (MinValueValidator(Decimal("0.01")),)


class BlockYear(models.Model):
    """One year of a block or cluster.

    lead, deputy: of this year; next_lead: chosen at the review for the next; movement, index_code: whose result counts as
    a criterion; markers: how many members mark each one, None for all the others; flags: how many places the acclamation
    fills; votes_own: whether a member votes on itself; regulation: the paper by which the block votes, empty while
    nobody has named it; secret: whether the acclamation is by secret ballot; poll: the secret ballot of the last turn, or
    the one whose tellers were named for the next; version: grows with each change of what people write.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("năm"))
    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, null=True, blank=True, related_name="block_years")
    index_code = models.CharField(_("bộ chỉ số tính vào điểm"), max_length=60, blank=True)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    next_lead = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    agreement = models.TextField(_("nội dung giao ước thi đua"), blank=True)
    self_due = models.DateField(_("tự chấm đến hết ngày"))
    cross_due = models.DateField(_("chấm chéo đến hết ngày"))
    appraisal_due = models.DateField(_("thẩm định đến hết ngày"))
    meets_on = models.DateField(_("họp bình xét, suy tôn ngày"))
    markers = models.PositiveSmallIntegerField(
        _("số đơn vị chấm chéo mỗi đơn vị"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    flags = models.PositiveSmallIntegerField(_("số đơn vị được suy tôn"), default=1)
    award_code = models.CharField(max_length=20, default="CO_TINH")
    votes_own = models.BooleanField(_("đơn vị được bỏ phiếu cho mình"), default=False)
    quorum_percent = models.DecimalField(
        _("họp khi có mặt từ (%)"), max_digits=5, decimal_places=2, default=Decimal("66.67"), validators=_PERCENT
    )
    approval_percent = models.DecimalField(
        _("suy tôn khi tán thành từ (%)"), max_digits=5, decimal_places=2, default=Decimal(50), validators=_PERCENT
    )
    denominator = models.CharField(_("tính trên"), max_length=12, choices=DENOMINATORS, default="present")
    regulation = models.CharField(_("quy chế của khối, cụm"), max_length=200, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    secret = models.BooleanField(_("bỏ phiếu kín"), default=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, null=True, related_name="block_years")
    results = models.TextField(_("kết quả nổi bật"), blank=True)
    limits = models.TextField(_("hạn chế, nguyên nhân"), blank=True)
    tasks = models.TextField(_("phương hướng năm sau"), blank=True)
    review = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="draft")

    class Meta:
        ordering = ["-year", "group_id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "year"], condition=~Q(state="cancelled"), name="block_year_once")
        ]

    @property
    def province_id(self) -> int:
        return self.group.province_id

    def get_absolute_url(self) -> str:
        return reverse("block_detail", args=[self.pk])

    @property
    def more_than(self) -> bool:
        """Half is never enough: 50 means more than half."""
        return self.approval_percent == _HALF

    @property
    def approval_told(self) -> str:
        number = format_number(self.approval_percent)
        told = _("quá %(number)s") if self.more_than else _("từ %(number)s")
        return str(told) % {"number": number}


CRITERION_KINDS = (
    ("task", _("điểm nhiệm vụ")),
    ("movement", _("kết quả phong trào")),
    ("bonus", _("điểm thưởng")),
    ("penalty", _("điểm trừ")),
)
SOURCES = (
    ("index", _("điểm bộ chỉ số đã công bố của năm")),
    ("targets", _("tỷ lệ chỉ tiêu đạt trong báo cáo đã tiếp nhận")),
    ("duties", _("tỷ lệ việc của phong trào làm đúng hạn")),
)


class Criterion(models.Model):
    """A line of the block's table. part: the group of criteria it stands in; source: where a movement's result comes
    from; evidence: what is asked for."""

    year = models.ForeignKey(BlockYear, on_delete=models.PROTECT, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    part = models.CharField(_("nhóm tiêu chí"), max_length=200, blank=True)
    name = models.CharField(_("tiêu chí"), max_length=300)
    kind = models.CharField(_("loại"), max_length=8, choices=CRITERION_KINDS, default="task")
    full = models.DecimalField(_("điểm tối đa"), max_digits=7, decimal_places=2, validators=_POINTS)
    how = models.TextField(_("cách chấm"), blank=True)
    evidence = models.CharField(_("minh chứng"), max_length=300, blank=True)
    source = models.CharField(_("lấy từ"), max_length=8, choices=SOURCES, blank=True)

    class Meta:
        ordering = ["order", "id"]

    @property
    def key(self) -> str:
        return str(self.pk)

    @property
    def fact(self) -> Fact:
        return Fact(self.key, self.kind, self.full, self.source)


class Member(models.Model):
    """A unit's part in the year. delegate: who votes for it; taken: by criterion, what was taken over of the movement's
    result, and where from; total, rank: once the standing agency has settled them."""

    year = models.ForeignKey(BlockYear, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="block_years")
    signed_on = models.DateField(null=True)
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_present = models.BooleanField(default=False)
    taken = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=8, default="waiting")

    class Meta:
        ordering = ["unit__order"]
        constraints = [models.UniqueConstraint(fields=["year", "unit"], name="block_member_once")]

    @property
    def province_id(self) -> int:
        return self.year.province_id

    def get_absolute_url(self) -> str:
        return reverse("block_member", args=[self.pk])


SELF, CROSS, GATHERED, APPRAISED = "self", "cross", "gathered", "appraised"
MARKING_KINDS = (
    (SELF, _("tự chấm")),
    (CROSS, _("chấm chéo")),
    (GATHERED, _("khối, cụm tổng hợp")),
    (APPRAISED, _("thẩm định")),
)
_RIGHT_MARKER = (
    Q(kind=SELF, by=F("member"))
    | (Q(kind__in=[CROSS, GATHERED]) & Q(by__isnull=False) & ~Q(by=F("member")))
    | Q(kind=APPRAISED, by__isnull=True)
)


class Marking(models.Model):
    """Points of one member by one marker. by: the member who marks, None for the standing agency; marks: by criterion,
    ``[points, word]``; notes: the evidence named beside them. The database refuses a cross-marking of one's own."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="markings")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="given")
    kind = models.CharField(max_length=9, choices=MARKING_KINDS)
    marks = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, default="draft")

    class Meta:
        ordering = ["member", "id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "kind", "by"], name="marking_once"),
            models.UniqueConstraint(fields=["member"], condition=Q(kind=APPRAISED), name="marking_appraised_once"),
            models.CheckConstraint(condition=_RIGHT_MARKER, name="marking_never_own"),
        ]

    @property
    def province_id(self) -> int:
        return self.member.year.province_id

    def get_absolute_url(self) -> str:
        return reverse("marking_detail", args=[self.pk])

    @property
    def given(self) -> dict[str, Mark]:
        """By criterion."""
        return {key: Mark(Decimal(points), why) for key, (points, why) in self.marks.items()}

    def put(self, given: dict[str, Mark]) -> None:
        self.marks = {key: [str(mark.points), mark.why] for key, mark in given.items()}

    def note(self, key: str) -> str:
        return str(self.notes.get(key, ""))


class Proof(models.Model):
    """A file of evidence for one criterion of a member's own marking."""

    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="proofs")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="proofs")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


OUTCOMES = (("proposed", _("được suy tôn")), ("reserve", _("dự bị")), ("missed", _("không đạt")))


class Candidate(models.Model):
    """A member that stands in a ballot. turn: 1, or a further ballot among equals; result: its tally, once concluded;
    outcome, place: of the whole acclamation, on the first turn's row."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="candidacies")
    turn = models.PositiveSmallIntegerField(default=1)
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="candidate", null=True)
    result = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, blank=True, choices=OUTCOMES)
    place = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["turn", "member__rank", "id"]
        constraints = [models.UniqueConstraint(fields=["member", "turn"], name="candidate_once")]

    @property
    def province_id(self) -> int:
        return self.member.province_id

    @property
    def label(self) -> str:
        year: Any = self.member.year
        return f"{year.group.name}, {year.year}"
