-- to silver.patient
-- One row per line of patients.csv.
select
    'synthea_csv' as facility_id,
    Id as patient_id,
    "FIRST" as given_name,
    "LAST" as family_name,
    SSN as ssn,
    GENDER as gender,
    try_cast(BIRTHDATE as date) as birth_date,
    try_cast(DEATHDATE as date) as deceased_date,
    ADDRESS as address_text,
    CITY as city,
    STATE as state_code,
    cast(ZIP as string) as postal_code,
    'US' as country_code,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.csv_patients
