"""Versions of index sets, assessments, sheets with their evidence and appraisals, objections, published runs."""

from dataclasses import asdict, dataclass
from functools import cached_property

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.scores.rules.answers import Layout
from thidua.scores.rules.fixed import decimal
from thidua.scores.rules.sets import IndexSet, read_set
from thidua.units.models import Province, Unit


class IndexVersion(models.Model):
    """One version of an index set; ``body`` is its data (see ``rules.sets``), frozen once published.

    code: the same for all versions of a set in a province; document, issued_on: by which it was issued; based_on: the
    version that it was made from.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="index_versions")
    code = models.SlugField(_("mã bộ chỉ số"), max_length=60)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("tên bộ chỉ số"), max_length=200)
    document = models.CharField(_("quyết định ban hành"), max_length=120, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64, blank=True)
    doubts = models.JSONField(default=list)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    state = models.CharField(max_length=10, default="draft")

    class Meta:
        ordering = ["code", "-number"]
        constraints = [models.UniqueConstraint(fields=["province", "code", "number"], name="index_version_once")]

    def get_absolute_url(self) -> str:
        return reverse("index_detail", args=[self.pk])

    @property
    def label(self) -> str:
        """Its name and number, to choose it by."""
        return f"{self.name} ({self.number})"

    @cached_property
    def layout(self) -> Layout:
        """Of a published set made ready once for as long as the process lives: its data never change."""
        if not self.digest:
            return Layout(read_set(self.body))
        if self.digest not in _LAYOUTS:
            if len(_LAYOUTS) >= _MOST_KEPT:
                _LAYOUTS.clear()
            _LAYOUTS[self.digest] = Layout(read_set(self.body))
        return _LAYOUTS[self.digest]

    @property
    def index(self) -> IndexSet:
        return self.layout.index


_LAYOUTS: dict[str, Layout] = {}
_MOST_KEPT = 100


class Assessment(models.Model):
    """Kỳ đánh giá: units of a province score themselves by one version of a set.

    opens, self_due: when sheets are filled; appraisal_due: for the agencies; objects_from, objects_to: the window for
    objections; tree_date: the tree whose units are ranked; bests: the best values of the cohort so far; stale: a best
    changed, so that every kept score has to be found anew.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="assessments")
    version = models.ForeignKey(IndexVersion, on_delete=models.PROTECT, related_name="assessments")
    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments")
    name = models.CharField(_("tên kỳ đánh giá"), max_length=200)
    year = models.PositiveSmallIntegerField(_("năm đánh giá"))
    opens = models.DateField(_("nhận phiếu từ ngày"))
    self_due = models.DateField(_("tự đánh giá đến hết ngày"))
    appraisal_due = models.DateField(_("thẩm định đến hết ngày"))
    objects_from = models.DateField(_("nhận kiến nghị từ ngày"))
    objects_to = models.DateField(_("nhận kiến nghị đến hết ngày"))
    tree_date = models.DateField(_("xếp hạng theo danh sách đơn vị tại ngày"))
    bests = models.JSONField(default=dict)
    stale = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="planned")

    class Meta:
        ordering = ["-year", "-id"]

    def get_absolute_url(self) -> str:
        return reverse("assessment_detail", args=[self.pk])


class Verifier(models.Model):
    """An agency that the set names for some indicators; ``unit`` is None where no unit bears its name, and the standing
    agency appraises in its place."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="verifiers")
    agency = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "agency"], name="verifier_once")]


@dataclass(frozen=True)
class Words:
    """What stands beside a unit's answer: its evidence, or why there is none, and where taken numbers come from."""

    reference: str = ""
    excuse: str = ""
    taken_from: str = ""


class Sheet(models.Model):
    """A unit's sheet. record: what the unit entered (``rules.answers``); appraised: what stands after appraisal, None
    before it; notes: what stands beside the answers, by indicator (``Words``); points, level: of what stands now; place: the
    rank in the assessment when all were last counted; answered: how many indicators are; version: grows with each save."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sheets")
    record = models.BinaryField()
    appraised = models.BinaryField(null=True)
    notes = models.JSONField(default=dict)
    points = models.BigIntegerField(default=0)
    self_points = models.BigIntegerField(default=0)
    level = models.PositiveSmallIntegerField(null=True)
    place = models.PositiveIntegerField(null=True)
    answered = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="draft")

    class Meta:
        ordering = ["unit__order"]
        constraints = [models.UniqueConstraint(fields=["assessment", "unit"], name="sheet_once")]
        indexes = [models.Index(fields=["assessment", "points"], name="sheet_points")]

    @property
    def province_id(self) -> int:
        return self.assessment.province_id

    def get_absolute_url(self) -> str:
        return reverse("sheet_detail", args=[self.pk])

    def words(self, code: str) -> Words:
        return Words(**self.notes.get(code, {}))

    def note(self, code: str, words: Words) -> None:
        """Puts words beside an answer, unsaved; empty ones leave nothing."""
        kept = {name: value for name, value in asdict(words).items() if value}
        self.notes = {**self.notes, code: kept} if kept else {k: v for k, v in self.notes.items() if k != code}

    @property
    def standing(self) -> bytes:
        """The record that counts now."""
        return bytes(self.appraised if self.appraised is not None else self.record)


class Proof(models.Model):
    """A file of evidence for one indicator, or for an objection about it."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="proofs")
    indicator = models.CharField(max_length=20)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class Appraisal(models.Model):
    """What an agency finds of one indicator. turn: 1 or 2, of two agencies; 3 the moderation between them; values: as
    ``rules.answers.Answer``, the unit's own where it agrees."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="appraisals")
    indicator = models.CharField(max_length=20)
    turn = models.PositiveSmallIntegerField(default=1)
    values = models.JSONField()
    skipped = models.BooleanField(default=False)
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["indicator", "turn"]
        constraints = [models.UniqueConstraint(fields=["sheet", "indicator", "turn"], name="appraisal_once")]


class Objection(models.Model):
    """A unit objects to what was found of one indicator; the answer keeps it or changes it."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="objections")
    indicator = models.CharField(max_length=20)
    text = models.TextField(_("nội dung kiến nghị"))
    raised_on = models.DateField()
    answer = models.TextField(_("trả lời"), blank=True)
    values = models.JSONField(null=True)
    state = models.CharField(max_length=9, default="open")

    class Meta:
        ordering = ["id"]

    @property
    def province_id(self) -> int:
        return self.sheet.assessment.province_id

    def get_absolute_url(self) -> str:
        return f"{self.sheet.get_absolute_url()}#kien-nghi-{self.pk}"


class Run(models.Model):
    """A published ranking. data: its open data, compressed; ranking: the file that anyone computes from it again;
    digest: of that file; bests: the best values of its cohort. Never changed; a correction is a run of a higher number."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    tree_date = models.DateField()
    code_version = models.CharField(max_length=60)
    set_digest = models.CharField(max_length=64)
    inputs = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    bests = models.JSONField(default=dict)
    data = models.BinaryField()
    ranking = models.BinaryField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["assessment", "-number"]
        constraints = [models.UniqueConstraint(fields=["assessment", "number"], name="run_once")]

    @property
    def province_id(self) -> int:
        return self.assessment.province_id

    def get_absolute_url(self) -> str:
        return reverse("run_detail", args=[self.pk])


class Standing(models.Model):
    """A ranked unit of a published run. pillars: points in the set's order; in_groups: rank by block or cluster; of: the
    units whose sheets it was scored by; records: those sheets, one after another, so that a score explains itself. Never changed."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="standings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standings")
    total = models.BigIntegerField()
    pillars = models.JSONField()
    reached = models.JSONField(default=list)
    level = models.PositiveSmallIntegerField(null=True)
    rank = models.PositiveIntegerField()
    in_groups = models.JSONField(default=dict)
    of = models.JSONField(default=list)
    records = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["rank", "unit__order"]
        constraints = [models.UniqueConstraint(fields=["run", "unit"], name="standing_once")]

    @property
    def shown(self) -> object:
        return decimal(self.total)
