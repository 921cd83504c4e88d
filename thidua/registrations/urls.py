from django.urls import path

from thidua.registrations import views

urlpatterns = [
    path("dang-ky/", views.registration_list, name="registration_list"),
    path("dang-ky/<int:pk>/", views.registration_detail, name="registration_detail"),
    path("dang-ky/<int:pk>/ke-hoach/", views.registration_paper, name="registration_paper"),
    path("phong-trao/<int:movement_pk>/dang-ky/<int:unit_pk>/", views.registration_begin, name="registration_begin"),
]
