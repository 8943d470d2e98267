-- to silver.claim
-- One row per ExplanationOfBenefit resource: the claim as decided. A complete outcome is a claim that was paid as the plan allows.
select
    'synthea_fhir' as facility_id,
    replace(get_json_object(claim, '$.reference'), 'urn:uuid:', '') as claim_id,
    replace(get_json_object(patient, '$.reference'), 'urn:uuid:', '') as patient_id,
    replace(get_json_object(item, '$[0].encounter[0].reference'), 'urn:uuid:', '') as encounter_id,
    split_part(get_json_object(provider, '$.reference'), '|', 2) as provider_id,
    get_json_object(insurer, '$.display') as payer_id,
    case outcome when 'complete' then 'paid' when 'error' then 'rejected' else 'pending' end as claim_status,
    cast(try_to_timestamp(get_json_object(item, '$[0].servicedPeriod.start')) as date) as service_date,
    cast(try_to_timestamp(created) as date) as claim_date,
    get_json_object(total, '$[0].amount.currency') as currency_code,
    try_cast(get_json_object(total, '$[0].amount.value') as decimal(18, 2)) as billed_amount,
    try_cast(get_json_object(payment, '$.amount.value') as decimal(18, 2)) as paid_amount,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.fhir_explanations
