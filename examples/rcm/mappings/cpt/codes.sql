-- to silver.procedure_code
-- One row per line of the CPT list. The list has no dates: a state holds from the load that brought it.
select
    'cpt' as procedure_code_system,
    cast(CPT_Codes as string) as procedure_code,
    Procedure_Code_Descriptions as description,
    Procedure_Code_Category as category,
    Code_Status as code_status,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.cpt_codes
