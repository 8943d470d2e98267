-- gold.claim_month. One row per month of service, facility, department, provider, payer and currency of gold.fact_claim.
-- Every claim KPI derives from here, so that the fact is read once.
select
    service_month,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    max(payer_id) as payer_id,
    currency_code,
    count(*) as claim_count,
    count(case when claim_status = 'pending' then 1 end) as pending_count,
    count(case when claim_status = 'approved' then 1 end) as approved_count,
    count(case when claim_status = 'paid' then 1 end) as paid_count,
    count(case when claim_status = 'denied' then 1 end) as denied_count,
    count(case when claim_status = 'rejected' then 1 end) as rejected_count,
    cast(sum(billed_amount) as decimal(18, 2)) as billed_amount,
    cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
    cast(sum(uncollected_amount) as decimal(18, 2)) as uncollected_amount,
    cast(sum(case when claim_status = 'denied' then uncollected_amount else 0 end) as decimal(18, 2))
        as uncollected_denied_amount,
    cast(sum(case when claim_status = 'rejected' then uncollected_amount else 0 end) as decimal(18, 2))
        as uncollected_rejected_amount,
    cast(sum(case when claim_status = 'pending' then uncollected_amount else 0 end) as decimal(18, 2))
        as uncollected_pending_amount,
    cast(sum(uncollected_patient_amount) as decimal(18, 2)) as uncollected_patient_amount,
    cast(sum(uncollected_short_paid_amount) as decimal(18, 2)) as uncollected_short_paid_amount,
    max(run_parameters.as_of_date) as as_of_date
from gold.fact_claim as fact_claim
cross join silver.run_parameters as run_parameters
group by service_month, facility_id, department_key, provider_key, payer_key, currency_code
