-- to silver.department
-- One row per line of organizations.csv. Synthea has no departments; its organisations take their place.
select
    'synthea_csv' as facility_id,
    Id as department_id,
    NAME as department_name,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.csv_organizations
