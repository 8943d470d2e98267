-- to silver.patient
-- One row per line of the extract.
select
    patient_id,
    given_name,
    family_name,
    try_cast(birth_date as date) as birth_date,
    gender,
    phone_number,
    address_text,
    city,
    postal_code,
    try_cast(modified_at as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.hospital_patients
