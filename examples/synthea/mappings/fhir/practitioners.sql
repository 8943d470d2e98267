-- to silver.provider
-- One row per Practitioner resource. Other resources refer to a practitioner by NPI, so that is the key.
select
    'synthea_fhir' as facility_id,
    get_json_object(identifier, '$[0].value') as provider_id,
    get_json_object(name, '$[0].given[0]') as given_name,
    get_json_object(name, '$[0].family') as family_name,
    get_json_object(identifier, '$[0].value') as npi,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.fhir_practitioners
