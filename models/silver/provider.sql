-- silver.provider. One row per row of the mappings; cleaning that every facility shares.
select
    facility_id,
    nullif(nullif(trim(provider_id), ''), 'NULL') as provider_id,
    concat_ws('|', facility_id, trim(provider_id)) as provider_key,
    nullif(nullif(trim(given_name), ''), 'NULL') as given_name,
    nullif(nullif(trim(family_name), ''), 'NULL') as family_name,
    nullif(nullif(trim(specialty), ''), 'NULL') as specialty,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    nullif(regexp_replace(npi, '[^0-9]', ''), '') as npi,
    modified_date,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped
