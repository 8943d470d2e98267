-- to silver.encounter
-- One row per line of encounters.csv.
select
    'synthea_csv' as facility_id,
    Id as encounter_id,
    PATIENT as patient_id,
    PROVIDER as provider_id,
    ORGANIZATION as department_id,
    ENCOUNTERCLASS as encounter_type,
    cast(try_cast("START" as timestamp) as date) as encounter_date,
    try_cast("START" as timestamp) as started_at,
    try_cast(STOP as timestamp) as ended_at,
    cast(CODE as string) as procedure_code,
    'snomed-ct' as procedure_code_system,
    'USD' as currency_code,
    try_cast(TOTAL_CLAIM_COST as decimal(18, 2)) as total_charge_amount,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.csv_encounters
