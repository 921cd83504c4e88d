from django.urls import path

from thidua.units import group_views, views

urlpatterns = [
    path("don-vi/", views.unit_list, name="unit_list"),
    path("don-vi/<int:pk>/", views.unit_detail, name="unit_detail"),
    path("don-vi/<int:pk>/sua/", views.unit_edit, name="unit_edit"),
    path("don-vi/them/", views.unit_new, name="unit_new"),
    path("don-vi/excel/", views.unit_import, name="unit_import"),
    path("don-vi/excel/mau/", views.unit_template, name="unit_template"),
    path("don-vi/khoi-cum/", group_views.group_new, name="group_new"),
    path("don-vi/khoi-cum/<int:pk>/", group_views.group_detail, name="group_detail"),
    path("don-vi/sap-xep/", views.succession_new, name="succession_new"),
    path("don-vi/sap-xep/<int:pk>/chuyen/", views.succession_carry, name="succession_carry"),
]
