-- The two US hospitals' EMR tables. {f} is the facility's number, {n_...} how many rows a table has on the day being made,
-- {first_...} how many it had before, {p} the share of old rows that are written again. Columns are named as hospital A names
-- them; hospital B's other names are given by the facility's own renaming.

-- table departments
select printf('DEPT%03d', i + 1) as DeptID,
    ['Emergency','Cardiology','Neurology','Oncology','Pediatrics','Orthopedics','General Surgery','Internal Medicine','Obstetrics','Radiology',
     'Psychiatry','Urology','Dermatology','Ophthalmology','Gastroenterology','Nephrology','Pulmonology','Endocrinology','Rehabilitation','Anesthesiology'][i + 1] as Name
from range(20) t(i);

-- table providers
select 'H{f}-' || printf('PROV%04d', i + 1) as ProviderID,
    given_name(900000000 + {f} * 1000000 + i) as FirstName,
    family_name(900000000 + {f} * 1000000 + i) as LastName,
    pick('specialty {f}', i, ['Cardiology','Neurology','Oncology','Pediatrics','Orthopedics','Emergency Medicine','Surgery','Internal Medicine','Radiology','Psychiatry']) as Specialization,
    printf('DEPT%03d', between_numbers('provider department {f}', i, 1, 20)) as DeptID,
    -- One NPI in a hundred has a wrong check digit.
    case when chance('bad npi {f}', i, 0.01) then (npi({f} * 1000000 + i)::bigint + 1)::varchar else npi({f} * 1000000 + i) end as NPI
from range({n_providers}) t(i)
-- A provider who left is missing from the full extract.
where not ({day} > 1 and chance('left {f} {day}', i, 0.02));

-- table patients
with patient as (
    select i, person_of({f}, i, {n_patients_of_first}) as p, is_double({f}, i) as is_double,
        i >= {first_patients} as is_new,
        case when i >= {first_patients} and {day} = 1 then 0 else {day} end as version
    from range({n_patients}) t(i)
    where i >= {first_patients} or is_changed('patient {f}', i, {p})
)
select printf('HOSP1-%06d', i + 1) as PatientID,
    case when chance('no first name {f}', i, 0.0005) then 'NULL'
         when is_double then misspell(given_name(p), 'double first {f}', i) else given_name(p) end as FirstName,
    case when is_double then misspell(family_name(p), 'double last {f}', i)
         when chance('shouting {f}', i, 0.01) then upper(family_name(p)) else family_name(p) end as LastName,
    middle_initial(p) as MiddleName,
    case when chance('bad ssn {f}', i, 0.003) then '000-00-0000' when chance('no ssn {f}', i, 0.02) then null else ssn(p) end as SSN,
    case between_numbers('phone style {f}', i, 0, 3)
        when 0 then printf('+1-%s-%s-%s', substr(phone_digits(p, version), 1, 3), substr(phone_digits(p, version), 4, 3), substr(phone_digits(p, version), 7, 4))
        when 1 then printf('(%s)%s-%s', substr(phone_digits(p, version), 1, 3), substr(phone_digits(p, version), 4, 3), substr(phone_digits(p, version), 7, 4))
        when 2 then printf('%s.%s.%sx%d', substr(phone_digits(p, version), 1, 3), substr(phone_digits(p, version), 4, 3), substr(phone_digits(p, version), 7, 4), between_numbers('extension', p, 1, 999))
        else phone_digits(p, version) end as PhoneNumber,
    sex(p) as Gender,
    case when chance('no birth date {f}', i, 0.0005) then null
         when chance('malformed birth date {f}', i, 0.001) then strftime(birth_date(p), '%d/%m/%Y')
         else strftime(birth_date(p), '%Y-%m-%d') end as DOB,
    printf('%d %s, %s', between_numbers('house ' || version, p, 1, 999), pick('street ' || version, p, streets()), pick('town ' || version, p, us_towns())) as Address,
    strftime((base_date() + {day} - 1 - case when {day} = 1 then between_numbers('patient modified {f}', i, 0, 900) else 0 end::int)::date, '%Y-%m-%d') as ModifiedDate
from patient;

-- table encounters
with encounter as (
    select i, encounter_date({f}, i, {base_encounters}, {growth_encounters}) as encounter_date
    from range({n_encounters}) t(i)
    where i >= {first_encounters} or is_changed('encounter {f}', i, {p})
)
select printf('ENC%06d', i + 1) as EncounterID,
    printf('HOSP1-%06d', encounter_patient({f}, i, {base_patients}, {base_encounters}) + 1) as PatientID,
    strftime(encounter_date, '%Y-%m-%d') as EncounterDate,
    pick('encounter type {f} ' || case when i >= {first_encounters} then 0 else {day} end, i, ['Inpatient','Outpatient','Outpatient','Outpatient','Emergency','Telemedicine','Routine Checkup']) as EncounterType,
    printf('PROV%04d', encounter_provider({f}, i, {n_providers})) as ProviderID,
    printf('DEPT%03d', between_numbers('encounter department {f}', i, 1, 20)) as DepartmentID,
    (10000 + 179 * between_numbers('procedure', i, 0, 499))::varchar as ProcedureCode,
    strftime(encounter_date, '%Y-%m-%d') as InsertedDate,
    strftime(case when {day} = 1 then encounter_date + between_numbers('encounter modified {f}', i, 0, 15)::int else base_date() + {day} - 1 end::date, '%Y-%m-%d') as ModifiedDate
