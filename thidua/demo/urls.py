from django.urls import path

from thidua.demo import views

urlpatterns = [path("trinh-dien/", views.demo_sign_in, name="demo_sign_in")]
