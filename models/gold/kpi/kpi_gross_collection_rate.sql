-- gold.kpi_gross_collection_rate. One row per row of gold.transaction_slice: payments for each unit charged.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast(paid_amount as double) / nullif(charge_amount, 0) as decimal(9, 6)) as gross_collection_rate,
    paid_amount,
    charge_amount,
    as_of_date
from gold.transaction_slice
