"""The book of activities."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.units.models import Unit


class ActivityKind(models.TextChoices):
    BASIC = "basic", _("tập huấn kỹ năng số cơ bản")
    ANALYSIS = "analysis", _("tập huấn phân tích, khai thác dữ liệu")
    PUBLIC = "public", _("bình dân học vụ số")
    NEWS = "news", _("truyền thông")


class Channel(models.TextChoices):
    PAGE = "page", _("chuyên trang")
    COLUMN = "column", _("chuyên mục")
    RADIO = "radio", _("phát thanh, loa truyền thanh")
    TELEVISION = "television", _("truyền hình")
    SOCIAL = "social", _("mạng xã hội")
    CONFERENCE = "conference", _("hội nghị, tọa đàm")
    OTHER = "other", _("cách khác")


class Activity(models.Model):
    """One class or one piece of communication. people: how many came, where no roster is kept; content, field: the
    plan's content item and priority field that it serves, as the plan words them."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(_("loại hoạt động"), max_length=8, choices=ActivityKind)
    name = models.CharField(_("tên hoạt động"), max_length=200)
    held_on = models.DateField(_("ngày"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    content = models.CharField(_("nội dung của kế hoạch"), max_length=300, blank=True)
    field = models.CharField(_("lĩnh vực ưu tiên"), max_length=100, blank=True)
    people = models.PositiveIntegerField(_("số người dự, khi không lập danh sách"), default=0)
    channel = models.CharField(_("kênh"), max_length=10, choices=Channel, blank=True)
    items = models.PositiveIntegerField(_("số tin, bài"), default=0)
    hours = models.DecimalField(_("số giờ"), max_digits=8, decimal_places=1, default=0)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(_("số, ngày, trích yếu văn bản"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["movement", "unit", "kind"], name="activity_feed")]

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    def get_absolute_url(self) -> str:
        return reverse("activity_detail", args=[self.pk])


class Trainee(models.Model):
    """A line of a roster. key: folded name and part, by which a person is counted once."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="trainees")
    name = models.CharField(_("họ tên"), max_length=120)
    part = models.CharField(_("bộ phận, thôn, tổ"), max_length=120, blank=True)
    key = models.CharField(max_length=250, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["activity", "key"], name="trainee_once")]
