from django.urls import path

from thidua.awards import views

urlpatterns = [
    path("quy-dinh/", views.rule_list, name="rule_list"),
    path("quy-dinh/<slug:kind>/", views.rule_detail, name="rule_detail"),
    path("quy-dinh/<slug:kind>/de-nghi/", views.rule_new, name="rule_new"),
    path("quy-dinh/thay-doi/<int:pk>/", views.rule_change, name="rule_change"),
    path("quy-dinh/ket-thuc/<int:pk>/", views.rule_end, name="rule_end"),
]
