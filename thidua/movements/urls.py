from django.urls import path

from thidua.movements import calendar_views, obligation_views, views

urlpatterns = [
    path("phong-trao/", views.movement_list, name="movement_list"),
    path("phong-trao/<int:pk>/", views.movement_detail, name="movement_detail"),
    path("phong-trao/<int:pk>/da-nhan/", views.movement_acknowledge, name="movement_acknowledge"),
    path("phong-trao/<int:pk>/nhac/", views.movement_remind, name="movement_remind"),
    path("lich/", calendar_views.calendar_address, name="calendar_address"),
    path("lich/<str:token>/viec.ics", calendar_views.calendar_feed, name="calendar_feed"),
    path("ke-hoach/<int:plan_pk>/cong-bo/", views.movement_launch, name="movement_launch"),
    path("ke-hoach/<int:plan_pk>/phong-trao/", views.movement_of_plan, name="movement_of_plan"),
    path("nghia-vu/", obligation_views.obligation_list, name="obligation_list"),
    path("nghia-vu/<int:pk>/gia-han/", views.obligation_extend, name="obligation_extend"),
]
