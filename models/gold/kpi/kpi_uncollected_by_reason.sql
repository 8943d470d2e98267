-- gold.kpi_uncollected_by_reason. Five rows per row of gold.claim_slice: why claimed amounts were not collected.
-- A closed status decides for the whole claim; gold.fact_claim splits the others.
with

reason as (
    select * from (
        values
            ('denied'),
            ('rejected'),
            ('pending'),
            ('patient responsibility'),
            ('short paid')
    ) as reason_value (uncollected_reason)
)

select
    claim_slice.slice,
    claim_slice.facility_id,
    claim_slice.department_key,
    claim_slice.provider_key,
    claim_slice.payer_key,
    claim_slice.member_name,
    claim_slice.service_month,
    claim_slice.currency_code,
    reason.uncollected_reason,
    case reason.uncollected_reason
        when 'denied' then claim_slice.uncollected_denied_amount
        when 'rejected' then claim_slice.uncollected_rejected_amount
        when 'pending' then claim_slice.uncollected_pending_amount
        when 'patient responsibility' then claim_slice.uncollected_patient_amount
        else claim_slice.uncollected_short_paid_amount
    end as uncollected_amount,
    claim_slice.as_of_date
from gold.claim_slice as claim_slice
cross join reason
