-- gold.fact_encounter. One row per current encounter of silver.encounter.
select
    encounter.facility_id,
    encounter.encounter_id,
    coalesce(patient.patient_key, 'unknown') as patient_key,
    coalesce(provider.provider_key, 'unknown') as provider_key,
    coalesce(department.department_key, 'unknown') as department_key,
    coalesce(procedure_list.procedure_key, 'unknown') as procedure_key,
    encounter.encounter_type,
    encounter.encounter_date,
    cast(
        coalesce(
            year(encounter.encounter_date) * 10000 + month(encounter.encounter_date) * 100 + day(encounter.encounter_date), 0
        ) as int
    ) as encounter_date_key,
    cast(datediff(cast(encounter.ended_at as date), encounter.encounter_date) as int) as length_of_stay_days,
    1 as encounter_count
from silver.encounter as encounter
left join silver.patient as patient
    on patient.facility_id = encounter.facility_id and patient.patient_id = encounter.patient_id and patient.is_current
left join gold.dim_provider as provider
    on provider.facility_id = encounter.facility_id and provider.provider_id = encounter.provider_id
left join gold.dim_department as department
    on department.facility_id = encounter.facility_id and department.department_id = encounter.department_id
left join silver.procedure_code as procedure_list
    on procedure_list.procedure_code_system = encounter.procedure_code_system
    and procedure_list.procedure_code = encounter.procedure_code
    and procedure_list.is_current
where encounter.is_current
