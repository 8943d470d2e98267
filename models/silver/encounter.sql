-- silver.encounter. One row per row of the mappings; cleaning that every facility shares.
select
    facility_id,
    nullif(nullif(trim(encounter_id), ''), 'NULL') as encounter_id,
    nullif(nullif(trim(patient_id), ''), 'NULL') as patient_id,
    nullif(nullif(trim(provider_id), ''), 'NULL') as provider_id,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    lower(nullif(nullif(trim(encounter_type), ''), 'NULL')) as encounter_type,
    coalesce(encounter_date, cast(started_at as date)) as encounter_date,
    started_at,
    ended_at,
    nullif(upper(trim(procedure_code)), '') as procedure_code,
    procedure_code_system,
    currency_code,
    total_charge_amount,
    posted_date,
    modified_date,
    _effective_at,
    _op,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped
