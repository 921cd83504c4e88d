"""Provinces, units and everything about them that changes with time."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.kernel.vietnamese import fold, sort_key


class Province(models.Model):
    """A province that runs its movements on this installation."""

    name = models.CharField(_("tên tỉnh, thành phố"), max_length=100, unique=True)
    slug = models.SlugField(_("tên trong địa chỉ trang"), max_length=60, unique=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    @property
    def province_id(self) -> int:
        """Its own: what happens to a province is read by its auditors."""
        return self.pk


class UnitKind(models.TextChoices):
    COMMITTEE = "committee", _("Ủy ban nhân dân tỉnh")
    DEPARTMENT = "department", _("sở, ban, ngành")
    PARTY = "party", _("cơ quan Đảng")
    FRONT = "front", _("Mặt trận và đoàn thể")
    DISTRICT = "district", _("huyện, thị xã, thành phố (trước 01/7/2025)")
    COMMUNE = "commune", _("xã, phường, đặc khu")
    CENTRAL = "central", _("cơ quan Trung ương tại địa bàn")
    ENTERPRISE = "enterprise", _("doanh nghiệp, hợp tác xã")
    OFFICE = "office", _("đơn vị trực thuộc")


class Tier(models.TextChoices):
    PROVINCE = "province", _("cấp tỉnh")
    DISTRICT = "district", _("cấp huyện")
    COMMUNE = "commune", _("cấp xã")
    ENTERPRISE = "enterprise", _("doanh nghiệp")


class DatedQuerySet(models.QuerySet["Unit"]):
    def on(self, day: date) -> "DatedQuerySet":
        """Those that stand on the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Unit(models.Model):
    """An organisation under one name; a rename makes a successor, so that old papers keep the old name."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(_("mã"), max_length=30)
    name = models.CharField(_("tên đơn vị"), max_length=200)
    kind = models.CharField(_("loại"), max_length=12, choices=UnitKind)
    tier = models.CharField(_("cấp"), max_length=12, choices=Tier)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    order = models.TextField(editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["province", "code"], name="unit_code")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded, self.order = fold(self.name), sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came


class Placement(models.Model):
    """A unit's parent for a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="child_placements", null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


GROUP_KINDS = (("block", _("khối")), ("cluster", _("cụm")))


class Group(models.Model):
    """A block (khối, by function) or a cluster (cụm, by area)."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(_("tên khối, cụm"), max_length=120)
    kind = models.CharField(_("loại"), max_length=8, choices=GROUP_KINDS)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [models.UniqueConstraint(fields=["province", "name"], name="group_name")]


class Membership(models.Model):
    """A unit's membership of a group for a period; the lead changes by year."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    is_lead = models.BooleanField(_("khối trưởng, cụm trưởng"), default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class SuccessionKind(models.TextChoices):
    MERGE = "merge", _("hợp nhất thành đơn vị mới")
    ABSORB = "absorb", _("sáp nhập vào đơn vị đang có")
    SPLIT = "split", _("chia, tách")
    RENAME = "rename", _("đổi tên")
    DISSOLVE = "dissolve", _("giải thể")


class Succession(models.Model):
    """What became of units on a day, with the paper that says so."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="successions")
    kind = models.CharField(_("hình thức"), max_length=8, choices=SuccessionKind)
    day = models.DateField(_("có hiệu lực từ ngày"))
    basis = models.CharField(_("văn bản căn cứ"), max_length=200)
    sources = models.ManyToManyField(Unit, related_name="successions_from")
    targets = models.ManyToManyField(Unit, related_name="successions_to")

    class Meta:
        ordering = ["-day", "-id"]
