from django.urls import path

from thidua.nominations import condition_views, part_views, refusal_views, share_views, views

urlpatterns = [
    path("khen-thuong/", views.round_list, name="round_list"),
    path("khen-thuong/<int:pk>/", views.round_detail, name="round_detail"),
    path("phong-trao/<int:movement_pk>/mo-dot/", views.round_new, name="round_new"),
    path("phong-trao/<int:movement_pk>/mo-dot/<int:unit_pk>/", views.round_new, name="own_round_new"),
    path("khen-thuong/<int:round_pk>/de-nghi/<int:unit_pk>/", views.nomination_new, name="nomination_new"),
    path("khen-thuong/<int:pk>/so-luong/", share_views.round_shares, name="round_shares"),
    path("khen-thuong/<int:pk>/khong-duoc-khen/", refusal_views.refusal_list, name="refusal_list"),
    path("khen-thuong/<int:pk>/khong-duoc-khen/<int:unit_pk>/", refusal_views.refusal_letter, name="refusal_letter"),
    path("khen-thuong/<int:round_pk>/danh-sach/<int:unit_pk>/", part_views.nominees_new, name="nominees_new"),
    path("ho-so/<int:pk>/", views.nomination_detail, name="nomination_detail"),
    path("ho-so/<int:pk>/dieu-kien/", condition_views.nomination_conditions, name="nomination_conditions"),
    path("ho-so/<int:pk>/doi-tuong/", condition_views.nomination_settle, name="nomination_settle"),
    path("khen-thuong/<int:pk>/gia-han/", share_views.round_prolong, name="round_prolong"),
    path("khen-thuong/<int:pk>/dieu-kien/", condition_views.round_conditions, name="round_conditions"),
    path("ho-so/<int:pk>/xac-nhan/", views.nomination_confirm, name="nomination_confirm"),
    path("ho-so/tai-lieu/<int:pk>/xem/", views.part_paper, name="part_paper"),
    path("ho-so/tai-lieu/<int:pk>/soan/", part_views.part_text, name="part_text"),
    path("ho-so/tai-lieu/<int:pk>/soan-san/", part_views.part_draft, name="part_draft"),
    path("ho-so/tai-lieu/<int:pk>/so-sanh/", part_views.part_compare, name="part_compare"),
    path("ho-so/tai-lieu/<int:pk>/van-ban/", part_views.part_document, name="part_document"),
    path("ho-so/<int:pk>/bo-ho-so/", part_views.dossier_package, name="dossier_package"),
    path("khen-thuong/<int:pk>/goi-ho-so/", part_views.round_package, name="round_package"),
    path("y-kien/<int:pk>/", views.route_answer, name="route_answer"),
]
