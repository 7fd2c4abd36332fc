"""Addresses of the numbered tables and the quarterly return."""

from __future__ import annotations

from django.urls import URLPattern, path

from ..views import returns, table_files, tables

TABLES = "plans/<slug:code>/tables/"
RETURN = "plans/<slug:code>/return/"
urlpatterns: list[URLPattern] = [
    path(TABLES, tables.tables, name="plan-tables"),
    path(f"{TABLES}start/", tables.start, name="plan-tables-start"),
    path(f"{TABLES}bring/", table_files.bring_tables, name="plan-tables-bring"),
    path(f"{TABLES}confirm/", table_files.confirm_tables, name="plan-tables-confirm"),
    path(f"{TABLES}file.xlsx", table_files.tables_file, name="plan-tables-file"),
    path(f"{TABLES}<slug:table_id>/", tables.table, name="plan-table"),
    path(f"{TABLES}<slug:table_id>/start/", tables.start, name="plan-table-start"),
    path(f"{TABLES}<slug:table_id>/bring/", table_files.bring_tables, name="plan-table-bring"),
    path(f"{TABLES}<slug:table_id>/file.xlsx", table_files.tables_file, name="plan-table-file"),
    path(RETURN, returns.plan_return, name="plan-return"),
    path(f"{RETURN}template/", returns.return_template, name="plan-return-template"),
    path(f"{RETURN}map/", returns.return_map, name="plan-return-map"),
    path(f"{RETURN}map/<slug:cell>/", returns.return_cell, name="plan-return-cell"),
    path(f"{RETURN}file/", returns.return_file, name="plan-return-file"),
    path(f"{RETURN}notes/", returns.return_notes, name="plan-return-notes"),
]
