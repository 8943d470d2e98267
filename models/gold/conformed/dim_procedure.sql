-- gold.dim_procedure. One row per current code of silver.procedure_code, and one unknown procedure.
select
    procedure_key,
    procedure_code_system,
    procedure_code,
    description,
    category,
    code_status
from silver.procedure_code
where is_current

union all

select
    'unknown' as procedure_key,
    cast(null as string) as procedure_code_system,
    cast(null as string) as procedure_code,
    'unknown' as description,
    cast(null as string) as category,
    cast(null as string) as code_status