from encounter;

-- table transactions
with charge as (
    select i, i as e,
        encounter_date({f}, i, {base_encounters}, {growth_encounters}) as visit_date
    from range({n_transactions}) t(i)
    where (i >= {first_transactions} or is_changed('transaction {f}', i, {p})) and not is_missed_charge({f}, i)
)
select printf('TRANS%06d', i + 1) as TransactionID,
    printf('ENC%06d', e + 1) as EncounterID,
    printf('HOSP1-%06d', encounter_patient({f}, e, {base_patients}, {base_encounters}) + 1) as PatientID,
    printf('PROV%04d', encounter_provider({f}, e, {n_providers})) as ProviderID,
    printf('DEPT%03d', between_numbers('encounter department {f}', e, 1, 20)) as DeptID,
    strftime(visit_date, '%Y-%m-%d') as VisitDate,
    strftime((visit_date + between_numbers('service lag {f}', i, 0, 3)::int)::date, '%Y-%m-%d') as ServiceDate,
    case when claim_status({f}, i) = 'Paid' then strftime((visit_date + 14 + between_numbers('paid lag {f}', i, 0, 80)::int)::date, '%Y-%m-%d') end as PaidDate,
    pick('visit type {f} ' || case when i >= {first_transactions} then 0 else {day} end, i, ['Routine','Follow-up','Emergency','Consultation']) as VisitType,
    case when chance('malformed amount {f}', i, 0.0005) then 'USD ' || cents(charge_cents({f}, i)) else cents(charge_cents({f}, i)) end as Amount,
    pick('amount type {f}', i, ['Co-pay','Insurance','Insurance','Medicare','Medicaid','Self-pay']) as AmountType,
    cents(paid_cents({f}, i)) as PaidAmount,
    printf('CLAIM%06d', i + 1) as ClaimID,
    printf('PAYOR%04d', between_numbers('payer {f}', e, 1, 12)) as PayorID,
    (10000 + 179 * between_numbers('procedure', e, 0, 499))::varchar as ProcedureCode,
    printf('%s%02d.%d', pick('chapter', e, ['A','E','F','G','I','J','K','M','N','R','S','Z']), between_numbers('category', e, 0, 99), between_numbers('subcategory', e, 0, 9)) as ICDCode,
    pick('line of business {f}', e, ['Commercial','Medicare','Medicaid','Self-Pay']) as LineOfBusiness,
    printf('MEDI%05d', between_numbers('medicaid', e, 1, 99999)) as MedicaidID,
    printf('MCARE%05d', between_numbers('medicare', e, 1, 99999)) as MedicareID,
    strftime(visit_date, '%Y-%m-%d') as InsertDate,
    strftime(case when {day} = 1 then visit_date + between_numbers('charge modified {f}', i, 0, 15)::int else base_date() + {day} - 1 end::date, '%Y-%m-%d') as ModifiedDate
from charge;

-- table notes
-- Every psychiatric encounter has a note, of the others one in eight. A note of an old encounter that is written again has an addendum.
with encounter as (
    select i, between_numbers('encounter department {f}', i, 1, 20) as department,
        encounter_patient({f}, i, {base_patients}, {base_encounters}) as patient,
        encounter_date({f}, i, {base_encounters}, {growth_encounters}) as encounter_date,
        i < {first_encounters} as is_amended
    from range({n_encounters}) t(i)
    where (i >= {first_encounters} or is_changed('note {f}', i, {p})) and has_note({f}, i)
), named as (
    select *, given_name(person_of({f}, patient, {n_patients_of_first})) as given, family_name(person_of({f}, patient, {n_patients_of_first})) as family
    from encounter
)
select printf('NOTE%06d', i + 1) as NoteID,
    printf('ENC%06d', i + 1) as EncounterID,
    printf('HOSP1-%06d', patient + 1) as PatientID,
    printf('PROV%04d', encounter_provider({f}, i, {n_providers})) as ProviderID,
    printf('DEPT%03d', department) as DeptID,
    case when department = 11 then 'Psychiatric assessment' else pick('note type {f}', i, ['Progress note','Discharge summary','Consultation','Procedure note']) end as NoteType,
    strftime(encounter_date, '%Y-%m-%d') || printf(' %02d:%02d:00', between_numbers('note hour {f}', i, 8, 19), between_numbers('note minute {f}', i, 0, 59)) as WrittenAt,
    case when department = 11 then psychiatric_note(given, family, i) else general_note(given, family, i) end
        || case when is_amended then ' Addendum: reviewed with ' || given || ' by telephone.' else '' end as NoteText,
    strftime(case when {day} = 1 then encounter_date + between_numbers('note modified {f}', i, 0, 3)::int else base_date() + {day} - 1 end::date, '%Y-%m-%d') as ModifiedDate
from named;
