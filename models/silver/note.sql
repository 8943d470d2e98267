-- silver.note. One row per row of the mappings; cleaning that every facility shares. The text itself stays as it was written.
select
    facility_id,
    nullif(nullif(trim(note_id), ''), 'NULL') as note_id,
    nullif(nullif(trim(encounter_id), ''), 'NULL') as encounter_id,
    nullif(nullif(trim(patient_id), ''), 'NULL') as patient_id,
    nullif(nullif(trim(provider_id), ''), 'NULL') as provider_id,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    lower(nullif(nullif(trim(note_type), ''), 'NULL')) as note_type,
    written_at,
    nullif(trim(note_text), '') as note_text,
    modified_date,
    _effective_at,
    _op,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped
