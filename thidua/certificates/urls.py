from django.urls import path

from thidua.certificates import print_views, views

urlpatterns = [
    path("kiem-tra/", views.certificate_search, name="certificate_search"),
    path("kiem-tra/<str:public_id>/", views.certificate_check, name="certificate_check"),
    path("khoa/", views.key_detail, name="key_detail"),
    path("bang/<int:pk>/", views.certificate_paper, name="certificate_paper"),
    path("quyet-dinh/<int:decision_pk>/bang/", views.certificate_list, name="certificate_list"),
    path("quyet-dinh/<int:decision_pk>/in-bang/", print_views.certificate_print, name="certificate_print"),
    path("quyet-dinh/<int:decision_pk>/trao-bang/", print_views.ceremony_detail, name="ceremony_detail"),
    path("bang/<int:pk>/bo-ghi-trao/", print_views.handover_undo, name="handover_undo"),
    path("phoi/", print_views.blank_list, name="blank_list"),
    path("phoi/moi/", print_views.blank_new, name="blank_new"),
    path("phoi/<int:pk>/", print_views.blank_detail, name="blank_detail"),
    path("phoi/<int:pk>/hinh/", print_views.blank_picture, name="blank_picture"),
    path("phoi/<int:pk>/in-thu/", print_views.blank_test, name="blank_test"),
]
