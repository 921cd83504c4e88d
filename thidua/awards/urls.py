from django.urls import path

from thidua.awards import views

urlpatterns = [path("quy-dinh/", views.rule_list, name="rule_list")]
