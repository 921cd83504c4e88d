from django.urls import path

from thidua.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("cong-khai/phong-trao/<int:pk>/", views.portal_movement, name="portal_movement"),
    path("gioi-thieu/", views.about, name="about"),
    path("thiet-lap/", views.setup, name="setup"),
]
