-- gold.dim_provider. One row per current provider of silver.provider, and one unknown provider.
select
    provider.provider_key,
    provider.facility_id,
    provider.provider_id,
    nullif(concat_ws(' ', provider.given_name, provider.family_name), '') as provider_name,
    provider.specialty,
    coalesce(department.department_key, 'unknown') as department_key,
    provider.npi
from silver.provider as provider
left join silver.department as department
    on department.facility_id = provider.facility_id
    and department.department_id = provider.department_id
    and department.is_current
where provider.is_current

union all

select
    'unknown' as provider_key,
    cast(null as string) as facility_id,
    cast(null as string) as provider_id,
    'unknown' as provider_name,
    cast(null as string) as specialty,
    'unknown' as department_key,
    cast(null as string) as npi
