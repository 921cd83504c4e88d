from django.urls import path

from thidua.decisions import views

urlpatterns = [
    path("quyet-dinh/", views.decision_list, name="decision_list"),
    path("quyet-dinh/<int:pk>/", views.decision_detail, name="decision_detail"),
    path("quyet-dinh/<int:pk>/van-ban/", views.decision_paper, name="decision_paper"),
    path("quyet-dinh/dong/<int:pk>/", views.line_drop, name="line_drop"),
    path("khen-thuong/<int:round_pk>/quyet-dinh/", views.decision_new, name="decision_new"),
]
