-- gold.kpi_net_collection_rate. One row per row of gold.transaction_slice: the collected share of what could be collected.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast((paid_amount - credit_balance_amount) as double) / nullif((charge_amount - adjustment_amount), 0) as decimal(9, 6)) as net_collection_rate,
    cast(paid_amount - credit_balance_amount as decimal(18, 2)) as net_paid_amount,
    cast(charge_amount - adjustment_amount as decimal(18, 2)) as net_charge_amount,
    as_of_date
from gold.transaction_slice
