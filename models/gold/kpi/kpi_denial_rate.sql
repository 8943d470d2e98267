-- gold.kpi_denial_rate. One row per row of gold.claim_slice: the share of claims denied or rejected.
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast((denied_count + rejected_count) as double) / nullif(claim_count, 0) as decimal(9, 6)) as denial_rate,
    denied_count,
    rejected_count,
    claim_count,
    as_of_date
from gold.claim_slice
