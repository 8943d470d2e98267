-- to silver.patient
-- One row per line of the clinic's patient files.
select
    'clinic' as facility_id,
    id as patient_id,
    first_name as given_name,
    last_name as family_name,
    sex as gender,
    try_cast(born as date) as birth_date,
    phone as phone_number,
    try_cast(changed_at as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.clinic_patients
