-- gold.dim_department. One row per department that silver.department ever held, as last known, and one unknown department: one that has
-- closed keeps what was charged in it.
with

last_known as (
    select
        facility_id,
        department_id,
        max(valid_from) as valid_from
    from silver.department
    where not is_deleted
    group by facility_id, department_id
)

select
    department.department_key,
    department.facility_id,
    department.department_id,
    department.department_name
from silver.department as department
inner join last_known
    on last_known.facility_id = department.facility_id
    and last_known.department_id = department.department_id
    and last_known.valid_from = department.valid_from
where not department.is_deleted

union all

select
    'unknown' as department_key,
    cast(null as string) as facility_id,
    cast(null as string) as department_id,
    'unknown' as department_name
