from django.urls import path

from thidua.activities import views

urlpatterns = [
    path("hoat-dong/", views.activity_list, name="activity_list"),
    path("phong-trao/<int:movement_pk>/hoat-dong/", views.activity_new, name="activity_new"),
    path("hoat-dong/<int:pk>/", views.activity_detail, name="activity_detail"),
    path("hoat-dong/<int:pk>/bo/", views.activity_drop, name="activity_drop"),
    path("hoat-dong/<int:pk>/minh-chung/", views.activity_paper, name="activity_paper"),
]
