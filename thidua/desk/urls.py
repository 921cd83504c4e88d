from django.urls import path

from thidua.desk import overview_views, views

urlpatterns = [
    path("ban-lam-viec/", views.desk, name="desk"),
    path("tong-quan/", overview_views.overview_page, name="overview"),
    path("ban-lam-viec/da-doc/", views.notices_read, name="notices_read"),
]
