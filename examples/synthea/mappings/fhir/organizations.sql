-- to silver.department
-- One row per Organization resource. Synthea has no departments; its organisations take their place.
select
    'synthea_fhir' as facility_id,
    id as department_id,
    name as department_name,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.fhir_organizations
