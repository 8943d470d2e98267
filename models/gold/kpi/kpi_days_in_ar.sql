-- gold.kpi_days_in_ar. One row per row of gold.transaction_slice: open AR in days of average charges.
-- Small slices share the service period of the whole group, so that a department with one charge is not measured by one day.
with

service_period as (
    select
        service_month,
        currency_code,
        datediff(last_service_date, first_service_date) + 1 as service_days
    from gold.transaction_slice
    where slice = 'group'
)

select
    transaction_slice.slice,
    transaction_slice.facility_id,
    transaction_slice.department_key,
    transaction_slice.provider_key,
    transaction_slice.payer_key,
    transaction_slice.member_name,
    transaction_slice.service_month,
    transaction_slice.currency_code,
    cast(
        cast(transaction_slice.open_receivable_amount as double) * service_period.service_days
        / nullif(transaction_slice.charge_amount, 0) as decimal(18, 2)
    ) as days_in_ar,
    transaction_slice.open_receivable_amount,
    transaction_slice.charge_amount,
    cast(service_period.service_days as bigint) as service_days,
    transaction_slice.as_of_date
from gold.transaction_slice as transaction_slice
inner join service_period
    on service_period.service_month is not distinct from transaction_slice.service_month
    and service_period.currency_code = transaction_slice.currency_code
