-- gold.kpi_payments. One row per row of gold.transaction_slice: what was paid on charges.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    paid_amount,
    transaction_count,
    as_of_date
from gold.transaction_slice
