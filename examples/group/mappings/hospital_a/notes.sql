-- to silver.note
-- One row per row of the note table of hospital A.
select
    'hospital_a' as facility_id,
    NoteID as note_id,
    EncounterID as encounter_id,
    PatientID as patient_id,
    ProviderID as provider_id,
    DeptID as department_id,
    NoteType as note_type,
    try_cast(WrittenAt as timestamp) as written_at,
    NoteText as note_text,
    try_cast(ModifiedDate as date) as modified_date,
    try_cast(ModifiedDate as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.hospital_a_notes
