-- to silver.claim
-- One row per line of the private insurers' settlement files, in pounds. Dates are day first.
select
    'st_albans' as facility_id,
    invoice_no as claim_id,
    activity_id as transaction_id,
    spell_number as encounter_id,
    hospital_number as patient_id,
    insurer as payer_id,
    case when insurer in ('BUPA', 'AXAH', 'VITAL') then 'private' else 'government' end as payer_class,
    case status
        when 'Settled' then 'paid'
        when 'Declined' then 'denied'
        when 'Returned' then 'rejected'
        when 'Open' then 'pending'
        when 'Agreed' then 'approved'
        else status
    end as claim_status,
    try_cast(concat_ws('-', substring(service_date, 7, 4), substring(service_date, 4, 2), substring(service_date, 1, 2)) as date) as service_date,
    try_cast(concat_ws('-', substring(invoice_date, 7, 4), substring(invoice_date, 4, 2), substring(invoice_date, 1, 2)) as date) as claim_date,
    'GBP' as currency_code,
    try_cast(invoiced_gbp as decimal(18, 2)) as billed_amount,
    try_cast(settled_gbp as decimal(18, 2)) as paid_amount,
    try_cast(concat_ws('-', substring(invoice_date, 7, 4), substring(invoice_date, 4, 2), substring(invoice_date, 1, 2)) as date) as posted_date,
    try_cast(concat_ws('-', substring(changed_on, 7, 4), substring(changed_on, 4, 2), substring(changed_on, 1, 2)) as date) as modified_date,
    try_cast(concat_ws('-', substring(changed_on, 7, 4), substring(changed_on, 4, 2), substring(changed_on, 1, 2)) as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.settlements_claims
