from django.urls import path

from thidua.desk import views

urlpatterns = [
    path("ban-lam-viec/", views.desk, name="desk"),
    path("ban-lam-viec/da-doc/", views.notices_read, name="notices_read"),
]
