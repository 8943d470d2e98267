-- gold.dim_payer. One row per payer that a payer list, a charge or a claim names, and one unknown payer.
-- Charges and claims often name payers that no list holds; they are payers all the same, so they get a row with their id as name.
with

mentioned as (
    select payer_key, facility_id, payer_id
    from gold.transaction_month
    where payer_key <> 'unknown'

    union

    select payer_key, facility_id, payer_id
    from gold.claim_month
    where payer_key <> 'unknown'

    union

    select payer_key, facility_id, payer_id
    from silver.payer
    where is_current
)

select
    mentioned.payer_key,
    mentioned.facility_id,
    mentioned.payer_id,
    coalesce(payer.payer_name, mentioned.payer_id) as payer_name,
    coalesce(payer.payer_class, 'unknown') as payer_class,
    payer.payer_id is not null as is_listed
from mentioned
left join silver.payer as payer
    on payer.facility_id = mentioned.facility_id
    and payer.payer_id = mentioned.payer_id
    and payer.is_current

union all

select
    'unknown' as payer_key,
    cast(null as string) as facility_id,
    cast(null as string) as payer_id,
    'unknown' as payer_name,
    'unknown' as payer_class,
    false as is_listed
