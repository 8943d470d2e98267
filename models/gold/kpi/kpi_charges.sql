-- gold.kpi_charges. One row per row of gold.transaction_slice: what was charged.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    charge_amount,
    transaction_count,
    as_of_date
from gold.transaction_slice
