from django.urls import path

from thidua.decisions import fund_views, views

urlpatterns = [
    path("quyet-dinh/", views.decision_list, name="decision_list"),
    path("quyet-dinh/<int:pk>/", views.decision_detail, name="decision_detail"),
    path("quyet-dinh/<int:pk>/van-ban/", views.decision_paper, name="decision_paper"),
    path("quyet-dinh/<int:pk>/ban-ky/", views.decision_signed, name="decision_signed"),
    path("quyet-dinh/dong/<int:pk>/", views.line_drop, name="line_drop"),
    path("quyet-dinh/lap/", views.decision_new, name="decision_new"),
    path("quyet-dinh/<int:pk>/so/", views.decision_number, name="decision_number"),
    path("quyet-dinh/<int:pk>/chi-tien-thuong/", fund_views.payment_list, name="payment_list"),
    path("quyet-dinh/dong/<int:pk>/dinh-chinh/", views.line_correct, name="line_correct"),
    path("quyet-dinh/dong/<int:pk>/thu-hoi/", fund_views.bonus_recover, name="bonus_recover"),
    path("quy-khen-thuong/", fund_views.fund_list, name="fund_list"),
]
