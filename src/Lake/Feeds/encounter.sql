-- A visit whose beginning was taken back is deleted.
select
    'listener_facility' as facility_id,
    encounter_id,
    patient_id,
    last_attending_id as provider_id,
    ward as department_id,
    case patient_class when 'I' then 'inpatient' when 'O' then 'outpatient' when 'R' then 'outpatient' when 'E' then 'emergency' when 'P' then 'preadmission' when 'B' then 'obstetrics' else patient_class end as encounter_type,
    cast(started_at as date) as encounter_date,
    started_at,
    ended_at,
    cast(known_at as date) as modified_date,
    known_at as _effective_at,
    case when started_at is null then 'delete' else 'upsert' end as _op,
    'listener_source' as _source_id,
    split_part(origin, '|', 1) as _batch_id,
    split_part(origin, '|', 3) as _landing_file,
    cast(split_part(origin, '|', 2) as bigint) as _position
from visit_state
