from django.urls import path

from thidua.ballots import views

urlpatterns = [
    path("kiem-phieu/<int:pk>/", views.poll_detail, name="poll_detail"),
    path("kiem-phieu/<int:pk>/khoa-moi/", views.poll_key_new, name="poll_key_new"),
    path("kiem-phieu/<int:pk>/tep-khoa/", views.poll_key_file, name="poll_key_file"),
    path("kiem-phieu/<int:pk>/khoa/", views.poll_key_give, name="poll_key_give"),
    path("kiem-phieu/<int:pk>/phieu-giay/", views.poll_paper, name="poll_paper"),
    path("kiem-phieu/<int:pk>/mo/", views.poll_open, name="poll_open"),
    path("kiem-phieu/<int:pk>/da-huy-khoa/", views.poll_destroyed, name="poll_destroyed"),
]
