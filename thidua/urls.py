"""Mounts every stage's addresses."""

from django.urls import include, path

STAGES = (
    "portal",
    "desk",
    "journal",
    "units",
    "people",
    "plans",
    "movements",
    "registrations",
    "reports",
    "nominations",
    "councils",
    "decisions",
    "certificates",
    "demo",
)

urlpatterns = [
    *[path("", include(f"thidua.{stage}.urls")) for stage in STAGES],
    path("ngon-ngu/", include("django.conf.urls.i18n")),
]
handler404 = "thidua.portal.views.not_found"
handler500 = "thidua.portal.views.broken"
