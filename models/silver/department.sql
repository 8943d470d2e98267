-- silver.department. One row per row of the mappings; cleaning that every facility shares.
select
    facility_id,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    concat_ws('|', facility_id, trim(department_id)) as department_key,
    nullif(nullif(trim(department_name), ''), 'NULL') as department_name,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped
