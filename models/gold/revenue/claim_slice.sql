-- gold.claim_slice. One row per slice (group, facility, department, provider, payer), month of service and currency, and one more per
-- slice and currency for all months (service_month NULL). A key that is NULL means all of them. All measures are sums, so rates are
-- computed from sums at every level, never averaged.
with

-- The months are read once for the three finest slices; every other slice is made of those of departments.
finest as (
    select
        facility_id,
        department_key,
        provider_key,
        payer_key,
        service_month,
        currency_code,
        cast(sum(claim_count) as bigint) as claim_count,
        cast(sum(pending_count) as bigint) as pending_count,
        cast(sum(approved_count) as bigint) as approved_count,
        cast(sum(paid_count) as bigint) as paid_count,
        cast(sum(denied_count) as bigint) as denied_count,
        cast(sum(rejected_count) as bigint) as rejected_count,
        cast(sum(billed_amount) as decimal(18, 2)) as billed_amount,
        cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
        cast(sum(uncollected_amount) as decimal(18, 2)) as uncollected_amount,
        cast(sum(uncollected_denied_amount) as decimal(18, 2)) as uncollected_denied_amount,
        cast(sum(uncollected_rejected_amount) as decimal(18, 2)) as uncollected_rejected_amount,
        cast(sum(uncollected_pending_amount) as decimal(18, 2)) as uncollected_pending_amount,
        cast(sum(uncollected_patient_amount) as decimal(18, 2)) as uncollected_patient_amount,
        cast(sum(uncollected_short_paid_amount) as decimal(18, 2)) as uncollected_short_paid_amount,
        max(as_of_date) as as_of_date
    from gold.claim_month
    group by grouping sets (
        (facility_id, department_key, service_month, currency_code),
        (facility_id, provider_key, service_month, currency_code),
        (facility_id, payer_key, service_month, currency_code)
    )
),

slice_level as (
    select * from (
        values
            ('finest', false),
            ('finest', true),
            ('facility', false),
            ('facility', true),
            ('group', false),
            ('group', true)
    ) as slice_level_value (level_name, is_all_months)
),

placed as (
    select
        finest.*,
        slice_level.is_all_months,
        case
            when slice_level.level_name <> 'finest' then slice_level.level_name
            when finest.payer_key is not null then 'payer'
            when finest.provider_key is not null then 'provider'
            else 'department'
        end as slice,
        case when slice_level.level_name <> 'group' then finest.facility_id end as slice_facility_id,
        case when slice_level.level_name = 'finest' then finest.department_key end as slice_department_key,
        case when slice_level.level_name = 'finest' then finest.provider_key end as slice_provider_key,
        case when slice_level.level_name = 'finest' then finest.payer_key end as slice_payer_key,
        case when not slice_level.is_all_months then finest.service_month end as slice_service_month
    from finest
    cross join slice_level
    where slice_level.level_name = 'finest' or finest.department_key is not null
),

rolled_up as (
    select
        slice,
        slice_facility_id as facility_id,
        slice_department_key as department_key,
        slice_provider_key as provider_key,
        slice_payer_key as payer_key,
        slice_service_month as service_month,
        currency_code,
        cast(sum(claim_count) as bigint) as claim_count,
        cast(sum(pending_count) as bigint) as pending_count,
        cast(sum(approved_count) as bigint) as approved_count,
        cast(sum(paid_count) as bigint) as paid_count,
        cast(sum(denied_count) as bigint) as denied_count,
        cast(sum(rejected_count) as bigint) as rejected_count,
        cast(sum(billed_amount) as decimal(18, 2)) as billed_amount,
        cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
        cast(sum(uncollected_amount) as decimal(18, 2)) as uncollected_amount,
        cast(sum(uncollected_denied_amount) as decimal(18, 2)) as uncollected_denied_amount,
        cast(sum(uncollected_rejected_amount) as decimal(18, 2)) as uncollected_rejected_amount,
        cast(sum(uncollected_pending_amount) as decimal(18, 2)) as uncollected_pending_amount,
        cast(sum(uncollected_patient_amount) as decimal(18, 2)) as uncollected_patient_amount,
        cast(sum(uncollected_short_paid_amount) as decimal(18, 2)) as uncollected_short_paid_amount,
        max(as_of_date) as as_of_date
    from placed
    group by
        slice, slice_facility_id, slice_department_key, slice_provider_key, slice_payer_key, slice_service_month, is_all_months,
        currency_code
)

select
    rolled_up.slice,
    rolled_up.facility_id,
    rolled_up.department_key,
    rolled_up.provider_key,
    rolled_up.payer_key,
    case rolled_up.slice
        when 'payer' then payer.payer_name
        when 'provider' then provider.provider_name
        when 'department' then department.department_name
        when 'facility' then coalesce(facility.facility_name, rolled_up.facility_id)
        else 'all'
    end as member_name,
    rolled_up.service_month,
    rolled_up.currency_code,
    rolled_up.claim_count,
    rolled_up.pending_count,
    rolled_up.approved_count,
    rolled_up.paid_count,
    rolled_up.denied_count,
    rolled_up.rejected_count,
    rolled_up.billed_amount,
    rolled_up.paid_amount,
    rolled_up.uncollected_amount,
    rolled_up.uncollected_denied_amount,
    rolled_up.uncollected_rejected_amount,
    rolled_up.uncollected_pending_amount,
    rolled_up.uncollected_patient_amount,
    rolled_up.uncollected_short_paid_amount,
    rolled_up.as_of_date
from rolled_up
left join gold.dim_payer as payer on payer.payer_key = rolled_up.payer_key
left join gold.dim_provider as provider on provider.provider_key = rolled_up.provider_key
left join gold.dim_department as department on department.department_key = rolled_up.department_key
left join gold.dim_facility as facility on facility.facility_id = rolled_up.facility_id
