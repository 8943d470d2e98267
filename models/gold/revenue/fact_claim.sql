-- gold.fact_claim. One row per current claim of silver.claim.
-- Why money was not collected: the status says it for claims that were denied, rejected or not yet decided. Of any other claim, the
-- patient owes what is uncollected up to deductible, coinsurance and copay together; what is beyond was paid short.
with

current_claim as (
    select
        *,
        coalesce(deductible_amount, 0) + coalesce(coinsurance_amount, 0) + coalesce(copay_amount, 0)
            as patient_responsibility_amount,
        greatest(billed_amount - paid_amount, 0) as uncollected_amount
    from silver.claim
    where is_current
)

select
    claim.facility_id,
    claim.claim_id,
    claim.transaction_id,
    claim.encounter_id,
    coalesce(patient.patient_key, 'unknown') as patient_key,
    coalesce(provider.provider_key, 'unknown') as provider_key,
    coalesce(department.department_key, 'unknown') as department_key,
    -- Every payer that a claim names has a row in gold.dim_payer, so no look-up is needed.
    coalesce(claim.facility_id || '|' || claim.payer_id, 'unknown') as payer_key,
    claim.payer_id,
    claim.payer_class,
    coalesce(claim.claim_status, 'unknown') as claim_status,
    claim.service_date,
    cast(year(claim.service_date) * 10000 + month(claim.service_date) * 100 + day(claim.service_date) as int) as service_date_key,
    cast(date_trunc('month', claim.service_date) as date) as service_month,
    claim.claim_date,
    claim.currency_code,
    claim.billed_amount,
    claim.paid_amount,
    cast(claim.uncollected_amount as decimal(18, 2)) as uncollected_amount,
    cast(claim.patient_responsibility_amount as decimal(18, 2)) as patient_responsibility_amount,
    cast(
        case
            when claim.claim_status in ('denied', 'rejected', 'pending') then 0
            else least(claim.uncollected_amount, claim.patient_responsibility_amount)
        end as decimal(18, 2)
    ) as uncollected_patient_amount,
    cast(
        case
            when claim.claim_status in ('denied', 'rejected', 'pending') then 0
            else greatest(claim.uncollected_amount - claim.patient_responsibility_amount, 0)
        end as decimal(18, 2)
    ) as uncollected_short_paid_amount,
    cast(datediff(claim.claim_date, claim.service_date) as int) as claim_lag_days
from current_claim as claim
left join silver.patient as patient
    on patient.facility_id = claim.facility_id and patient.patient_id = claim.patient_id and patient.is_current
left join gold.dim_provider as provider
    on provider.facility_id = claim.facility_id and provider.provider_id = claim.provider_id
left join gold.dim_department as department
    on department.facility_id = claim.facility_id and department.department_id = claim.department_id
