-- gold.fact_transaction. One row per current transaction of silver.transaction.
-- Open AR: what charge and adjustment leave to be paid. What was paid beyond that is a credit balance, owed to the payer or the
-- patient; it is never set off against what others owe.
select
    charge.facility_id,
    charge.transaction_id,
    charge.encounter_id,
    coalesce(patient.patient_key, 'unknown') as patient_key,
    coalesce(provider.provider_key, 'unknown') as provider_key,
    coalesce(department.department_key, 'unknown') as department_key,
    -- Every payer that a charge names has a row in gold.dim_payer, so no look-up is needed.
    coalesce(charge.facility_id || '|' || charge.payer_id, 'unknown') as payer_key,
    charge.payer_id,
    coalesce(procedure_list.procedure_key, 'unknown') as procedure_key,
    charge.visit_type,
    charge.amount_type,
    charge.line_of_business,
    charge.service_date,
    cast(year(charge.service_date) * 10000 + month(charge.service_date) * 100 + day(charge.service_date) as int) as service_date_key,
    cast(date_trunc('month', charge.service_date) as date) as service_month,
    charge.paid_date,
    charge.posted_date,
    charge.currency_code,
    charge.charge_amount,
    charge.adjustment_amount,
    charge.paid_amount,
    cast(greatest(charge.charge_amount - charge.adjustment_amount - charge.paid_amount, 0) as decimal(18, 2))
        as open_receivable_amount,
    cast(greatest(charge.paid_amount + charge.adjustment_amount - charge.charge_amount, 0) as decimal(18, 2))
        as credit_balance_amount,
    case when charge.paid_amount > 0 then cast(datediff(charge.paid_date, charge.service_date) as int) end as payment_delay_days,
    cast(datediff(charge.posted_date, charge.service_date) as int) as charge_lag_days
from silver.transaction as charge
left join silver.patient as patient
    on patient.facility_id = charge.facility_id and patient.patient_id = charge.patient_id and patient.is_current
left join gold.dim_provider as provider
    on provider.facility_id = charge.facility_id and provider.provider_id = charge.provider_id
left join gold.dim_department as department
    on department.facility_id = charge.facility_id and department.department_id = charge.department_id
left join silver.procedure_code as procedure_list
    on procedure_list.procedure_code_system = charge.procedure_code_system
    and procedure_list.procedure_code = charge.procedure_code
    and procedure_list.is_current
where charge.is_current
