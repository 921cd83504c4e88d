from django.urls import path

from thidua.registrations import own_views, received_views, views

urlpatterns = [
    path("dang-ky/", views.registration_list, name="registration_list"),
    path("dang-ky/<int:pk>/", views.registration_detail, name="registration_detail"),
    path("dang-ky/<int:pk>/ke-hoach/", views.registration_paper, name="registration_paper"),
    path("dang-ky/<int:pk>/ke-hoach-rieng/", own_views.own_plan, name="own_plan"),
    path("dang-ky/<int:pk>/ke-hoach-rieng/bat-dau/", own_views.own_begin, name="own_begin"),
    path("dang-ky/<int:pk>/ke-hoach-rieng/lap/", own_views.own_write, name="own_write"),
    path("dang-ky/<int:pk>/ke-hoach-rieng/pdf/", own_views.own_pdf, name="own_pdf"),
    path("dang-ky/<int:pk>/ke-hoach-rieng/them/<slug:kind>/", own_views.own_item_new, name="own_item_new"),
    path("muc-rieng/<int:pk>/sua/", own_views.own_item_edit, name="own_item_edit"),
    path("muc-rieng/<int:pk>/bo/", own_views.own_item_drop, name="own_item_drop"),
    path("muc-rieng/<int:pk>/", own_views.own_item_step, name="own_item_step"),
    path("noi-nhan/<int:pk>/", received_views.recipient_point, name="recipient_point"),
    path("ke-hoach-nhan-duoc/", received_views.received_list, name="received_list"),
    path("ke-hoach-nhan-duoc/da-nhan/", received_views.received_acknowledge_all, name="received_acknowledge_all"),
    path("ke-hoach-nhan-duoc/<int:pk>/da-nhan/", received_views.received_acknowledge, name="received_acknowledge"),
    path("ke-hoach-nhan-duoc/<int:pk>/van-ban/", received_views.received_paper, name="received_paper"),
    path("phong-trao/<int:movement_pk>/dang-ky/<int:unit_pk>/", views.registration_begin, name="registration_begin"),
]
