-- gold.kpi_days_in_ar. One row per row of gold.transaction_slice: open AR in days of average charges.
-- Small slices share the service period of the whole group, so that a department with one charge is not measured by one day.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast(open_receivable_amount as double) * service_days / nullif(charge_amount, 0) as decimal(18, 2)) as days_in_ar,
    open_receivable_amount,
    charge_amount,
    service_days,
    as_of_date
from gold.transaction_slice
