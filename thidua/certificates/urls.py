from django.urls import path

from thidua.certificates import views

urlpatterns = [
    path("kiem-tra/", views.certificate_search, name="certificate_search"),
    path("kiem-tra/<str:public_id>/", views.certificate_check, name="certificate_check"),
    path("khoa/", views.key_detail, name="key_detail"),
    path("bang/<int:pk>/", views.certificate_paper, name="certificate_paper"),
    path("quyet-dinh/<int:decision_pk>/bang/", views.certificate_list, name="certificate_list"),
]
