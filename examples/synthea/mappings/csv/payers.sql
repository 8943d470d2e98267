-- to silver.payer
-- One row per line of payers.csv.
select
    'synthea_csv' as facility_id,
    Id as payer_id,
    NAME as payer_name,
    OWNERSHIP as payer_class,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.csv_payers
