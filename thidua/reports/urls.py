from django.urls import path

from thidua.reports import rollup_views, sheet_views, summary_views, views

urlpatterns = [
    path("bao-cao/", views.report_list, name="report_list"),
    path("bao-cao/<int:pk>/", views.report_detail, name="report_detail"),
    path("bao-cao/<int:pk>/bieu.xlsx", sheet_views.report_sheet, name="report_sheet"),
    path("bao-cao/<int:pk>/bieu/", sheet_views.report_load, name="report_load"),
    path("chi-tieu/<int:pk>/", rollup_views.target_detail, name="target_detail"),
    path("minh-chung/<int:pk>/", views.evidence_paper, name="evidence_paper"),
    path("nghia-vu/<int:obligation_pk>/bao-cao/", views.report_begin, name="report_begin"),
    path("phong-trao/<int:movement_pk>/ket-qua/", rollup_views.report_summary, name="report_summary"),
    path(
        "phong-trao/<int:movement_pk>/bieu/<slug:kind>/<str:period>/", sheet_views.movement_sheet, name="movement_sheet"
    ),
    path(
        "phong-trao/<int:movement_pk>/tong-hop/<slug:kind>/<str:period>/",
        summary_views.summary_detail,
        name="summary_detail",
    ),
    path(
        "phong-trao/<int:movement_pk>/tong-hop/<slug:kind>/<str:period>/van-ban/",
        summary_views.summary_document,
        name="summary_document",
    ),
    path("phong-trao/<int:movement_pk>/giai-doan-tiep/", views.next_phase, name="next_phase"),
]
