-- to silver.encounter
-- One row per hospital provider spell. Admission methods 11 to 13 are elective, 21 to 28 emergencies (NHS Data Dictionary).
select
    'st_albans' as facility_id,
    spell_number as encounter_id,
    hospital_number as patient_id,
    consultant_gmc as provider_id,
    ward_code as department_id,
    case when admission_method like '2%' then 'emergency' else 'inpatient' end as encounter_type,
    try_cast(substring(admitted_at, 1, 10) as date) as encounter_date,
    try_cast(admitted_at as timestamp) as started_at,
    try_cast(discharged_at as timestamp) as ended_at,
    primary_procedure as procedure_code,
    'opcs-4' as procedure_code_system,
    try_cast(substring(admitted_at, 1, 10) as date) as posted_date,
    try_cast(updated_at as date) as modified_date,
    try_cast(updated_at as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.st_albans_spell
