from django.urls import path

from thidua.inspections import charge_views, views

urlpatterns = [
    path("phan-cong/", charge_views.charge_list, name="charge_list"),
    path("phan-cong/<int:pk>/ket-thuc/", charge_views.charge_end, name="charge_end"),
    path("kiem-tra-don-vi/", views.inspection_list, name="inspection_list"),
    path("phong-trao/<int:movement_pk>/kiem-tra/", views.inspection_new, name="inspection_new"),
    path("kiem-tra-don-vi/<int:pk>/", views.inspection_detail, name="inspection_detail"),
    path("kiem-tra-don-vi/<int:pk>/ghi-nhan/", views.finding_new, name="finding_new"),
    path("kiem-tra-don-vi/<int:pk>/kien-nghi/", views.advice_new, name="advice_new"),
    path("kiem-tra-don-vi/<int:pk>/bien-ban/", views.inspection_minutes, name="inspection_minutes"),
    path("ghi-nhan/<int:pk>/", views.finding_paper, name="finding_paper"),
    path("kien-nghi/<int:pk>/tra-loi/", views.advice_answer, name="advice_answer"),
]
