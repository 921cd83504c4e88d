from django.urls import path

from thidua.difficulties import views

urlpatterns = [
    path("kho-khan/", views.difficulty_list, name="difficulty_list"),
    path("phong-trao/<int:movement_pk>/kho-khan/", views.difficulty_new, name="difficulty_new"),
    path("kho-khan/<int:pk>/", views.difficulty_detail, name="difficulty_detail"),
    path("kho-khan/<int:pk>/tra-loi/", views.difficulty_answer, name="difficulty_answer"),
    path("kho-khan/<int:pk>/gop/", views.difficulty_join, name="difficulty_join"),
    path("kho-khan/<int:pk>/cong-bo/", views.difficulty_show, name="difficulty_show"),
]
