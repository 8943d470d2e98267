-- to silver.patient
-- One row per patient of the administration system. Dates are day first; gender is the NHS person gender code.
select
    'st_albans' as facility_id,
    hospital_number as patient_id,
    hospital_number as mrn,
    nhs_number,
    forename as given_name,
    surname as family_name,
    case gender_code when '1' then 'male' when '2' then 'female' when '9' then 'other' else 'unknown' end as gender,
    try_cast(concat_ws('-', substring(date_of_birth, 7, 4), substring(date_of_birth, 4, 2), substring(date_of_birth, 1, 2)) as date) as birth_date,
    mobile as phone_number,
    concat_ws(', ', address_line, postcode) as address_text,
    postcode as postal_code,
    'GB' as country_code,
    try_cast(updated_at as date) as modified_date,
    try_cast(updated_at as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.st_albans_patient
