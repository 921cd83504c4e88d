from django.urls import path

from thidua.movements import views

urlpatterns = [
    path("phong-trao/", views.movement_list, name="movement_list"),
    path("phong-trao/<int:pk>/", views.movement_detail, name="movement_detail"),
    path("phong-trao/<int:pk>/da-nhan/", views.movement_acknowledge, name="movement_acknowledge"),
    path("phong-trao/<int:pk>/nhac/", views.movement_remind, name="movement_remind"),
    path("ke-hoach/<int:plan_pk>/cong-bo/", views.movement_launch, name="movement_launch"),
    path("ke-hoach/<int:plan_pk>/phong-trao/", views.movement_of_plan, name="movement_of_plan"),
    path("nghia-vu/<int:pk>/gia-han/", views.obligation_extend, name="obligation_extend"),
]
