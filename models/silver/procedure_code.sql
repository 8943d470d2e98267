-- silver.procedure_code. One row per row of the mappings; cleaning that every list shares.
select
    procedure_code_system,
    nullif(upper(trim(procedure_code)), '') as procedure_code,
    concat_ws('|', procedure_code_system, upper(trim(procedure_code))) as procedure_key,
    nullif(trim(description), '') as description,
    nullif(trim(category), '') as category,
    nullif(lower(trim(code_status)), '') as code_status,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped
