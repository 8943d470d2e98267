-- to silver.department
-- One row per row of the department table of hospital B. The table has no dates: a state holds from the load that brought it.
select
    'hospital_b' as facility_id,
    DeptID as department_id,
    Name as department_name,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.hospital_b_departments
