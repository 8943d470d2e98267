-- to silver.patient
-- One row per row of the patient table of hospital B.
select
    'hospital_b' as facility_id,
    ID as patient_id,
    F_Name as given_name,
    M_Name as middle_name,
    L_Name as family_name,
    SSN as ssn,
    PhoneNumber as phone_number,
    Gender as gender,
    try_cast(DOB as date) as birth_date,
    Address as address_text,
    try_cast(Updated_Date as date) as modified_date,
    try_cast(Updated_Date as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.hospital_b_patients
