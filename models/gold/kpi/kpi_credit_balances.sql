-- gold.kpi_credit_balances. One row per row of gold.transaction_slice: what was paid beyond what was owed.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    credit_balance_amount,
    transaction_count,
    as_of_date
from gold.transaction_slice
