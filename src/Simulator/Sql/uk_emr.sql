-- The UK hospital's patient administration system: other tables, other names, other codes, pounds.

-- table ward
select printf('W%02d', i + 1) as ward_code,
    ['Acute Medical Unit','Coronary Care','Stroke','Respiratory','Elderly Care','Surgical Admissions','Trauma','Maternity','Paediatrics','Day Surgery'][i + 1] as ward_name,
    ['300','320','328','340','430','100','110','501','420','100'][i + 1] as specialty_code
from range(10) t(i);

-- table consultant
select printf('C%07d', 3000000 + i * 7) as gmc_number,
    given_name(950000000 + i) as forename, family_name(950000000 + i) as surname,
    pick('uk specialty', i, ['General Medicine','Cardiology','Geriatric Medicine','General Surgery','Trauma & Orthopaedics','Obstetrics','Paediatrics']) as specialty
from range({n_providers}) t(i)
where not ({day} > 1 and chance('left {f} {day}', i, 0.02));

-- table patient
with patient as (
    select i, person_of({f}, i, {n_patients_of_first}) as p, is_double({f}, i) as is_double,
        case when i >= {first_patients} and {day} = 1 then 0 else {day} end as version
    from range({n_patients}) t(i)
    where i >= {first_patients} or is_changed('patient {f}', i, {p})
)
select printf('RX%07d', i + 1) as hospital_number,
    case when chance('no nhs number', i, 0.02) then null
         when chance('bad nhs number', i, 0.003) then substr(nhs_number(p), 1, 9) || ((substr(nhs_number(p), 10, 1)::int + 1) % 10)::varchar
         when chance('spaced nhs number', i, 0.2) then printf('%s %s %s', substr(nhs_number(p), 1, 3), substr(nhs_number(p), 4, 3), substr(nhs_number(p), 7, 4))
         else nhs_number(p) end as nhs_number,
    case when chance('no first name {f}', i, 0.0005) then null
         when is_double then misspell(given_name(p), 'double first {f}', i) else given_name(p) end as forename,
    case when is_double then misspell(family_name(p), 'double last {f}', i) else family_name(p) end as surname,
    case when sex(p) = 'Female' then '2' else '1' end as gender_code,
    case when chance('no birth date {f}', i, 0.0005) then null else strftime(birth_date(p), '%d/%m/%Y') end as date_of_birth,
    printf('%d %s', between_numbers('house ' || version, p, 1, 199), pick('street ' || version, p, streets())) as address_line,
    printf('%s %d%s', pick('area ' || version, p, uk_areas()), between_numbers('sector ' || version, p, 1, 9), ['AB','DX','HT','NW','PL','QR'][1 + between_numbers('unit ' || version, p, 0, 5)]) as postcode,
    '07700 9' || printf('%05d', between_numbers('mobile ' || version, p, 0, 99999)) as mobile,
    strftime(((base_date() + {day} - 1 - case when {day} = 1 then between_numbers('patient modified {f}', i, 0, 900) else 0 end::int)::date)::timestamp
        + to_seconds(between_numbers('patient second {f}', i, 0, 86399)), '%Y-%m-%d %H:%M:%S') as updated_at
from patient;

-- table spell
with spell as (
    select i, encounter_date({f}, i, {base_encounters}, {growth_encounters}) as admission_date
    from range({n_encounters}) t(i)
    where i >= {first_encounters} or is_changed('encounter {f}', i, {p})
)
select printf('S%08d', i + 1) as spell_number,
    printf('RX%07d', encounter_patient({f}, i, {base_patients}, {base_encounters}) + 1) as hospital_number,
    strftime(admission_date::timestamp + to_minutes(between_numbers('admitted at', i, 0, 1439)::int), '%Y-%m-%d %H:%M') as admitted_at,
    strftime(admission_date::timestamp + to_days(between_numbers('stay', i, 0, 9)::int) + to_minutes(between_numbers('discharged at', i, 600, 1200)::int), '%Y-%m-%d %H:%M') as discharged_at,
    pick('admission method', i, ['11','12','21','21','22','28']) as admission_method,
    printf('C%07d', 3000000 + (encounter_provider({f}, i, {n_providers}) - 1) * 7) as consultant_gmc,
    printf('W%02d', between_numbers('encounter department {f}', i, 1, 10)) as ward_code,
    printf('%s%02d%d', pick('chapter', i, ['A','E','G','I','J','K','M','N','R','S']), between_numbers('category', i, 0, 99), between_numbers('subcategory', i, 0, 9)) as primary_diagnosis,
    printf('%s%02d.%d', pick('opcs chapter', i, ['A','C','E','G','H','K','L','M','T','W']), between_numbers('opcs category', i, 1, 85), between_numbers('opcs sub', i, 1, 9)) as primary_procedure,
    strftime(case when {day} = 1 then admission_date::timestamp + to_days(between_numbers('encounter modified {f}', i, 0, 15)::int) else (base_date() + {day} - 1)::timestamp end
        + to_seconds(between_numbers('spell second', i, 0, 86399)), '%Y-%m-%d %H:%M:%S') as updated_at
from spell;

-- table activity
with charge as (
    select i, i as e,
        encounter_date({f}, i, {base_encounters}, {growth_encounters}) as visit_date
    from range({n_transactions}) t(i)
    where (i >= {first_transactions} or is_changed('transaction {f}', i, {p})) and not is_missed_charge({f}, i)
)
select printf('A%09d', i + 1) as activity_id,
    printf('S%08d', e + 1) as spell_number,
    printf('RX%07d', encounter_patient({f}, e, {base_patients}, {base_encounters}) + 1) as hospital_number,
    printf('C%07d', 3000000 + (encounter_provider({f}, e, {n_providers}) - 1) * 7) as consultant_gmc,
    printf('W%02d', between_numbers('encounter department {f}', e, 1, 10)) as ward_code,
    strftime((visit_date + between_numbers('service lag {f}', i, 0, 3)::int)::date, '%d/%m/%Y') as activity_date,
    printf('%s%02d.%d', pick('opcs chapter', e, ['A','C','E','G','H','K','L','M','T','W']), between_numbers('opcs category', e, 1, 85), between_numbers('opcs sub', e, 1, 9)) as opcs_code,
    printf('%s%02d%d', pick('chapter', e, ['A','E','G','I','J','K','M','N','R','S']), between_numbers('category', e, 0, 99), between_numbers('subcategory', e, 0, 9)) as icd10_code,
    cents(charge_cents({f}, i)) as tariff_gbp,
    cents(paid_cents({f}, i)) as paid_gbp,
    case when claim_status({f}, i) = 'Paid' then strftime((visit_date + 14 + between_numbers('paid lag {f}', i, 0, 80)::int)::date, '%d/%m/%Y') end as paid_date,
    pick('commissioner', e, ['QRL','QM7','QWO','BUPA','AXAH','VITAL']) as payer_code,
    strftime(case when {day} = 1 then visit_date::timestamp + to_days(between_numbers('charge modified {f}', i, 0, 15)::int) else (base_date() + {day} - 1)::timestamp end
        + to_seconds(between_numbers('activity second', i, 0, 86399)), '%Y-%m-%d %H:%M:%S') as updated_at
from charge;
