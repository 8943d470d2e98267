-- to silver.provider
-- One row per line of providers.csv. Names are "given family".
select
    'synthea_csv' as facility_id,
    Id as provider_id,
    split_part(NAME, ' ', 1) as given_name,
    split_part(NAME, ' ', 2) as family_name,
    SPECIALITY as specialty,
    ORGANIZATION as department_id,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.csv_providers
