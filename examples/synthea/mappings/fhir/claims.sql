-- to silver.submitted_claim
-- One row per Claim resource.
select
    'synthea_fhir' as facility_id,
    id as claim_id,
    replace(get_json_object(patient, '$.reference'), 'urn:uuid:', '') as patient_id,
    replace(get_json_object(item, '$[0].encounter[0].reference'), 'urn:uuid:', '') as encounter_id,
    get_json_object(insurance, '$[0].coverage.display') as payer_id,
    get_json_object(type, '$.coding[0].code') as claim_type,
    try_to_timestamp(get_json_object(billablePeriod, '$.start')) as service_at,
    get_json_object(total, '$.currency') as currency_code,
    try_cast(get_json_object(total, '$.value') as decimal(18, 2)) as billed_amount,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.fhir_claims
