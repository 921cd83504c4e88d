from django.urls import path

from thidua.people import views

urlpatterns = [
    path("nguoi-dung/", views.people_list, name="people_list"),
    path("nguoi-dung/mo/", views.person_new, name="person_new"),
    path("nguoi-dung/excel/", views.people_import, name="people_import"),
    path("nguoi-dung/excel/mau/", views.people_template, name="people_template"),
    path("nguoi-dung/<int:user_pk>/vai-tro/", views.role_new, name="role_new"),
    path("vai-tro/<int:holding_pk>/uy-quyen/", views.delegation_new, name="delegation_new"),
    path("vai-tro/<int:pk>/ket-thuc/", views.role_end, name="role_end"),
]
