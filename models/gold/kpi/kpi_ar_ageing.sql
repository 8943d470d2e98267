-- gold.kpi_ar_ageing. Five rows per row of gold.transaction_slice: open AR by age in days at the reporting date.
with

bucket as (
    select * from (
        values
            ('0-30', 1),
            ('31-60', 2),
            ('61-90', 3),
            ('91-120', 4),
            ('over 120', 5)
    ) as bucket_value (age_bucket, age_bucket_number)
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
    bucket.age_bucket,
    bucket.age_bucket_number,
    case bucket.age_bucket_number
        when 1 then transaction_slice.open_0_30_days_amount
        when 2 then transaction_slice.open_31_60_days_amount
        when 3 then transaction_slice.open_61_90_days_amount
        when 4 then transaction_slice.open_91_120_days_amount
        else transaction_slice.open_over_120_days_amount
    end as open_receivable_amount,
    transaction_slice.as_of_date
from gold.transaction_slice as transaction_slice
cross join bucket
