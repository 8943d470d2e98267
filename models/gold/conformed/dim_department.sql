-- gold.dim_department. One row per current department of silver.department, and one unknown department.
select
    department_key,
    facility_id,
    department_id,
    department_name
from silver.department
where is_current

union all

select
    'unknown' as department_key,
    cast(null as string) as facility_id,
    cast(null as string) as department_id,
    'unknown' as department_name
