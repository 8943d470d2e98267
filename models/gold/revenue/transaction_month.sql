-- gold.transaction_month. One row per month of service, facility, department, provider, payer and currency of gold.fact_transaction.
-- Every receivable KPI derives from here, so that the fact is read once. Age: days from service to the reporting date; a service
-- after the reporting date counts as young. Negative delays and lags (paid or entered before the service) are counted, not averaged.
with

aged as (
    select
        fact_transaction.*,
        run_parameters.as_of_date,
        datediff(run_parameters.as_of_date, fact_transaction.service_date) as age_days
    from gold.fact_transaction as fact_transaction
    cross join silver.run_parameters as run_parameters
)

select
    service_month,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    max(payer_id) as payer_id,
    currency_code,
    count(*) as transaction_count,
    cast(sum(charge_amount) as decimal(18, 2)) as charge_amount,
    cast(sum(adjustment_amount) as decimal(18, 2)) as adjustment_amount,
    cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
    cast(sum(open_receivable_amount) as decimal(18, 2)) as open_receivable_amount,
    cast(sum(credit_balance_amount) as decimal(18, 2)) as credit_balance_amount,
    cast(sum(case when age_days <= 30 then open_receivable_amount else 0 end) as decimal(18, 2)) as open_0_30_days_amount,
    cast(sum(case when age_days between 31 and 60 then open_receivable_amount else 0 end) as decimal(18, 2))
        as open_31_60_days_amount,
    cast(sum(case when age_days between 61 and 90 then open_receivable_amount else 0 end) as decimal(18, 2))
        as open_61_90_days_amount,
    cast(sum(case when age_days between 91 and 120 then open_receivable_amount else 0 end) as decimal(18, 2))
        as open_91_120_days_amount,
    cast(sum(case when age_days > 120 then open_receivable_amount else 0 end) as decimal(18, 2)) as open_over_120_days_amount,
    cast(sum(case when payment_delay_days >= 0 then payment_delay_days else 0 end) as bigint) as payment_delay_days,
    count(case when payment_delay_days >= 0 then 1 end) as payment_delay_count,
    count(case when payment_delay_days < 0 then 1 end) as paid_before_service_count,
    cast(sum(case when charge_lag_days >= 0 then charge_lag_days else 0 end) as bigint) as charge_lag_days,
    count(case when charge_lag_days >= 0 then 1 end) as charge_lag_count,
    count(case when charge_lag_days < 0 then 1 end) as posted_before_service_count,
    min(service_date) as first_service_date,
    max(service_date) as last_service_date,
    max(as_of_date) as as_of_date
from aged
group by service_month, facility_id, department_key, provider_key, payer_key, currency_code
