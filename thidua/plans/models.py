"""Plan documents and their items."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.kernel.vietnamese import format_date
from thidua.papers.models import Paper
from thidua.plans.rules.kinds import line
from thidua.units.models import Province, Unit


class Plan(models.Model):
    """One document as it was read. Frozen once published; a corrected one supersedes it.

    parent: the plan above that it carries out; one issued outside this installation is kept as a plan in state ``outside``.
    follows: the plan whose next phase this is. paper: None while it is only entered by hand.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="plans")
    issuing_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="plans")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="plans")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="next_phases")
    source = models.TextField()
    header = models.JSONField(default=dict)
    name = models.CharField(_("tên phong trào"), max_length=300)
    title = models.TextField(_("trích yếu"), blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    theme = models.CharField(_("chủ đề"), max_length=300, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    period_from = models.PositiveSmallIntegerField(_("từ năm"), null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    state = models.CharField(max_length=12, default="draft")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="successor")
    repaired = models.JSONField(default=list)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def get_absolute_url(self) -> str:
        return reverse("plan_detail", args=[self.pk])

    def __str__(self) -> str:
        return " – ".join(dict.fromkeys(part for part in (self.cited, self.display) if part))

    @property
    def display(self) -> str:
        return self.name or self.title or self.cited or (self.paper.name if self.paper else "")

    @property
    def cited(self) -> str:
        """``Quyết định 12/QĐ-TTg ngày 03/4/2026``; empty when it has no number."""
        if not self.number:
            return ""
        day = f" ngày {format_date(self.date)}" if self.date else ""
        return f"{self.header.get('doc_type') or 'Kế hoạch'} {self.number}{day}"


class IntakeState(models.TextChoices):
    WAITING = "waiting", _("chờ đọc")
    READING = "reading", _("đang đọc")
    DONE = "done", _("đã đọc xong")
    FAILED = "failed", _("không đọc được")
    CANCELLED = "cancelled", _("đã dừng")


class Intake(models.Model):
    """A scan on its way to become a plan: its pages are read in the background."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="intakes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    supersedes = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=IntakeState, default=IntakeState.WAITING)
    pages = models.PositiveIntegerField(default=0)
    pages_done = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=list)
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, null=True, related_name="intake")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def get_absolute_url(self) -> str:
        return reverse("intake_detail", args=[self.pk])

    @property
    def under_way(self) -> bool:
        return self.state in (IntakeState.WAITING, IntakeState.READING)

    @property
    def percent(self) -> int:
        return 100 * self.pages_done // self.pages if self.pages else 0


class Standing(models.TextChoices):
    PROPOSED = "proposed", _("chờ xem xét")
    CONFIRMED = "confirmed", _("đã xác nhận")
    EDITED = "edited", _("đã sửa")
    REJECTED = "rejected", _("đã loại")


class Change(models.TextChoices):
    """How an item stands to the document before the present one."""

    NEW = "new", _("mới")
    CHANGED = "changed", _("đã khác trước")
    GONE = "gone", _("không còn trong văn bản")


class Item(models.Model):
    """One proposed fact of a plan, with its clause and quote, and what a person said of it.

    last: of a target carried over from the phase before, how it ended: ``units``, ``met``, ``share``.
    note: why it is other than in the version before.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=16)
    order = models.PositiveIntegerField()
    data = models.JSONField()
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    clause = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confidence = models.FloatField(null=True)
    change = models.CharField(max_length=7, choices=Change, blank=True)
    before = models.JSONField(null=True)
    last = models.JSONField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["plan", "kind"], name="item_plan_kind")]

    @property
    def line(self) -> str:
        return line(self.kind, self.data)

    @property
    def line_before(self) -> str:
        return line(self.kind, self.before) if self.before else ""

    @property
    def percent(self) -> int | None:
        """Its confidence in percent; None for what a person added."""
        return None if self.confidence is None else round(100 * self.confidence)

    @property
    def stands(self) -> bool:
        return self.standing in (Standing.CONFIRMED, Standing.EDITED)
