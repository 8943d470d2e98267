-- The insurers' claims file of a US hospital: a claim per charge, and some sent twice under another number.

-- table claims
with claim as (
    select i, i as charge, false as is_duplicate from range({n_transactions}) t(i)
    where (i >= {first_transactions} or is_changed('claim {f}', i, {p})) and not is_missed_charge({f}, i)
    union all
    select 500000000 + i, i, true from range({n_transactions}) t(i)
    where i >= {first_transactions} and chance('claim sent twice {f}', i, 0.004) and not is_missed_charge({f}, i)
),
dated as (
    select *, charge as e,
        encounter_date({f}, charge, {base_encounters}, {growth_encounters}) as visit_date,
        -- A pending claim is decided when it comes again on a later day.
        case when charge < {first_transactions} and claim_status({f}, charge) = 'Pending' then 'Paid' else claim_status({f}, charge) end as status
    from claim
)
select printf('CLAIM%06d', i + 1) as ClaimID,
    printf('TRANS%06d', charge + 1) as TransactionID,
    printf('HOSP1-%06d', encounter_patient({f}, e, {base_patients}, {base_encounters}) + 1) as PatientID,
    printf('ENC%06d', e + 1) as EncounterID,
    printf('PROV%04d', encounter_provider({f}, e, {n_providers})) as ProviderID,
    printf('DEPT%03d', between_numbers('encounter department {f}', e, 1, 20)) as DeptID,
    strftime((visit_date + between_numbers('service lag {f}', charge, 0, 3)::int)::date, '%Y-%m-%d') as ServiceDate,
    strftime((visit_date + 3 + between_numbers('claim lag {f}', charge, 1, 12)::int)::date, '%Y-%m-%d') as ClaimDate,
    pick('claim payer {f}', e, ['Medicare','Medicaid','BlueCross','Aetna','UnitedHealthcare','Cigna']) as PayorID,
    cents(charge_cents({f}, charge)) as ClaimAmount,
    cents(case when status = 'Paid' then greatest(paid_cents({f}, charge), charge_cents({f}, charge) // 2) else 0 end) as PaidAmount,
    status as ClaimStatus,
    pick('payer type {f}', e, ['Government','Private','Self-pay']) as PayorType,
    cents(between_numbers('deductible {f}', charge, 0, 20000)) as Deductible,
    cents(between_numbers('coinsurance {f}', charge, 0, 10000)) as Coinsurance,
    cents(between_numbers('copay {f}', charge, 0, 5000)) as Copay,
    strftime((visit_date + 3)::date, '%Y-%m-%d') as InsertDate,
    -- A correction that was made days ago and is sent only now.
    strftime((case when {day} = 1 then visit_date + between_numbers('claim modified {f}', charge, 3, 18)::int else base_date() + {day} - 1 end
        - case when {day} > 1 and chance('late claim {f} {day}', charge, 0.05) then 3 else 0 end)::date, '%Y-%m-%d') as ModifiedDate
from dated;
