"""The tables of a build. Every answer comes from these; nothing else is stored, and no figure twice."""

from __future__ import annotations

SCHEMA_VERSION = 5

TABLES = """
CREATE TABLE build (id VARCHAR, made_at VARCHAR, made_from VARCHAR, code_version VARCHAR, schema_version INTEGER,
                    definitions_sha256 VARCHAR, seconds DOUBLE);
CREATE TABLE area (area_id USMALLINT, code VARCHAR, name VARCHAR, level VARCHAR, old_code VARCHAR, region_code VARCHAR,
                   from_date DATE, to_date DATE);
CREATE TABLE member (group_id USMALLINT, area_id USMALLINT, from_date DATE, to_date DATE);
CREATE TABLE measure (measure_id USMALLINT, name VARCHAR);
CREATE TABLE breakdown (breakdown_id UINTEGER, key VARCHAR);
CREATE TABLE period (period_id USMALLINT, type VARCHAR, text VARCHAR, label VARCHAR, start_date DATE, end_date DATE);
CREATE TABLE file (file_id USMALLINT, source VARCHAR, release VARCHAR, path VARCHAR, sha256 VARCHAR, size_bytes BIGINT,
                   rows INTEGER, precedence INTEGER, release_rank INTEGER, standing VARCHAR);
CREATE TABLE file_column (column_id UINTEGER, file_id USMALLINT, name VARCHAR);
CREATE TABLE stamp (file_id USMALLINT, period_id USMALLINT, published VARCHAR);
CREATE TABLE tally (file_id USMALLINT, status UTINYINT, cells BIGINT);
CREATE TABLE held (measure_id USMALLINT, breakdown_id UINTEGER, period_id USMALLINT);
CREATE TABLE not_loaded (source VARCHAR, title VARCHAR, how_to_load VARCHAR);
CREATE TABLE check_result (name VARCHAR, severity VARCHAR, passed BOOLEAN, message VARCHAR);
CREATE TABLE amended (measure_id USMALLINT, breakdown_id UINTEGER, period_id USMALLINT, area_id USMALLINT,
                      used_value DOUBLE, used_status UTINYINT, amendment VARCHAR);
CREATE TABLE shape (area_id USMALLINT, path VARCHAR, label_x SMALLINT, label_y SMALLINT, view_box VARCHAR);
"""

# What the two hands staged, under the final numbers.
SETTLED = """
CREATE VIEW memory.main.staged AS
SELECT s.* REPLACE (p.new AS period_id, b.new AS breakdown_id) FROM memory.main.staged_by_hand s
JOIN memory.main.final_period p ON p.old = s.period_id JOIN memory.main.final_breakdown b ON b.old = s.breakdown_id;
CREATE TABLE memory.main.slices AS
SELECT DISTINCT s.* REPLACE (p.new AS period_id, b.new AS breakdown_id) FROM memory.main.slices_by_hand s
JOIN memory.main.final_period p ON p.old = s.period_id JOIN memory.main.final_breakdown b ON b.old = s.breakdown_id;
CREATE TABLE memory.main.presence AS
SELECT DISTINCT s.* REPLACE (p.new AS period_id) FROM memory.main.presence_by_hand s
JOIN memory.main.final_period p ON p.old = s.period_id;"""
DROP_STAGED = "DROP VIEW memory.main.staged; DROP TABLE memory.hand_0.staged; DROP TABLE memory.hand_1.staged"

# Sorted by measure and breakdown, so that one indicator's cells lie together and zone maps skip the rest.
CELLS = """
    SELECT measure_id, breakdown_id::UINTEGER AS breakdown_id, period_id::USMALLINT AS period_id, area_id, value, status,
           file_id, column_id, row
    FROM staged {join} superseded USING (measure_id, breakdown_id, period_id, file_id)
    ORDER BY measure_id, breakdown_id, period_id, area_id, file_id"""
OBSERVATION = "CREATE TABLE built.main.observation AS " + CELLS.format(join="ANTI JOIN")
SUPERSEDED_OBSERVATION = "CREATE TABLE built.main.superseded_observation AS " + CELLS.format(join="SEMI JOIN")

# Published cells, superseded ones included: counted once here, since a page would count millions for every reader.
TALLY = """
INSERT INTO tally SELECT file_id, status, count(*)
FROM (SELECT file_id, status FROM observation UNION ALL SELECT file_id, status FROM superseded_observation)
GROUP BY ALL ORDER BY ALL"""
# Which breakdowns and periods a measure has: some thousand rows, where finding them among the cells would read all of it.
HELD = "INSERT INTO held SELECT DISTINCT measure_id, breakdown_id, period_id FROM observation ORDER BY ALL"

# Of the files that give a measure for a period, the one of highest precedence and newest release is used,
# for every area alike: a figure that the newer file withdrew is never filled in from the older one.
SUPERSEDED = """
CREATE TABLE memory.main.superseded AS
SELECT measure_id, breakdown_id, period_id, file_id
FROM slices JOIN file USING (file_id)
QUALIFY rank() OVER (PARTITION BY measure_id, breakdown_id, period_id ORDER BY precedence DESC, release_rank DESC) > 1"""
TIED = """
SELECT m.name, b.key, p.label, string_agg(f.path, ' and ' ORDER BY f.path)
FROM slices s ANTI JOIN superseded USING (measure_id, breakdown_id, period_id, file_id)
JOIN file f USING (file_id) JOIN measure m USING (measure_id) JOIN breakdown b USING (breakdown_id) JOIN period p USING (period_id)
GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 5"""
