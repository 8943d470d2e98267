-- Every value of the simulated group is a function of the seed, a stream (what is drawn) and a number (who it is drawn for), so
-- rows can be made in any order, on any number of threads, without keeping anything in memory. {seed}, {base_date} and {day} are
-- replaced by literals.
create or replace macro draw(stream, i) as hash({seed}, stream, i);
create or replace macro share(stream, i) as (draw(stream, i) % 1000000::ubigint) / 1000000.0;
create or replace macro chance(stream, i, p) as draw(stream, i) % 1000000::ubigint < p * 1000000;
create or replace macro between_numbers(stream, i, low, high) as low + (draw(stream, i) % (high - low + 1)::ubigint)::bigint;
create or replace macro pick(stream, i, choices) as choices[1 + (draw(stream, i) % len(choices)::ubigint)::bigint];
create or replace macro base_date() as date '{base_date}';

-- Names, streets and towns are invented or common; nobody real is meant.
create or replace macro given_names() as ['Aisha','Alan','Amelia','Andre','Anita','Arjun','Beatrice','Ben','Carla','Chen','Chloe','Daniel','Deepa','Diego','Edith','Elena','Emeka','Fatima','Felix','Freya','George','Grace','Hana','Harold','Imani','Isaac','Jade','Jorge','Kavya','Keith','Laila','Leon','Maya','Miguel','Nadia','Noah','Olga','Omar','Petra','Priya','Quentin','Rosa','Rohan','Sara','Stefan','Tara','Thomas','Uma','Vikram','Wanda','Xavier','Yara','Yusuf','Zoe'];
create or replace macro family_names() as ['Abara','Adler','Banerjee','Bishop','Castillo','Chandra','Cole','Dalton','Desai','Eriksen','Farrow','Fischer','Garcia','Gupta','Hadley','Hughes','Ibrahim','Ito','Jansen','Joshi','Kaur','Keller','Lindqvist','Lopez','Marsh','Mehta','Moreau','Nakamura','Novak','Okafor','Osei','Park','Patel','Quinn','Rahman','Reyes','Rossi','Sharma','Silva','Stone','Takahashi','Thorne','Ueda','Vance','Varga','Walker','Weiss','Xu','Yates','Young','Zapata','Ziegler'];
create or replace macro streets() as ['Alder Way','Birch Road','Canal Street','Dovecote Lane','Elm Avenue','Foundry Row','Garden Close','Harbour View','Iron Bridge Road','Juniper Court','Kiln Lane','Lantern Street','Mill Lane','North Parade','Orchard Drive','Priory Road','Quarry Hill','River Walk','Station Road','Tanner Street'];
create or replace macro us_towns() as ['Ashford, NJ 07001','Brookhaven, NJ 07002','Clearwater, NY 10101','Dunmore, PA 18501','Eastport, NY 11901','Fairmont, NJ 07410','Glenwood, PA 18103','Hillcrest, NY 10977'];
create or replace macro uk_areas() as ['AL1','AL2','AL3','WD17','HP1','LU1','SG1','EN6'];

-- A person is a number over the whole group; a patient is that person as one facility knows them. Some persons of later
-- facilities are persons of the first, and some patients of a facility were registered there twice.
create or replace macro person_of(facility, patient, patients_of_first) as case
    when facility > 1 and chance('same person ' || facility, patient, 0.03) then between_numbers('which person ' || facility, patient, 0, patients_of_first - 1)
    when patient > 20 and chance('registered twice ' || facility, patient, 0.005) then facility * 10000000000 + between_numbers('whose double ' || facility, patient, 0, patient - 1)
    else facility * 10000000000 + patient end - case when facility = 1 then 10000000000 else 0 end;
create or replace macro is_shared_person(facility, patient) as facility > 1 and chance('same person ' || facility, patient, 0.03);
create or replace macro is_double(facility, patient) as not is_shared_person(facility, patient) and patient > 20 and chance('registered twice ' || facility, patient, 0.005);

create or replace macro given_name(p) as pick('given', p, given_names());
create or replace macro family_name(p) as pick('family', p, family_names());
create or replace macro middle_initial(p) as chr(65 + between_numbers('middle', p, 0, 25)::int);
create or replace macro sex(p) as case when chance('sex', p, 0.515) then 'Female' else 'Male' end;
create or replace macro birth_date(p) as (base_date() - (3650 + between_numbers('born', p, 0, 29000))::int)::date;
create or replace macro ssn(p) as printf('%03d-%02d-%04d', 100 + between_numbers('ssn area', p, 0, 565), between_numbers('ssn group', p, 1, 99), between_numbers('ssn serial', p, 1, 9999));
create or replace macro phone_digits(p, version) as printf('555%07d', between_numbers('phone ' || version, p, 100000, 9999999));

-- The same person is not written the same way twice: a second registration misspells, abbreviates, changes case.
create or replace macro misspell(text, stream, i) as case between_numbers(stream, i, 0, 3)
    when 0 then upper(text)
    when 1 then substr(text, 1, 1) || substr(text, 3, 1) || substr(text, 2, 1) || substr(text, 4)
    when 2 then text || ' '
    else text end;

