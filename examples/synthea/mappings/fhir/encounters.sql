-- to silver.encounter
-- One row per Encounter resource. The class is a code of HL7 v3 ActCode.
select
    'synthea_fhir' as facility_id,
    id as encounter_id,
    replace(get_json_object(subject, '$.reference'), 'urn:uuid:', '') as patient_id,
    split_part(get_json_object(participant, '$[0].individual.reference'), '|', 2) as provider_id,
    split_part(get_json_object(serviceProvider, '$.reference'), '|', 2) as department_id,
    case get_json_object(class, '$.code')
        when 'AMB' then 'ambulatory'
        when 'EMER' then 'emergency'
        when 'IMP' then 'inpatient'
        else get_json_object(class, '$.code')
    end as encounter_type,
    cast(try_to_timestamp(get_json_object(period, '$.start')) as date) as encounter_date,
    try_to_timestamp(get_json_object(period, '$.start')) as started_at,
    try_to_timestamp(get_json_object(period, '$.end')) as ended_at,
    get_json_object(type, '$[0].coding[0].code') as procedure_code,
    'snomed-ct' as procedure_code_system,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.fhir_encounters
