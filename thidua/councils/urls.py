from django.urls import path

from thidua.councils import views

urlpatterns = [
    path("hoi-dong/", views.session_list, name="session_list"),
    path("hoi-dong/lap-phien-hop/", views.session_new, name="session_new"),
    path("hoi-dong/thanh-vien/", views.seat_list, name="seat_list"),
    path("hoi-dong/thanh-vien/<int:pk>/ket-thuc/", views.seat_end, name="seat_end"),
    path("hoi-dong/<int:pk>/", views.session_detail, name="session_detail"),
    path("hoi-dong/<int:pk>/diem-danh/", views.session_roll, name="session_roll"),
    path("hoi-dong/<int:pk>/kiem-phieu/", views.session_tellers, name="session_tellers"),
    path("hoi-dong/<int:pk>/phieu-giay/", views.session_papers, name="session_papers"),
    path("hoi-dong/bien-ban/<int:pk>/", views.session_minutes, name="session_minutes"),
    path("hoi-dong/<int:pk>/lien-quan/", views.session_recuse, name="session_recuse"),
    path("hoi-dong/<int:pk>/bieu-quyet/", views.session_vote, name="session_vote"),
]