-- Luhn check digit over 80840 and nine digits (NPI) and modulus 11 (NHS number), so that the numbers are valid when meant to be.
create or replace macro digit(n, place) as (n // place) % 10;
create or replace macro doubled(d) as case when d > 4 then d * 2 - 9 else d * 2 end;
create or replace macro luhn_digit(n) as (10 - (24 + doubled(digit(n, 1)) + digit(n, 10) + doubled(digit(n, 100)) + digit(n, 1000)
    + doubled(digit(n, 10000)) + digit(n, 100000) + doubled(digit(n, 1000000)) + digit(n, 10000000) + doubled(digit(n, 100000000))) % 10) % 10;
create or replace macro npi_body(n) as 100000000 + (n * 7919) % 99999989;
create or replace macro npi(n) as npi_body(n)::varchar || luhn_digit(npi_body(n))::varchar;
create or replace macro modulus_11(n) as (11 - (digit(n, 100000000) * 10 + digit(n, 10000000) * 9 + digit(n, 1000000) * 8 + digit(n, 100000) * 7
    + digit(n, 10000) * 6 + digit(n, 1000) * 5 + digit(n, 100) * 4 + digit(n, 10) * 3 + digit(n, 1) * 2) % 11) % 11;
-- A number whose check digit would be 10 is not issued; the next one, two steps of the digit away, is.
create or replace macro nhs_body(p) as 900000000 + (p % 9999999) * 10;
create or replace macro nhs_issued(p) as nhs_body(p) + (modulus_11(nhs_body(p)) = 10)::bigint;
create or replace macro nhs_number(p) as nhs_issued(p)::varchar || modulus_11(nhs_issued(p))::varchar;

-- Care: an encounter belongs to a patient, a charge to an encounter; no table is read to know them.
-- Rows past a table's size on day 1 were born later, a fixed number every day. Half of the later encounters are those of patients
-- born with them.
create or replace macro born_on_day(i, base, growth) as case when i < base then 1 else 2 + (i - base) // growth end;
create or replace macro encounter_patient(facility, e, base_patients, base_encounters) as case
    when e >= base_encounters and chance('encounter of a new patient ' || facility, e, 0.5) then base_patients + (e - base_encounters) // 2
    else between_numbers('encounter patient ' || facility, e, 0, base_patients - 1) end;
create or replace macro encounter_date(facility, e, base, growth) as case
    when e < base then base_date() - between_numbers('encounter date ' || facility, e, 20, 720)::int
    else base_date() + (born_on_day(e, base, growth) - 1)::int end::date;
create or replace macro encounter_provider(facility, e, providers) as between_numbers('encounter provider ' || facility, e, 1, providers);
create or replace macro charge_cents(facility, t) as (4000 + exp(share('charge ' || facility, t) * 5.2) * 900)::bigint;
create or replace macro is_missed_charge(facility, t) as chance('missed charge ' || facility, t, 0.004);
create or replace macro claim_status(facility, t) as case
    when chance('claim denied ' || facility, t, 0.11) then 'Denied'
    when chance('claim rejected ' || facility, t, 0.03) then 'Rejected'
    when chance('claim pending ' || facility, t, 0.14) then 'Pending'
    when chance('claim approved ' || facility, t, 0.06) then 'Approved'
    else 'Paid' end;
create or replace macro paid_cents(facility, t) as case when claim_status(facility, t) = 'Paid'
    then (charge_cents(facility, t) * (0.55 + 0.45 * share('paid share ' || facility, t)))::bigint else 0 end;
create or replace macro cents(c) as printf('%d.%02d', c // 100, c % 100);

-- What changed on the day being made: new rows start at {first}, and a part of the old ones is written again.
create or replace macro is_changed(stream, i, p) as chance('changed ' || stream || ' {day}', i, p);

-- What is written down: the patient's name stands in the text, as it does in real notes. Department 11 is psychiatry.
create or replace macro has_note(facility, e) as between_numbers('encounter department ' || facility, e, 1, 20) = 11 or chance('note ' || facility, e, 0.125);
create or replace macro general_note(given, family, i) as printf('%s %s was seen for %s. %s. Plan: %s.', given, family,
    pick('complaint', i, ['chest pain on exertion','a persistent cough','low back pain','a planned follow-up','shortness of breath','abdominal pain','headache for a week','a wound check']),
    pick('finding', i, ['Examination unremarkable','Mild tenderness, no guarding','Chest clear, heart sounds normal','Blood pressure raised on two readings','Wound healing well','Reduced range of movement']),
    pick('plan', i, ['bloods and review in two weeks','physiotherapy','continue present medication','imaging requested','return if it gets worse','referred to the clinic']));
create or replace macro psychiatric_note(given, family, i) as printf('%s %s speaks of %s. Mood %s, sleep %s. %s. Plan: %s.', given, family,
    pick('theme', i, ['grief after a bereavement','panic in crowded places','conflict at work','low mood since the spring','intrusive memories','drinking more than intended']),
    pick('mood', i, ['low','anxious','flat','improved since the last visit']), pick('sleep', i, ['broken','poor','restored','short']),
    pick('risk', i, ['No thoughts of self-harm','Fleeting thoughts of self-harm without plan','Denies risk to others']),
    pick('psychiatric plan', i, ['weekly therapy','start an antidepressant and review in two weeks','crisis plan agreed','continue present treatment']));
