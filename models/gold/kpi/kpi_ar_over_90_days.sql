-- gold.kpi_ar_over_90_days. One row per row of gold.transaction_slice: the share of open AR older than 90 days at the reporting date.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast((open_91_120_days_amount + open_over_120_days_amount) as double) / nullif(open_receivable_amount, 0) as decimal(9, 6)) as ar_over_90_days_rate,
    cast(open_91_120_days_amount + open_over_120_days_amount as decimal(18, 2)) as open_over_90_days_amount,
    open_receivable_amount,
    as_of_date
from gold.transaction_slice
