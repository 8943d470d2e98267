-- silver.payer. One row per row of the mappings; cleaning that every facility shares.
select
    facility_id,
    nullif(nullif(trim(payer_id), ''), 'NULL') as payer_id,
    concat_ws('|', facility_id, trim(payer_id)) as payer_key,
    nullif(nullif(trim(payer_name), ''), 'NULL') as payer_name,
    lower(nullif(nullif(trim(payer_class), ''), 'NULL')) as payer_class,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped
