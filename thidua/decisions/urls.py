from django.urls import path

from thidua.decisions import above_views, fund_views, old_views, public_views, revoke_views, views

urlpatterns = [
    path("quyet-dinh/", views.decision_list, name="decision_list"),
    path("quyet-dinh/<int:pk>/", views.decision_detail, name="decision_detail"),
    path("quyet-dinh/<int:pk>/van-ban/", views.decision_paper, name="decision_paper"),
    path("quyet-dinh/<int:pk>/ban-ky/", views.decision_signed, name="decision_signed"),
    path("quyet-dinh/<int:pk>/sua/", views.decision_reword, name="decision_reword"),
    path("quyet-dinh/dong/<int:pk>/", views.line_drop, name="line_drop"),
    path("quyet-dinh/<int:pk>/thu-hoi/", revoke_views.decision_revoke, name="decision_revoke"),
    path(
        "quyet-dinh/<int:pk>/thu-hoi/van-ban/<int:revocation>/", revoke_views.revocation_paper, name="revocation_paper"
    ),
    path("so-khen-thuong/<int:pk>/thu-hoi/", revoke_views.grant_revoke, name="grant_revoke"),
    path("so-khen-thuong/<int:pk>/sua/", revoke_views.grant_correct, name="grant_correct"),
    path("so-khen-thuong/<int:pk>/van-ban-thu-hoi/", revoke_views.grant_paper, name="grant_revocation_paper"),
    path("quyet-dinh/lap/", views.decision_new, name="decision_new"),
    path("quyet-dinh/<int:pk>/so/", views.decision_number, name="decision_number"),
    path("quyet-dinh/<int:pk>/chi-tien-thuong/", fund_views.payment_list, name="payment_list"),
    path("quyet-dinh/dong/<int:pk>/dinh-chinh/", views.line_correct, name="line_correct"),
    path("quyet-dinh/dong/<int:pk>/thu-hoi/", fund_views.bonus_recover, name="bonus_recover"),
    path("cong-khai/quyet-dinh/", public_views.public_list, name="decision_public_list"),
    path("cong-khai/quyet-dinh/<int:pk>/", public_views.public_detail, name="decision_public"),
    path("khen-cao/", above_views.above_list, name="above_list"),
    path("khen-cao/<int:pk>/trinh/", above_views.above_forward, name="above_forward"),
    path("khen-cao/<int:pk>/dua-ve/", above_views.above_take_back, name="above_take_back"),
    path("khen-cao/<int:pk>/len-tinh/", above_views.above_up, name="above_up"),
    path("khen-cao/<int:pk>/ket-qua/", above_views.above_enter, name="above_enter"),
    path("so-khen-thuong/doc-quyet-dinh/", old_views.old_decision, name="old_decision"),
    path("quy-khen-thuong/", fund_views.fund_list, name="fund_list"),
]
