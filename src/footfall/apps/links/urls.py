"""Addresses of links, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.links.views import campaigns, link, listing, making, rules

app_name = "links"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("links.csv", listing.as_csv, name="csv"),
    path("new/", making.new, name="new"),
    path("many/", making.many, name="many"),
    path("<int:short>/", link.link, name="link"),
    path("<int:short>/change/", link.change, name="change"),
    path("<int:short>/off/", link.turn_off, name="off"),
    path("<int:short>/on/", link.turn_on, name="on"),
    path("<int:short>/delete/", link.delete, name="delete"),
    path("<int:short>/qr.svg", link.qr_svg, name="qr-svg"),
    path("<int:short>/qr.png", link.qr_png, name="qr-png"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.new, name="campaign-new"),
    path("campaigns/<int:campaign>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:campaign>/change/", campaigns.change, name="campaign-change"),
    path("campaigns/<int:campaign>/remove/", campaigns.remove, name="campaign-remove"),
    path("conventions/", rules.conventions, name="conventions"),
    path("conventions/set/", rules.set_conventions, name="conventions-set"),
    path("hosts/", rules.hosts, name="hosts"),
    path("hosts/allow/", rules.allow_host, name="host-allow"),
    path("hosts/<int:host>/refuse/", rules.refuse_host, name="host-refuse"),
    path("domains/", rules.domains, name="domains"),
    path("domains/add/", rules.add_domain, name="domain-add"),
    path("domains/<int:domain>/check/", rules.check_domain, name="domain-check"),
    path("domains/<int:domain>/remove/", rules.remove_domain, name="domain-remove"),
]
