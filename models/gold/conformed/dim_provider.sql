-- gold.dim_provider. One row per provider that silver.provider ever held, as last known, and one unknown provider: who has left keeps
-- what was charged in his name.
with

last_known as (
    select
        facility_id,
        provider_id,
        max(valid_from) as valid_from
    from silver.provider
    where not is_deleted
    group by facility_id, provider_id
)

select
    provider.provider_key,
    provider.facility_id,
    provider.provider_id,
    nullif(concat_ws(' ', provider.given_name, provider.family_name), '') as provider_name,
    provider.specialty,
    coalesce(department.department_key, 'unknown') as department_key,
    provider.npi
from silver.provider as provider
inner join last_known
    on last_known.facility_id = provider.facility_id
    and last_known.provider_id = provider.provider_id
    and last_known.valid_from = provider.valid_from
left join gold.dim_department as department
    on department.facility_id = provider.facility_id
    and department.department_id = provider.department_id
where not provider.is_deleted

union all

select
    'unknown' as provider_key,
    cast(null as string) as facility_id,
    cast(null as string) as provider_id,
    'unknown' as provider_name,
    cast(null as string) as specialty,
    'unknown' as department_key,
    cast(null as string) as npi
