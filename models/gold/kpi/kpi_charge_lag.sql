-- gold.kpi_charge_lag. One row per row of gold.transaction_slice: mean days from service to entry of the charge.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast(charge_lag_days as double) / nullif(charge_lag_count, 0) as decimal(18, 2)) as mean_charge_lag_days,
    charge_lag_count,
    posted_before_service_count,
    as_of_date
from gold.transaction_slice
