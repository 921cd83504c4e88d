from django.urls import path

from thidua.consultations import views

urlpatterns = [
    path("lay-y-kien/", views.consultation_list, name="consultation_list"),
    path("lay-y-kien/<int:pk>/", views.consultation_detail, name="consultation_detail"),
    path("khen-thuong/<int:round_pk>/lay-y-kien/", views.consultation_new, name="consultation_new"),
    path("lay-y-kien/y-kien/<int:pk>/tra-loi/", views.opinion_answer, name="opinion_answer"),
    path("lay-y-kien/y-kien/<int:pk>/tai-lieu/", views.opinion_paper, name="opinion_paper"),
    path("cong-khai/lay-y-kien/", views.public_list, name="consultation_public_list"),
    path("cong-khai/lay-y-kien/<int:pk>/", views.public_detail, name="consultation_public"),
]
