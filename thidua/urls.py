"""Mounts every stage's addresses."""

from django.conf import settings
from django.urls import include, path

# Looked for first: the pages that are opened most.
BUSY = ("reports", "desk", "movements", "journal")
STAGES = [stage for stage in settings.STAGES if (settings.BASE / stage / "urls.py").exists()]
STAGES.sort(key=lambda stage: (*BUSY, stage).index(stage))

urlpatterns = [
    *[path("", include(f"thidua.{stage}.urls")) for stage in STAGES],
    path("ngon-ngu/", include("django.conf.urls.i18n")),
]
handler404 = "thidua.portal.views.not_found"
handler500 = "thidua.portal.views.broken"
