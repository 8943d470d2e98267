-- to silver.patient
-- One row per Patient resource. Synthea writes the social security number as the third identifier.
select
    'synthea_fhir' as facility_id,
    id as patient_id,
    get_json_object(identifier, '$[1].value') as mrn,
    get_json_object(name, '$[0].given[0]') as given_name,
    get_json_object(name, '$[0].given[1]') as middle_name,
    get_json_object(name, '$[0].family') as family_name,
    get_json_object(identifier, '$[2].value') as ssn,
    get_json_object(telecom, '$[0].value') as phone_number,
    gender,
    try_cast(birthDate as date) as birth_date,
    get_json_object(address, '$[0].line[0]') as address_text,
    get_json_object(address, '$[0].city') as city,
    get_json_object(address, '$[0].state') as state_code,
    get_json_object(address, '$[0].postalCode') as postal_code,
    get_json_object(address, '$[0].country') as country_code,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.fhir_patients
