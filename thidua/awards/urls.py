from django.urls import path

from thidua.awards import ledger_views, record_views, views

urlpatterns = [
    path("so-khen-thuong/", ledger_views.ledger_list, name="ledger_list"),
    path("so-khen-thuong/nhap/", ledger_views.ledger_old, name="ledger_old"),
    path("so-khen-thuong/doi-tuong/<int:pk>/", ledger_views.recipient_detail, name="recipient_detail"),
    path("so-khen-thuong/<int:pk>/xem-lai/", ledger_views.grant_settle, name="grant_settle"),
    path("chua-duoc-khen/", record_views.bar_list, name="bar_list"),
    path("chua-duoc-khen/nhap/", record_views.bar_new, name="bar_new"),
    path("chua-duoc-khen/<int:pk>/ket-thuc/", record_views.bar_end, name="bar_end"),
    path("chua-duoc-khen/<int:pk>/van-ban/", record_views.bar_paper, name="bar_paper"),
    path("sang-kien/", record_views.initiative_list, name="initiative_list"),
    path("sang-kien/nhap/", record_views.initiative_new, name="initiative_new"),
    path("sang-kien/<int:pk>/van-ban/", record_views.initiative_paper, name="initiative_paper"),
    path("quy-dinh/", views.rule_list, name="rule_list"),
    path("quy-dinh/<slug:kind>/", views.rule_detail, name="rule_detail"),
    path("quy-dinh/<slug:kind>/de-nghi/", views.rule_new, name="rule_new"),
    path("quy-dinh/thay-doi/<int:pk>/", views.rule_change, name="rule_change"),
    path("quy-dinh/ket-thuc/<int:pk>/", views.rule_end, name="rule_end"),
]
