-- gold.source_agreement. One row per subject: how far the CSV files and the FHIR bundles of one Synthea run agree. The bundles hold six
-- of the seven patients, so the CSV files have more of everything.
-- Amounts: a FHIR claim of an encounter claims the total cost of that encounter; the CSV ledger posts some of those only in part. A
-- pharmacy claim claims what the ledger charges.
with

patient as (
    select
        count(csv.patient_id) as csv_count,
        count(fhir.patient_id) as fhir_count,
        count(case when csv.patient_id = fhir.patient_id then 1 end) as both_count,
        count(
            case
                when csv.given_name = fhir.given_name
                    and csv.family_name = fhir.family_name
                    and csv.birth_date = fhir.birth_date
                    and csv.gender = fhir.gender
                    and csv.ssn = fhir.ssn
                    then 1
            end
        ) as agree_count
    from (select * from silver.patient where facility_id = 'synthea_csv' and is_current) as csv
    full outer join (select * from silver.patient where facility_id = 'synthea_fhir' and is_current) as fhir
        on fhir.patient_id = csv.patient_id
),

encounter as (
    select
        count(csv.encounter_id) as csv_count,
        count(fhir.encounter_id) as fhir_count,
        count(case when csv.encounter_id = fhir.encounter_id then 1 end) as both_count,
        count(
            case
                when csv.patient_id = fhir.patient_id
                    and csv.started_at = fhir.started_at
                    and csv.ended_at = fhir.ended_at
                    and csv.procedure_code = fhir.procedure_code
                    and csv.department_id = fhir.department_id
                    then 1
            end
        ) as agree_count
    from (select * from silver.encounter where facility_id = 'synthea_csv' and is_current) as csv
    full outer join (select * from silver.encounter where facility_id = 'synthea_fhir' and is_current) as fhir
        on fhir.encounter_id = csv.encounter_id
),

charged as (
    select claim_id, sum(charge_amount) as charge_amount
    from silver.ledger_entry
    where is_current
    group by claim_id
),

csv_claim as (
    select
        claim.claim_id,
        claim.patient_id,
        claim.encounter_id,
        claim.service_at,
        coalesce(payer.payer_name, 'NO_INSURANCE') as payer_name,
        encounter.total_charge_amount as encounter_amount,
        charged.charge_amount as ledger_amount
    from silver.submitted_claim as claim
    left join silver.payer as payer
        on payer.facility_id = claim.facility_id and payer.payer_id = claim.payer_id and payer.is_current
    left join silver.encounter as encounter
        on encounter.facility_id = claim.facility_id and encounter.encounter_id = claim.encounter_id and encounter.is_current
    left join charged on charged.claim_id = claim.claim_id
    where claim.facility_id = 'synthea_csv' and claim.is_current
),

claim as (
    select
        count(csv.claim_id) as csv_count,
        count(fhir.claim_id) as fhir_count,
        count(case when csv.claim_id = fhir.claim_id then 1 end) as both_count,
        count(
            case
                when csv.patient_id = fhir.patient_id
                    and csv.encounter_id = fhir.encounter_id
                    and csv.service_at = fhir.service_at
                    and csv.payer_name = fhir.payer_id
                    then 1
            end
        ) as agree_count,
        count(
            case
                when fhir.billed_amount = case fhir.claim_type when 'pharmacy' then csv.ledger_amount else csv.encounter_amount end
                    then 1
            end
        ) as amount_agree_count
    from csv_claim as csv
    full outer join (select * from silver.submitted_claim where facility_id = 'synthea_fhir' and is_current) as fhir
        on fhir.claim_id = csv.claim_id
)

select 'patient' as subject, csv_count, fhir_count, both_count, agree_count
from patient

union all

select 'encounter' as subject, csv_count, fhir_count, both_count, agree_count
from encounter

union all

select 'claim' as subject, csv_count, fhir_count, both_count, agree_count
from claim

union all

select 'claim amount' as subject, csv_count, fhir_count, both_count, amount_agree_count as agree_count
from claim
