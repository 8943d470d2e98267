-- to silver.department
-- One row per ward. The table has no dates: a state holds from the load that brought it.
select
    'st_albans' as facility_id,
    ward_code as department_id,
    ward_name as department_name,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.st_albans_ward
