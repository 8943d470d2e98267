-- to silver.patient
-- One row per row of the patient table of hospital A.
select
    'hospital_a' as facility_id,
    PatientID as patient_id,
    FirstName as given_name,
    MiddleName as middle_name,
    LastName as family_name,
    SSN as ssn,
    PhoneNumber as phone_number,
    Gender as gender,
    try_cast(DOB as date) as birth_date,
    Address as address_text,
    try_cast(ModifiedDate as date) as modified_date,
    try_cast(ModifiedDate as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.hospital_a_patients
