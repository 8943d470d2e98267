-- to silver.transaction
-- One row per activity that is priced by tariff, in pounds. Dates are day first.
select
    'st_albans' as facility_id,
    activity_id as transaction_id,
    spell_number as encounter_id,
    hospital_number as patient_id,
    consultant_gmc as provider_id,
    ward_code as department_id,
    payer_code as payer_id,
    try_cast(concat_ws('-', substring(activity_date, 7, 4), substring(activity_date, 4, 2), substring(activity_date, 1, 2)) as date) as visit_date,
    try_cast(concat_ws('-', substring(activity_date, 7, 4), substring(activity_date, 4, 2), substring(activity_date, 1, 2)) as date) as service_date,
    try_cast(concat_ws('-', substring(paid_date, 7, 4), substring(paid_date, 4, 2), substring(paid_date, 1, 2)) as date) as paid_date,
    'GBP' as currency_code,
    try_cast(tariff_gbp as decimal(18, 2)) as charge_amount,
    try_cast(paid_gbp as decimal(18, 2)) as paid_amount,
    opcs_code as procedure_code,
    'opcs-4' as procedure_code_system,
    icd10_code as diagnosis_code,
    'icd-10' as diagnosis_code_system,
    try_cast(concat_ws('-', substring(activity_date, 7, 4), substring(activity_date, 4, 2), substring(activity_date, 1, 2)) as date) as posted_date,
    try_cast(updated_at as date) as modified_date,
    try_cast(updated_at as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.st_albans_activity
