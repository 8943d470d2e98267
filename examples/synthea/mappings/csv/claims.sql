-- to silver.submitted_claim
-- One row per line of claims.csv, which has no amounts: those are in the ledger (claims_transactions.csv).
select
    'synthea_csv' as facility_id,
    Id as claim_id,
    PATIENTID as patient_id,
    APPOINTMENTID as encounter_id,
    PRIMARYPATIENTINSURANCEID as payer_id,
    cast(null as string) as claim_type,
    try_cast(SERVICEDATE as timestamp) as service_at,
    'USD' as currency_code,
    cast(null as decimal(18, 2)) as billed_amount,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.csv_claims
