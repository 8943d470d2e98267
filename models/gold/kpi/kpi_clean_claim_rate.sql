-- gold.kpi_clean_claim_rate. One row per row of gold.claim_slice: the share of decided claims that went through.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast((approved_count + paid_count) as double) / nullif((claim_count - pending_count), 0) as decimal(9, 6)) as clean_claim_rate,
    approved_count + paid_count as clean_count,
    claim_count - pending_count as decided_count,
    as_of_date
from gold.claim_slice
