"""A difficulty that a unit raises, who holds it, and its answer."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.movements.models import Movement
from thidua.units.models import Unit


class Difficulty(models.Model):
    """holder: who owes the answer now; joined_to: another whose answer is this one's too; open_to_all: the answer helps others."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="difficulties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="difficulties")
    subject = models.CharField(_("khó khăn, vướng mắc"), max_length=200)
    text = models.TextField(_("mô tả"), blank=True)
    proposal = models.TextField(_("đề xuất cách giải quyết"), blank=True)
    state = models.CharField(max_length=8, default="draft")
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="held_difficulties")
    raised_on = models.DateField(null=True)
    due = models.DateField(null=True)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_on = models.DateField(null=True)
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    open_to_all = models.BooleanField(default=False)

    class Meta:
        ordering = ["-raised_on", "-id"]

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    def get_absolute_url(self) -> str:
        return reverse("difficulty_detail", args=[self.pk])

    @property
    def final_answer(self) -> str:
        return self.joined_to.answer if self.joined_to else self.answer
