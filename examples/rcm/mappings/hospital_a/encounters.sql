-- to silver.encounter
-- One row per row of the encounter table of hospital A.
select
    'hospital_a' as facility_id,
    EncounterID as encounter_id,
    PatientID as patient_id,
    ProviderID as provider_id,
    DepartmentID as department_id,
    EncounterType as encounter_type,
    try_cast(EncounterDate as date) as encounter_date,
    cast(ProcedureCode as string) as procedure_code,
    'cpt' as procedure_code_system,
    try_cast(InsertedDate as date) as posted_date,
    try_cast(ModifiedDate as date) as modified_date,
    try_cast(ModifiedDate as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.hospital_a_encounters
