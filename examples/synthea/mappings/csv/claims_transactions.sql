-- to silver.ledger_entry
-- One row per line of claims_transactions.csv.
select
    'synthea_csv' as facility_id,
    ID as entry_id,
    CLAIMID as claim_id,
    PATIENTID as patient_id,
    APPOINTMENTID as encounter_id,
    lower("TYPE") as entry_type,
    cast(try_cast(FROMDATE as timestamp) as date) as entry_date,
    'USD' as currency_code,
    case when "TYPE" = 'CHARGE' then try_cast(AMOUNT as decimal(18, 2)) else 0 end as charge_amount,
    coalesce(try_cast(PAYMENTS as decimal(18, 2)), 0) as paid_amount,
    coalesce(try_cast(ADJUSTMENTS as decimal(18, 2)), 0) as adjustment_amount,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.csv_claims_transactions
