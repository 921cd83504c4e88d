from django.urls import path

from thidua.businesses import public_views, views

urlpatterns = [
    path("dot-doanh-nghiep/", views.survey_list, name="survey_list"),
    path("dot-doanh-nghiep/moi/", views.survey_new, name="survey_new"),
    path("dot-doanh-nghiep/<int:pk>/", views.survey_detail, name="survey_detail"),
    path("dot-doanh-nghiep/<int:pk>/xep-hang/", views.survey_run, name="survey_run"),
    path("dot-doanh-nghiep/phan/<int:pk>/", views.part_export, name="part_export"),
    path("doanh-nghiep/", public_views.business_home, name="business_home"),
    path("doanh-nghiep/roi/", public_views.business_leave, name="business_leave"),
    path("doanh-nghiep/<int:pk>/tham-gia/", public_views.business_enrol, name="business_enrol"),
    path("doanh-nghiep/<int:pk>/mo-lai/", public_views.business_return, name="business_return"),
    path("doanh-nghiep/<int:pk>/phieu/", public_views.business_sheet, name="business_sheet"),
    path("doanh-nghiep/<int:pk>/gui/", public_views.business_send, name="business_send"),
    path("doanh-nghiep/<int:pk>/phieu/<str:code>/", public_views.business_pillar, name="business_pillar"),
]
