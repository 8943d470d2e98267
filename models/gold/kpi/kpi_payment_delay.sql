-- gold.kpi_payment_delay. One row per row of gold.transaction_slice: mean days from service to payment.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast(payment_delay_days as double) / nullif(payment_delay_count, 0) as decimal(18, 2)) as mean_payment_delay_days,
    payment_delay_count,
    paid_before_service_count,
    as_of_date
from gold.transaction_slice
