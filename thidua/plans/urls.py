from django.urls import path

from thidua.plans import parent_views, remap_views, views

urlpatterns = [
    path("ke-hoach/", views.plan_list, name="plan_list"),
    path("ke-hoach/tai-len/", views.plan_new, name="plan_new"),
    path("ke-hoach/<int:supersedes>/thay-the/", views.plan_new, name="plan_replace"),
    path("ke-hoach/<int:pk>/", views.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/thong-tin/", views.plan_edit, name="plan_edit"),
    path("ke-hoach/<int:pk>/ban-sua/", views.plan_reupload, name="plan_reupload"),
    path("ke-hoach/cap-tren/", parent_views.outside_new, name="outside_new"),
    path("ke-hoach/<int:pk>/cap-tren/", parent_views.plan_parent, name="plan_parent"),
    path("ke-hoach/<int:pk>/so-voi-cap-tren/", parent_views.plan_against, name="plan_against"),
    path("ke-hoach/<int:pk>/du-lieu.json", views.plan_data, name="plan_data"),
    path("ke-hoach/<int:pk>/lap-van-ban/", views.plan_document, name="plan_document"),
    path("ke-hoach/<int:pk>/van-ban/", views.plan_paper, name="plan_paper"),
    path("ke-hoach/<int:pk>/nhom/<slug:kind>/", views.kind_judge, name="kind_judge"),
    path("ke-hoach/<int:pk>/cap-da-bo/", remap_views.plan_remap, name="plan_remap"),
    path("ke-hoach/<int:pk>/tieu-chi/", views.criteria_measure, name="criteria_measure"),
    path("ke-hoach/<int:pk>/them/<slug:kind>/", views.item_new, name="item_new"),
    path("ban-quet/<int:pk>/", views.intake_detail, name="intake_detail"),
    path("muc/<int:pk>/", views.item_judge, name="item_judge"),
    path("muc/<int:pk>/sua/", views.item_edit, name="item_edit"),
]
