-- to silver.claim
-- One row per line of the claims files of hospital B's insurers, which name the payer instead of numbering it.
select
    'hospital_b' as facility_id,
    ClaimID as claim_id,
    TransactionID as transaction_id,
    EncounterID as encounter_id,
    PatientID as patient_id,
    ProviderID as provider_id,
    DeptID as department_id,
    PayorID as payer_id,
    PayorType as payer_class,
    ClaimStatus as claim_status,
    try_cast(ServiceDate as date) as service_date,
    try_cast(ClaimDate as date) as claim_date,
    'USD' as currency_code,
    try_cast(ClaimAmount as decimal(18, 2)) as billed_amount,
    try_cast(PaidAmount as decimal(18, 2)) as paid_amount,
    try_cast(Deductible as decimal(18, 2)) as deductible_amount,
    try_cast(Coinsurance as decimal(18, 2)) as coinsurance_amount,
    try_cast(Copay as decimal(18, 2)) as copay_amount,
    try_cast(InsertDate as date) as posted_date,
    try_cast(ModifiedDate as date) as modified_date,
    try_cast(ModifiedDate as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.claims_b_claims
