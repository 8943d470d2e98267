-- The same work as rcm.sql in PostgreSQL: COPY and SQL, into unlogged tables, which favours it: no write-ahead log. It writes no Parquet.
-- Run by psql; the runner replaces {data} by the folder of the files.
set synchronous_commit = off;
drop schema if exists bronze, silver, quarantine, gold cascade;
create schema bronze;
create schema silver;
create schema quarantine;
create schema gold;
create or replace function gold.year(day date) returns int language sql immutable as 'select extract(year from day)::int';
create or replace function gold.month(day date) returns int language sql immutable as 'select extract(month from day)::int';
create or replace function gold.day(day date) returns int language sql immutable as 'select extract(day from day)::int';
create or replace function gold.quarter(day date) returns int language sql immutable as 'select extract(quarter from day)::int';
create or replace function gold.datediff(end_date date, start_date date) returns int language sql immutable as 'select end_date - start_date';
create or replace function gold.replace_all(s text, p text, r text) returns text language sql immutable as 'select regexp_replace(s, p, r, ''g'')';
create or replace function gold.instr(s text, p text) returns int language sql immutable as 'select strpos(s, p)';
-- The files hold text that is no date or no number; NULL stands for it. Just enough of a check for these files, so that it costs little.
create or replace function gold.try_date(s text) returns date language sql stable as 'select case when s like ''____-__-__%'' then s::date end';
create or replace function gold.try_timestamp(s text) returns timestamp language sql stable as 'select case when s like ''____-__-__%'' then s::timestamp end';
create or replace function gold.try_amount(s text) returns numeric language sql stable as 'select case when s ~ ''^-?[0-9.]+$'' then round(s::numeric, 2) end';
set search_path = gold, public;

create unlogged table bronze.hospital_a_patients (PatientID text, FirstName text, LastName text, MiddleName text, SSN text, PhoneNumber text, Gender text, DOB text, Address text, ModifiedDate text, _source_id text default 'hospital_a', _batch_id bigint default 1, _landing_file text default 'emr/hospital-a/patients.csv', _position bigint generated always as identity);
\copy bronze.hospital_a_patients (PatientID, FirstName, LastName, MiddleName, SSN, PhoneNumber, Gender, DOB, Address, ModifiedDate) from '{data}/emr/hospital-a/patients.csv' with (format csv, header)
create unlogged table bronze.hospital_a_providers (ProviderID text, FirstName text, LastName text, Specialization text, DeptID text, NPI text, _source_id text default 'hospital_a', _batch_id bigint default 1, _landing_file text default 'emr/hospital-a/providers.csv', _position bigint generated always as identity);
\copy bronze.hospital_a_providers (ProviderID, FirstName, LastName, Specialization, DeptID, NPI) from '{data}/emr/hospital-a/providers.csv' with (format csv, header)
create unlogged table bronze.hospital_a_departments (DeptID text, Name text, _source_id text default 'hospital_a', _batch_id bigint default 1, _landing_file text default 'emr/hospital-a/departments.csv', _position bigint generated always as identity);
\copy bronze.hospital_a_departments (DeptID, Name) from '{data}/emr/hospital-a/departments.csv' with (format csv, header)
create unlogged table bronze.hospital_a_encounters (EncounterID text, PatientID text, EncounterDate text, EncounterType text, ProviderID text, DepartmentID text, ProcedureCode text, InsertedDate text, ModifiedDate text, _source_id text default 'hospital_a', _batch_id bigint default 1, _landing_file text default 'emr/hospital-a/encounters.csv', _position bigint generated always as identity);
\copy bronze.hospital_a_encounters (EncounterID, PatientID, EncounterDate, EncounterType, ProviderID, DepartmentID, ProcedureCode, InsertedDate, ModifiedDate) from '{data}/emr/hospital-a/encounters.csv' with (format csv, header)
create unlogged table bronze.hospital_a_transactions (TransactionID text, EncounterID text, PatientID text, ProviderID text, DeptID text, VisitDate text, ServiceDate text, PaidDate text, VisitType text, Amount text, AmountType text, PaidAmount text, ClaimID text, PayorID text, ProcedureCode text, ICDCode text, LineOfBusiness text, MedicaidID text, MedicareID text, InsertDate text, ModifiedDate text, _source_id text default 'hospital_a', _batch_id bigint default 1, _landing_file text default 'emr/hospital-a/transactions.csv', _position bigint generated always as identity);
\copy bronze.hospital_a_transactions (TransactionID, EncounterID, PatientID, ProviderID, DeptID, VisitDate, ServiceDate, PaidDate, VisitType, Amount, AmountType, PaidAmount, ClaimID, PayorID, ProcedureCode, ICDCode, LineOfBusiness, MedicaidID, MedicareID, InsertDate, ModifiedDate) from '{data}/emr/hospital-a/transactions.csv' with (format csv, header)
create unlogged table bronze.hospital_b_patients (ID text, F_Name text, L_Name text, M_Name text, SSN text, PhoneNumber text, Gender text, DOB text, Address text, Updated_Date text, _source_id text default 'hospital_b', _batch_id bigint default 1, _landing_file text default 'emr/hospital-b/patients.csv', _position bigint generated always as identity);
\copy bronze.hospital_b_patients (ID, F_Name, L_Name, M_Name, SSN, PhoneNumber, Gender, DOB, Address, Updated_Date) from '{data}/emr/hospital-b/patients.csv' with (format csv, header)
create unlogged table bronze.hospital_b_providers (ProviderID text, FirstName text, LastName text, Specialization text, DeptID text, NPI text, _source_id text default 'hospital_b', _batch_id bigint default 1, _landing_file text default 'emr/hospital-b/providers.csv', _position bigint generated always as identity);
\copy bronze.hospital_b_providers (ProviderID, FirstName, LastName, Specialization, DeptID, NPI) from '{data}/emr/hospital-b/providers.csv' with (format csv, header)
create unlogged table bronze.hospital_b_departments (DeptID text, Name text, _source_id text default 'hospital_b', _batch_id bigint default 1, _landing_file text default 'emr/hospital-b/departments.csv', _position bigint generated always as identity);
\copy bronze.hospital_b_departments (DeptID, Name) from '{data}/emr/hospital-b/departments.csv' with (format csv, header)
create unlogged table bronze.hospital_b_encounters (EncounterID text, PatientID text, EncounterDate text, EncounterType text, ProviderID text, DepartmentID text, ProcedureCode text, InsertedDate text, ModifiedDate text, _source_id text default 'hospital_b', _batch_id bigint default 1, _landing_file text default 'emr/hospital-b/encounters.csv', _position bigint generated always as identity);
\copy bronze.hospital_b_encounters (EncounterID, PatientID, EncounterDate, EncounterType, ProviderID, DepartmentID, ProcedureCode, InsertedDate, ModifiedDate) from '{data}/emr/hospital-b/encounters.csv' with (format csv, header)
create unlogged table bronze.hospital_b_transactions (TransactionID text, EncounterID text, PatientID text, ProviderID text, DeptID text, VisitDate text, ServiceDate text, PaidDate text, VisitType text, Amount text, AmountType text, PaidAmount text, ClaimID text, PayorID text, ProcedureCode text, ICDCode text, LineOfBusiness text, MedicaidID text, MedicareID text, InsertDate text, ModifiedDate text, _source_id text default 'hospital_b', _batch_id bigint default 1, _landing_file text default 'emr/hospital-b/transactions.csv', _position bigint generated always as identity);
\copy bronze.hospital_b_transactions (TransactionID, EncounterID, PatientID, ProviderID, DeptID, VisitDate, ServiceDate, PaidDate, VisitType, Amount, AmountType, PaidAmount, ClaimID, PayorID, ProcedureCode, ICDCode, LineOfBusiness, MedicaidID, MedicareID, InsertDate, ModifiedDate) from '{data}/emr/hospital-b/transactions.csv' with (format csv, header)
create unlogged table bronze.claims_a_claims (ClaimID text, TransactionID text, PatientID text, EncounterID text, ProviderID text, DeptID text, ServiceDate text, ClaimDate text, PayorID text, ClaimAmount text, PaidAmount text, ClaimStatus text, PayorType text, Deductible text, Coinsurance text, Copay text, InsertDate text, ModifiedDate text, _source_id text default 'claims_a', _batch_id bigint default 1, _landing_file text default 'claims/hospital1_claim_data.csv', _position bigint generated always as identity);
\copy bronze.claims_a_claims (ClaimID, TransactionID, PatientID, EncounterID, ProviderID, DeptID, ServiceDate, ClaimDate, PayorID, ClaimAmount, PaidAmount, ClaimStatus, PayorType, Deductible, Coinsurance, Copay, InsertDate, ModifiedDate) from '{data}/claims/hospital1_claim_data.csv' with (format csv, header)
create unlogged table bronze.claims_b_claims (ClaimID text, TransactionID text, PatientID text, EncounterID text, ProviderID text, DeptID text, ServiceDate text, ClaimDate text, PayorID text, ClaimAmount text, PaidAmount text, ClaimStatus text, PayorType text, Deductible text, Coinsurance text, Copay text, InsertDate text, ModifiedDate text, _source_id text default 'claims_b', _batch_id bigint default 1, _landing_file text default 'claims/hospital2_claim_data.csv', _position bigint generated always as identity);
\copy bronze.claims_b_claims (ClaimID, TransactionID, PatientID, EncounterID, ProviderID, DeptID, ServiceDate, ClaimDate, PayorID, ClaimAmount, PaidAmount, ClaimStatus, PayorType, Deductible, Coinsurance, Copay, InsertDate, ModifiedDate) from '{data}/claims/hospital2_claim_data.csv' with (format csv, header)
create unlogged table bronze.cpt_codes (Procedure_Code_Category text, CPT_Codes text, Procedure_Code_Descriptions text, Code_Status text, _source_id text default 'cpt', _batch_id bigint default 1, _landing_file text default 'reference/cptcodes.csv', _position bigint generated always as identity);
\copy bronze.cpt_codes (Procedure_Code_Category, CPT_Codes, Procedure_Code_Descriptions, Code_Status) from '{data}/reference/cptcodes.csv' with (format csv, header)

create unlogged table silver.department_cleaned as
with

mapped as (
    select
        'hospital_a' as facility_id,
        DeptID as department_id,
        cast(null as text) as department_key,
        Name as department_name,
        cast(null as timestamp) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_a_departments

    union all

    select
        'hospital_b' as facility_id,
        DeptID as department_id,
        cast(null as text) as department_key,
        Name as department_name,
        cast(null as timestamp) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_b_departments
)

select
    facility_id,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    concat_ws('|', facility_id, trim(department_id)) as department_key,
    nullif(nullif(trim(department_name), ''), 'NULL') as department_name,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped;
create unlogged table quarantine.department as
select m.*, concat_ws(', ', case when m.facility_id is null or m.department_id is null then 'key_present' end) as _reason
from silver.department_cleaned as m
where (m.facility_id is null or m.department_id is null);
create unlogged table silver.department as
with

checked as (
    select
        m.*,
        md5(concat(length(department_key), ':', department_key, length(department_name), ':', department_name)) as change_hash,
        nullif(concat_ws(',', case when m.department_name is null then 'name_present' end), '') as _warnings
    from silver.department_cleaned as m
    
    where not ((m.facility_id is null or m.department_id is null))
),

ordered as (
    select
        checked.*,
        lag(change_hash) over event as previous_hash,
        lead(_effective_at) over event as next_at,
        lead(_position) over event is null as is_last
    from checked
    window event as (partition by facility_id, department_id order by _effective_at nulls first, _batch_id, _position)
),

changed as (
    select ordered.*,
        lead(_effective_at) over (partition by facility_id, department_id order by _effective_at nulls first, _batch_id, _position) as valid_to
    from ordered
    where (is_last or next_at is distinct from _effective_at) and previous_hash is distinct from change_hash
)

select facility_id, department_id, department_key, department_name, coalesce(_effective_at, timestamp '0001-01-01') as valid_from, valid_to, valid_to is null as is_current,
    false as is_deleted, change_hash, cast(null as timestamp[]) as observed_at, _warnings,
    _source_id, _batch_id, _landing_file, _position
from changed;
drop table silver.department_cleaned;
analyze silver.department;

create unlogged table silver.provider_cleaned as
with

mapped as (
    select
        'hospital_a' as facility_id,
        replace(ProviderID, 'H1-', '') as provider_id,
        cast(null as text) as provider_key,
        FirstName as given_name,
        LastName as family_name,
        Specialization as specialty,
        DeptID as department_id,
        cast(NPI as text) as npi,
        cast(null as date) as modified_date,
        cast(null as timestamp) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_a_providers

    union all

    select
        'hospital_b' as facility_id,
        replace(ProviderID, 'H2-', '') as provider_id,
        cast(null as text) as provider_key,
        FirstName as given_name,
        LastName as family_name,
        Specialization as specialty,
        DeptID as department_id,
        cast(NPI as text) as npi,
        cast(null as date) as modified_date,
        cast(null as timestamp) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_b_providers
)

select
    facility_id,
    nullif(nullif(trim(provider_id), ''), 'NULL') as provider_id,
    concat_ws('|', facility_id, trim(provider_id)) as provider_key,
    nullif(nullif(trim(given_name), ''), 'NULL') as given_name,
    nullif(nullif(trim(family_name), ''), 'NULL') as family_name,
    nullif(nullif(trim(specialty), ''), 'NULL') as specialty,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    nullif(gold.replace_all(npi, '[^0-9]', ''), '') as npi,
    modified_date,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped;
create unlogged table quarantine.provider as
select m.*, concat_ws(', ', case when m.facility_id is null or m.provider_id is null then 'key_present' end) as _reason
from silver.provider_cleaned as m
where (m.facility_id is null or m.provider_id is null);
create unlogged table silver.provider as
with

checked as (
    select
        m.*,
        md5(concat(length(provider_key), ':', provider_key, length(given_name), ':', given_name, length(family_name), ':', family_name, length(specialty), ':', specialty, length(department_id), ':', department_id, length(npi), ':', npi, length(cast(modified_date as text)), ':', cast(modified_date as text))) as change_hash,
        nullif(concat_ws(',', case when m.family_name is null then 'name_present' end,
            case when m.npi !~ '^([12]\d{9})$' then 'npi_form' end,
            case when not (length(npi) <> 10 or mod(24 + instr('0516273849', substring(npi, 1, 1)) - 1 + instr('0123456789', substring(npi, 2, 1)) - 1 + instr('0516273849', substring(npi, 3, 1)) - 1 + instr('0123456789', substring(npi, 4, 1)) - 1 + instr('0516273849', substring(npi, 5, 1)) - 1 + instr('0123456789', substring(npi, 6, 1)) - 1 + instr('0516273849', substring(npi, 7, 1)) - 1 + instr('0123456789', substring(npi, 8, 1)) - 1 + instr('0516273849', substring(npi, 9, 1)) - 1 + instr('0123456789', substring(npi, 10, 1)) - 1, 10) = 0) then 'npi_check_digit' end,
            case when m.facility_id is not null and m.department_id is not null and r_department_known._0 is null then 'department_known' end), '') as _warnings
    from silver.provider_cleaned as m
    left join (select facility_id as _0, department_id as _1 from silver.department where is_current) as r_department_known on r_department_known._0 = m.facility_id and r_department_known._1 = m.department_id
    where not ((m.facility_id is null or m.provider_id is null))
),

ordered as (
    select
        checked.*,
        lag(change_hash) over event as previous_hash,
        lead(_effective_at) over event as next_at,
        lead(_position) over event is null as is_last
    from checked
    window event as (partition by facility_id, provider_id order by _effective_at nulls first, _batch_id, _position)
),

changed as (
    select ordered.*,
        lead(_effective_at) over (partition by facility_id, provider_id order by _effective_at nulls first, _batch_id, _position) as valid_to
    from ordered
    where (is_last or next_at is distinct from _effective_at) and previous_hash is distinct from change_hash
)

select facility_id, provider_id, provider_key, given_name, family_name, specialty, department_id, npi, modified_date, coalesce(_effective_at, timestamp '0001-01-01') as valid_from, valid_to, valid_to is null as is_current,
    false as is_deleted, change_hash, cast(null as timestamp[]) as observed_at, _warnings,
    _source_id, _batch_id, _landing_file, _position
from changed;
drop table silver.provider_cleaned;
analyze silver.provider;

create unlogged table silver.patient_cleaned as
with

mapped as (
    select
        'hospital_a' as facility_id,
        PatientID as patient_id,
        cast(null as text) as patient_key,
        cast(null as text) as mrn,
        FirstName as given_name,
        MiddleName as middle_name,
        LastName as family_name,
        SSN as ssn,
        cast(null as text) as nhs_number,
        PhoneNumber as phone_number,
        Gender as gender,
        try_date(DOB) as birth_date,
        cast(null as date) as deceased_date,
        Address as address_text,
        cast(null as text) as city,
        cast(null as text) as state_code,
        cast(null as text) as postal_code,
        cast(null as text) as country_code,
        try_date(ModifiedDate) as modified_date,
        try_timestamp(ModifiedDate) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_a_patients

    union all

    select
        'hospital_b' as facility_id,
        ID as patient_id,
        cast(null as text) as patient_key,
        cast(null as text) as mrn,
        F_Name as given_name,
        M_Name as middle_name,
        L_Name as family_name,
        SSN as ssn,
        cast(null as text) as nhs_number,
        PhoneNumber as phone_number,
        Gender as gender,
        try_date(DOB) as birth_date,
        cast(null as date) as deceased_date,
        Address as address_text,
        cast(null as text) as city,
        cast(null as text) as state_code,
        cast(null as text) as postal_code,
        cast(null as text) as country_code,
        try_date(Updated_Date) as modified_date,
        try_timestamp(Updated_Date) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_b_patients
)

select
    nullif(nullif(trim(facility_id), ''), 'NULL') as facility_id,
    nullif(nullif(trim(patient_id), ''), 'NULL') as patient_id,
    md5(concat_ws('|', trim(facility_id), trim(patient_id))) as patient_key,
    nullif(nullif(trim(mrn), ''), 'NULL') as mrn,
    nullif(nullif(trim(given_name), ''), 'NULL') as given_name,
    nullif(nullif(trim(middle_name), ''), 'NULL') as middle_name,
    nullif(nullif(trim(family_name), ''), 'NULL') as family_name,
    case
        when length(gold.replace_all(ssn, '[^0-9]', '')) = 9
            then concat_ws(
                '-',
                substring(gold.replace_all(ssn, '[^0-9]', ''), 1, 3),
                substring(gold.replace_all(ssn, '[^0-9]', ''), 4, 2),
                substring(gold.replace_all(ssn, '[^0-9]', ''), 6, 4)
            )
        else nullif(nullif(trim(ssn), ''), 'NULL')
    end as ssn,
    nullif(gold.replace_all(nhs_number, '[^0-9]', ''), '') as nhs_number,
    nullif(gold.replace_all(gold.replace_all(phone_number, '[^0-9x+]', ''), '^00', '+'), '') as phone_number,
    case
        when lower(trim(gender)) in ('f', 'female') then 'female'
        when lower(trim(gender)) in ('m', 'male') then 'male'
        when lower(trim(gender)) in ('u', 'unknown') then 'unknown'
        when lower(trim(gender)) in ('o', 'other') then 'other'
        else nullif(nullif(lower(trim(gender)), ''), 'null')
    end as gender,
    birth_date,
    deceased_date,
    nullif(nullif(trim(address_text), ''), 'NULL') as address_text,
    nullif(nullif(trim(city), ''), 'NULL') as city,
    nullif(nullif(trim(state_code), ''), 'NULL') as state_code,
    nullif(nullif(trim(postal_code), ''), 'NULL') as postal_code,
    upper(nullif(nullif(trim(country_code), ''), 'NULL')) as country_code,
    modified_date,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped;
create unlogged table quarantine.patient as
select m.*, concat_ws(', ', case when m.facility_id is null or m.patient_id is null or m.birth_date is null or m.given_name is null then 'identity_present' end) as _reason
from silver.patient_cleaned as m
where (m.facility_id is null or m.patient_id is null or m.birth_date is null or m.given_name is null);
create unlogged table silver.patient as
with

checked as (
    select
        m.*,
        md5(concat(length(patient_key), ':', patient_key, length(mrn), ':', mrn, length(given_name), ':', given_name, length(middle_name), ':', middle_name, length(family_name), ':', family_name, length(ssn), ':', ssn, length(nhs_number), ':', nhs_number, length(phone_number), ':', phone_number, length(gender), ':', gender, length(cast(birth_date as text)), ':', cast(birth_date as text), length(cast(deceased_date as text)), ':', cast(deceased_date as text), length(address_text), ':', address_text, length(city), ':', city, length(state_code), ':', state_code, length(postal_code), ':', postal_code, length(country_code), ':', country_code, length(cast(modified_date as text)), ':', cast(modified_date as text))) as change_hash,
        nullif(concat_ws(',', case when m.family_name is null then 'family_name_present' end,
            case when m.gender not in ('female', 'male', 'other', 'unknown') then 'gender_known' end,
            case when m.birth_date < '1900-01-01' then 'birth_date_range' end,
            case when not (birth_date <= modified_date) then 'birth_before_change' end,
            case when not (deceased_date >= birth_date) then 'death_after_birth' end,
            case when m.ssn !~ '^((00[1-9]|0[1-9]\d|[1-578]\d\d|6[0-57-9]\d|66[0-57-9])-(0[1-9]|[1-9]\d)-(\d{3}[1-9]|\d\d[1-9]\d|\d[1-9]\d\d|[1-9]\d{3}))$' then 'ssn_form' end), '') as _warnings
    from silver.patient_cleaned as m
    
    where not ((m.facility_id is null or m.patient_id is null or m.birth_date is null or m.given_name is null))
),

ordered as (
    select
        checked.*,
        lag(change_hash) over event as previous_hash,
        lead(_effective_at) over event as next_at,
        lead(_position) over event is null as is_last
    from checked
    window event as (partition by facility_id, patient_id order by _effective_at nulls first, _batch_id, _position)
),

changed as (
    select ordered.*,
        lead(_effective_at) over (partition by facility_id, patient_id order by _effective_at nulls first, _batch_id, _position) as valid_to
    from ordered
    where (is_last or next_at is distinct from _effective_at) and previous_hash is distinct from change_hash
)

select facility_id, patient_id, patient_key, mrn, given_name, middle_name, family_name, ssn, nhs_number, phone_number, gender, birth_date, deceased_date, address_text, city, state_code, postal_code, country_code, modified_date, coalesce(_effective_at, timestamp '0001-01-01') as valid_from, valid_to, valid_to is null as is_current,
    false as is_deleted, change_hash, cast(null as timestamp[]) as observed_at, _warnings,
    _source_id, _batch_id, _landing_file, _position
from changed;
drop table silver.patient_cleaned;
analyze silver.patient;

create unlogged table silver.payer_cleaned as
with

mapped as (
    select
        cast(null as text) as facility_id,
        cast(null as text) as payer_id,
        cast(null as text) as payer_key,
        cast(null as text) as payer_name,
        cast(null as text) as payer_class,
        cast(null as timestamp) as _effective_at,
        cast(null as text) as _source_id,
        cast(null as bigint) as _batch_id,
        cast(null as text) as _landing_file,
        cast(null as bigint) as _position
    where false
)

select
    facility_id,
    nullif(nullif(trim(payer_id), ''), 'NULL') as payer_id,
    concat_ws('|', facility_id, trim(payer_id)) as payer_key,
    nullif(nullif(trim(payer_name), ''), 'NULL') as payer_name,
    lower(nullif(nullif(trim(payer_class), ''), 'NULL')) as payer_class,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped;
create unlogged table quarantine.payer as
select m.*, concat_ws(', ', case when m.facility_id is null or m.payer_id is null then 'key_present' end) as _reason
from silver.payer_cleaned as m
where (m.facility_id is null or m.payer_id is null);
create unlogged table silver.payer as
with

checked as (
    select
        m.*,
        md5(concat(length(payer_key), ':', payer_key, length(payer_name), ':', payer_name, length(payer_class), ':', payer_class)) as change_hash,
        nullif(concat_ws(',', case when m.payer_name is null then 'name_present' end), '') as _warnings
    from silver.payer_cleaned as m
    
    where not ((m.facility_id is null or m.payer_id is null))
),

ordered as (
    select
        checked.*,
        lag(change_hash) over event as previous_hash,
        lead(_effective_at) over event as next_at,
        lead(_position) over event is null as is_last
    from checked
    window event as (partition by facility_id, payer_id order by _effective_at nulls first, _batch_id, _position)
),

changed as (
    select ordered.*,
        lead(_effective_at) over (partition by facility_id, payer_id order by _effective_at nulls first, _batch_id, _position) as valid_to
    from ordered
    where (is_last or next_at is distinct from _effective_at) and previous_hash is distinct from change_hash
)

select facility_id, payer_id, payer_key, payer_name, payer_class, coalesce(_effective_at, timestamp '0001-01-01') as valid_from, valid_to, valid_to is null as is_current,
    false as is_deleted, change_hash, cast(null as timestamp[]) as observed_at, _warnings,
    _source_id, _batch_id, _landing_file, _position
from changed;
drop table silver.payer_cleaned;
analyze silver.payer;

create unlogged table silver.procedure_code_cleaned as
with

mapped as (
    select
        'cpt' as procedure_code_system,
        cast(CPT_Codes as text) as procedure_code,
        cast(null as text) as procedure_key,
        Procedure_Code_Descriptions as description,
        Procedure_Code_Category as category,
        Code_Status as code_status,
        cast(null as timestamp) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.cpt_codes
)

select
    procedure_code_system,
    nullif(upper(trim(procedure_code)), '') as procedure_code,
    concat_ws('|', procedure_code_system, upper(trim(procedure_code))) as procedure_key,
    nullif(trim(description), '') as description,
    nullif(trim(category), '') as category,
    nullif(lower(trim(code_status)), '') as code_status,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped;
create unlogged table quarantine.procedure_code as
select m.*, concat_ws(', ', case when m.procedure_code_system is null or m.procedure_code is null then 'key_present' end) as _reason
from silver.procedure_code_cleaned as m
where (m.procedure_code_system is null or m.procedure_code is null);
create unlogged table silver.procedure_code as
with

checked as (
    select
        m.*,
        md5(concat(length(procedure_key), ':', procedure_key, length(description), ':', description, length(category), ':', category, length(code_status), ':', code_status)) as change_hash,
        nullif(concat_ws(',', case when not (procedure_code_system <> 'cpt' or length(procedure_code) = 5) then 'cpt_form' end), '') as _warnings
    from silver.procedure_code_cleaned as m
    
    where not ((m.procedure_code_system is null or m.procedure_code is null))
),

ordered as (
    select
        checked.*,
        lag(change_hash) over event as previous_hash,
        lead(_effective_at) over event as next_at,
        lead(_position) over event is null as is_last
    from checked
    window event as (partition by procedure_code_system, procedure_code order by _effective_at nulls first, _batch_id, _position)
),

changed as (
    select ordered.*,
        lead(_effective_at) over (partition by procedure_code_system, procedure_code order by _effective_at nulls first, _batch_id, _position) as valid_to
    from ordered
    where (is_last or next_at is distinct from _effective_at) and previous_hash is distinct from change_hash
)

select procedure_code_system, procedure_code, procedure_key, description, category, code_status, coalesce(_effective_at, timestamp '0001-01-01') as valid_from, valid_to, valid_to is null as is_current,
    false as is_deleted, change_hash, cast(null as timestamp[]) as observed_at, _warnings,
    _source_id, _batch_id, _landing_file, _position
from changed;
drop table silver.procedure_code_cleaned;
analyze silver.procedure_code;

create unlogged table silver.encounter_cleaned as
with

mapped as (
    select
        'hospital_a' as facility_id,
        EncounterID as encounter_id,
        PatientID as patient_id,
        ProviderID as provider_id,
        DepartmentID as department_id,
        EncounterType as encounter_type,
        try_date(EncounterDate) as encounter_date,
        cast(null as timestamp) as started_at,
        cast(null as timestamp) as ended_at,
        cast(ProcedureCode as text) as procedure_code,
        'cpt' as procedure_code_system,
        cast(null as text) as currency_code,
        cast(null as decimal(18,2)) as total_charge_amount,
        try_date(InsertedDate) as posted_date,
        try_date(ModifiedDate) as modified_date,
        try_timestamp(ModifiedDate) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_a_encounters

    union all

    select
        'hospital_b' as facility_id,
        EncounterID as encounter_id,
        PatientID as patient_id,
        ProviderID as provider_id,
        DepartmentID as department_id,
        EncounterType as encounter_type,
        try_date(EncounterDate) as encounter_date,
        cast(null as timestamp) as started_at,
        cast(null as timestamp) as ended_at,
        cast(ProcedureCode as text) as procedure_code,
        'cpt' as procedure_code_system,
        cast(null as text) as currency_code,
        cast(null as decimal(18,2)) as total_charge_amount,
        try_date(InsertedDate) as posted_date,
        try_date(ModifiedDate) as modified_date,
        try_timestamp(ModifiedDate) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_b_encounters
)

select
    facility_id,
    nullif(nullif(trim(encounter_id), ''), 'NULL') as encounter_id,
    nullif(nullif(trim(patient_id), ''), 'NULL') as patient_id,
    nullif(nullif(trim(provider_id), ''), 'NULL') as provider_id,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    lower(nullif(nullif(trim(encounter_type), ''), 'NULL')) as encounter_type,
    coalesce(encounter_date, cast(started_at as date)) as encounter_date,
    started_at,
    ended_at,
    nullif(upper(trim(procedure_code)), '') as procedure_code,
    procedure_code_system,
    currency_code,
    total_charge_amount,
    posted_date,
    modified_date,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped;
create unlogged table quarantine.encounter as
select m.*, concat_ws(', ', case when m.facility_id is null or m.encounter_id is null then 'key_present' end) as _reason
from silver.encounter_cleaned as m
where (m.facility_id is null or m.encounter_id is null);
create unlogged table silver.encounter as
with

checked as (
    select
        m.*,
        md5(concat(length(patient_id), ':', patient_id, length(provider_id), ':', provider_id, length(department_id), ':', department_id, length(encounter_type), ':', encounter_type, length(cast(encounter_date as text)), ':', cast(encounter_date as text), length(cast(started_at as text)), ':', cast(started_at as text), length(cast(ended_at as text)), ':', cast(ended_at as text), length(procedure_code), ':', procedure_code, length(procedure_code_system), ':', procedure_code_system, length(currency_code), ':', currency_code, length(cast(total_charge_amount as text)), ':', cast(total_charge_amount as text), length(cast(posted_date as text)), ':', cast(posted_date as text), length(cast(modified_date as text)), ':', cast(modified_date as text))) as change_hash,
        nullif(concat_ws(',', case when m.patient_id is null then 'patient_present' end,
            case when m.encounter_date is null then 'encounter_date_present' end,
            case when not (ended_at >= started_at) then 'ends_after_start' end,
            case when not (modified_date >= posted_date) then 'changed_after_posting' end,
            case when not (posted_date >= encounter_date) then 'posted_after_encounter' end,
            case when m.facility_id is not null and m.patient_id is not null and r_patient_known._0 is null then 'patient_known' end,
            case when m.facility_id is not null and m.provider_id is not null and r_provider_known._0 is null then 'provider_known' end,
            case when m.facility_id is not null and m.department_id is not null and r_department_known._0 is null then 'department_known' end), '') as _warnings
    from silver.encounter_cleaned as m
    left join (select facility_id as _0, patient_id as _1 from silver.patient where is_current) as r_patient_known on r_patient_known._0 = m.facility_id and r_patient_known._1 = m.patient_id
    left join (select facility_id as _0, provider_id as _1 from silver.provider where is_current) as r_provider_known on r_provider_known._0 = m.facility_id and r_provider_known._1 = m.provider_id
    left join (select facility_id as _0, department_id as _1 from silver.department where is_current) as r_department_known on r_department_known._0 = m.facility_id and r_department_known._1 = m.department_id
    where not ((m.facility_id is null or m.encounter_id is null))
),

ordered as (
    select
        checked.*,
        lag(change_hash) over event as previous_hash,
        lead(_effective_at) over event as next_at,
        lead(_position) over event is null as is_last
    from checked
    window event as (partition by facility_id, encounter_id order by _effective_at nulls first, _batch_id, _position)
),

changed as (
    select ordered.*,
        lead(_effective_at) over (partition by facility_id, encounter_id order by _effective_at nulls first, _batch_id, _position) as valid_to
    from ordered
    where (is_last or next_at is distinct from _effective_at) and previous_hash is distinct from change_hash
)

select facility_id, encounter_id, patient_id, provider_id, department_id, encounter_type, encounter_date, started_at, ended_at, procedure_code, procedure_code_system, currency_code, total_charge_amount, posted_date, modified_date, coalesce(_effective_at, timestamp '0001-01-01') as valid_from, valid_to, valid_to is null as is_current,
    false as is_deleted, change_hash, cast(null as timestamp[]) as observed_at, _warnings,
    _source_id, _batch_id, _landing_file, _position
from changed;
drop table silver.encounter_cleaned;
analyze silver.encounter;

create unlogged table silver.transaction_cleaned as
with

mapped as (
    select
        'hospital_a' as facility_id,
        TransactionID as transaction_id,
        EncounterID as encounter_id,
        PatientID as patient_id,
        ProviderID as provider_id,
        DeptID as department_id,
        PayorID as payer_id,
        ClaimID as claim_id,
        VisitType as visit_type,
        AmountType as amount_type,
        LineOfBusiness as line_of_business,
        try_date(VisitDate) as visit_date,
        try_date(ServiceDate) as service_date,
        try_date(PaidDate) as paid_date,
        'USD' as currency_code,
        try_amount(Amount) as charge_amount,
        cast(null as decimal(18,2)) as adjustment_amount,
        try_amount(PaidAmount) as paid_amount,
        cast(ProcedureCode as text) as procedure_code,
        'cpt' as procedure_code_system,
        ICDCode as diagnosis_code,
        'icd-10-cm' as diagnosis_code_system,
        MedicaidID as medicaid_id,
        MedicareID as medicare_id,
        try_date(InsertDate) as posted_date,
        try_date(ModifiedDate) as modified_date,
        try_timestamp(ModifiedDate) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_a_transactions

    union all

    select
        'hospital_b' as facility_id,
        TransactionID as transaction_id,
        EncounterID as encounter_id,
        PatientID as patient_id,
        ProviderID as provider_id,
        DeptID as department_id,
        PayorID as payer_id,
        ClaimID as claim_id,
        VisitType as visit_type,
        AmountType as amount_type,
        LineOfBusiness as line_of_business,
        try_date(VisitDate) as visit_date,
        try_date(ServiceDate) as service_date,
        try_date(PaidDate) as paid_date,
        'USD' as currency_code,
        try_amount(Amount) as charge_amount,
        cast(null as decimal(18,2)) as adjustment_amount,
        try_amount(PaidAmount) as paid_amount,
        cast(ProcedureCode as text) as procedure_code,
        'cpt' as procedure_code_system,
        ICDCode as diagnosis_code,
        'icd-10-cm' as diagnosis_code_system,
        MedicaidID as medicaid_id,
        MedicareID as medicare_id,
        try_date(InsertDate) as posted_date,
        try_date(ModifiedDate) as modified_date,
        try_timestamp(ModifiedDate) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.hospital_b_transactions
)

select
    facility_id,
    nullif(nullif(trim(transaction_id), ''), 'NULL') as transaction_id,
    nullif(nullif(trim(encounter_id), ''), 'NULL') as encounter_id,
    nullif(nullif(trim(patient_id), ''), 'NULL') as patient_id,
    nullif(nullif(trim(provider_id), ''), 'NULL') as provider_id,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    nullif(nullif(trim(payer_id), ''), 'NULL') as payer_id,
    nullif(nullif(trim(claim_id), ''), 'NULL') as claim_id,
    lower(nullif(nullif(trim(visit_type), ''), 'NULL')) as visit_type,
    lower(nullif(nullif(trim(amount_type), ''), 'NULL')) as amount_type,
    lower(nullif(nullif(trim(line_of_business), ''), 'NULL')) as line_of_business,
    visit_date,
    service_date,
    paid_date,
    currency_code,
    charge_amount,
    coalesce(adjustment_amount, 0) as adjustment_amount,
    paid_amount,
    nullif(upper(trim(procedure_code)), '') as procedure_code,
    procedure_code_system,
    nullif(upper(trim(diagnosis_code)), '') as diagnosis_code,
    diagnosis_code_system,
    nullif(nullif(trim(medicaid_id), ''), 'NULL') as medicaid_id,
    nullif(nullif(trim(medicare_id), ''), 'NULL') as medicare_id,
    posted_date,
    modified_date,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped;
create unlogged table quarantine.transaction as
select m.*, concat_ws(', ', case when m.facility_id is null or m.transaction_id is null then 'key_present' end, case when m.charge_amount is null or m.paid_amount is null or m.currency_code is null then 'charge_present' end, case when m.service_date is null then 'service_date_present' end) as _reason
from silver.transaction_cleaned as m
where (m.facility_id is null or m.transaction_id is null) or (m.charge_amount is null or m.paid_amount is null or m.currency_code is null) or (m.service_date is null);
create unlogged table silver.transaction as
with

checked as (
    select
        m.*,
        md5(concat(length(encounter_id), ':', encounter_id, length(patient_id), ':', patient_id, length(provider_id), ':', provider_id, length(department_id), ':', department_id, length(payer_id), ':', payer_id, length(claim_id), ':', claim_id, length(visit_type), ':', visit_type, length(amount_type), ':', amount_type, length(line_of_business), ':', line_of_business, length(cast(visit_date as text)), ':', cast(visit_date as text), length(cast(service_date as text)), ':', cast(service_date as text), length(cast(paid_date as text)), ':', cast(paid_date as text), length(currency_code), ':', currency_code, length(cast(charge_amount as text)), ':', cast(charge_amount as text), length(cast(adjustment_amount as text)), ':', cast(adjustment_amount as text), length(cast(paid_amount as text)), ':', cast(paid_amount as text), length(procedure_code), ':', procedure_code, length(procedure_code_system), ':', procedure_code_system, length(diagnosis_code), ':', diagnosis_code, length(diagnosis_code_system), ':', diagnosis_code_system, length(medicaid_id), ':', medicaid_id, length(medicare_id), ':', medicare_id, length(cast(posted_date as text)), ':', cast(posted_date as text), length(cast(modified_date as text)), ':', cast(modified_date as text))) as change_hash,
        nullif(concat_ws(',', case when not (charge_amount >= 0) then 'charge_not_negative' end,
            case when not (paid_amount <= charge_amount) then 'paid_not_above_charge' end,
            case when not (paid_date >= service_date) then 'paid_after_service' end,
            case when not (service_date >= visit_date) then 'service_from_visit' end,
            case when not (posted_date >= service_date) then 'posted_after_service' end,
            case when not (modified_date >= posted_date) then 'changed_after_posting' end,
            case when m.facility_id is not null and m.patient_id is not null and r_patient_known._0 is null then 'patient_known' end,
            case when m.facility_id is not null and m.provider_id is not null and r_provider_known._0 is null then 'provider_known' end,
            case when m.facility_id is not null and m.department_id is not null and r_department_known._0 is null then 'department_known' end), '') as _warnings
    from silver.transaction_cleaned as m
    left join (select facility_id as _0, patient_id as _1 from silver.patient where is_current) as r_patient_known on r_patient_known._0 = m.facility_id and r_patient_known._1 = m.patient_id
    left join (select facility_id as _0, provider_id as _1 from silver.provider where is_current) as r_provider_known on r_provider_known._0 = m.facility_id and r_provider_known._1 = m.provider_id
    left join (select facility_id as _0, department_id as _1 from silver.department where is_current) as r_department_known on r_department_known._0 = m.facility_id and r_department_known._1 = m.department_id
    where not ((m.facility_id is null or m.transaction_id is null) or (m.charge_amount is null or m.paid_amount is null or m.currency_code is null) or (m.service_date is null))
),

ordered as (
    select
        checked.*,
        lag(change_hash) over event as previous_hash,
        lead(_effective_at) over event as next_at,
        lead(_position) over event is null as is_last
    from checked
    window event as (partition by facility_id, transaction_id order by _effective_at nulls first, _batch_id, _position)
),

changed as (
    select ordered.*,
        lead(_effective_at) over (partition by facility_id, transaction_id order by _effective_at nulls first, _batch_id, _position) as valid_to
    from ordered
    where (is_last or next_at is distinct from _effective_at) and previous_hash is distinct from change_hash
)

select facility_id, transaction_id, encounter_id, patient_id, provider_id, department_id, payer_id, claim_id, visit_type, amount_type, line_of_business, visit_date, service_date, paid_date, currency_code, charge_amount, adjustment_amount, paid_amount, procedure_code, procedure_code_system, diagnosis_code, diagnosis_code_system, medicaid_id, medicare_id, posted_date, modified_date, coalesce(_effective_at, timestamp '0001-01-01') as valid_from, valid_to, valid_to is null as is_current,
    false as is_deleted, change_hash, cast(null as timestamp[]) as observed_at, _warnings,
    _source_id, _batch_id, _landing_file, _position
from changed;
drop table silver.transaction_cleaned;
analyze silver.transaction;

create unlogged table silver.claim_cleaned as
with

mapped as (
    select
        'hospital_a' as facility_id,
        ClaimID as claim_id,
        TransactionID as transaction_id,
        EncounterID as encounter_id,
        PatientID as patient_id,
        ProviderID as provider_id,
        DeptID as department_id,
        PayorID as payer_id,
        PayorType as payer_class,
        ClaimStatus as claim_status,
        try_date(ServiceDate) as service_date,
        try_date(ClaimDate) as claim_date,
        'USD' as currency_code,
        try_amount(ClaimAmount) as billed_amount,
        try_amount(PaidAmount) as paid_amount,
        try_amount(Deductible) as deductible_amount,
        try_amount(Coinsurance) as coinsurance_amount,
        try_amount(Copay) as copay_amount,
        try_date(InsertDate) as posted_date,
        try_date(ModifiedDate) as modified_date,
        try_timestamp(ModifiedDate) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.claims_a_claims

    union all

    select
        'hospital_b' as facility_id,
        ClaimID as claim_id,
        TransactionID as transaction_id,
        EncounterID as encounter_id,
        PatientID as patient_id,
        ProviderID as provider_id,
        DeptID as department_id,
        PayorID as payer_id,
        PayorType as payer_class,
        ClaimStatus as claim_status,
        try_date(ServiceDate) as service_date,
        try_date(ClaimDate) as claim_date,
        'USD' as currency_code,
        try_amount(ClaimAmount) as billed_amount,
        try_amount(PaidAmount) as paid_amount,
        try_amount(Deductible) as deductible_amount,
        try_amount(Coinsurance) as coinsurance_amount,
        try_amount(Copay) as copay_amount,
        try_date(InsertDate) as posted_date,
        try_date(ModifiedDate) as modified_date,
        try_timestamp(ModifiedDate) as _effective_at,
        _source_id,
        _batch_id,
        _landing_file,
        _position
    from bronze.claims_b_claims
)

select
    facility_id,
    nullif(nullif(trim(claim_id), ''), 'NULL') as claim_id,
    nullif(nullif(trim(transaction_id), ''), 'NULL') as transaction_id,
    nullif(nullif(trim(encounter_id), ''), 'NULL') as encounter_id,
    nullif(nullif(trim(patient_id), ''), 'NULL') as patient_id,
    nullif(nullif(trim(provider_id), ''), 'NULL') as provider_id,
    nullif(nullif(trim(department_id), ''), 'NULL') as department_id,
    nullif(nullif(trim(payer_id), ''), 'NULL') as payer_id,
    lower(nullif(nullif(trim(payer_class), ''), 'NULL')) as payer_class,
    lower(nullif(nullif(trim(claim_status), ''), 'NULL')) as claim_status,
    service_date,
    claim_date,
    currency_code,
    billed_amount,
    paid_amount,
    deductible_amount,
    coinsurance_amount,
    copay_amount,
    posted_date,
    modified_date,
    _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped;
create unlogged table quarantine.claim as
select m.*, concat_ws(', ', case when m.facility_id is null or m.claim_id is null then 'key_present' end, case when m.billed_amount is null or m.paid_amount is null or m.currency_code is null then 'amounts_present' end, case when m.service_date is null then 'service_date_present' end) as _reason
from silver.claim_cleaned as m
where (m.facility_id is null or m.claim_id is null) or (m.billed_amount is null or m.paid_amount is null or m.currency_code is null) or (m.service_date is null);
create unlogged table silver.claim as
with

checked as (
    select
        m.*,
        md5(concat(length(transaction_id), ':', transaction_id, length(encounter_id), ':', encounter_id, length(patient_id), ':', patient_id, length(provider_id), ':', provider_id, length(department_id), ':', department_id, length(payer_id), ':', payer_id, length(payer_class), ':', payer_class, length(claim_status), ':', claim_status, length(cast(service_date as text)), ':', cast(service_date as text), length(cast(claim_date as text)), ':', cast(claim_date as text), length(currency_code), ':', currency_code, length(cast(billed_amount as text)), ':', cast(billed_amount as text), length(cast(paid_amount as text)), ':', cast(paid_amount as text), length(cast(deductible_amount as text)), ':', cast(deductible_amount as text), length(cast(coinsurance_amount as text)), ':', cast(coinsurance_amount as text), length(cast(copay_amount as text)), ':', cast(copay_amount as text), length(cast(posted_date as text)), ':', cast(posted_date as text), length(cast(modified_date as text)), ':', cast(modified_date as text))) as change_hash,
        nullif(concat_ws(',', case when m.claim_status not in ('pending', 'approved', 'paid', 'denied', 'rejected') then 'status_known' end,
            case when m.claim_status is null then 'status_present' end,
            case when not (paid_amount <= billed_amount) then 'paid_not_above_billed' end,
            case when not (claim_date >= service_date) then 'claimed_after_service' end,
            case when not (paid_amount = 0 or claim_status not in ('denied', 'rejected')) then 'unpaid_when_refused' end,
            case when not (modified_date >= posted_date) then 'changed_after_posting' end,
            case when m.facility_id is not null and m.transaction_id is not null and r_transaction_known._0 is null then 'transaction_known' end,
            case when m.facility_id is not null and m.patient_id is not null and r_patient_known._0 is null then 'patient_known' end), '') as _warnings
    from silver.claim_cleaned as m
    left join (select facility_id as _0, transaction_id as _1 from silver.transaction where is_current) as r_transaction_known on r_transaction_known._0 = m.facility_id and r_transaction_known._1 = m.transaction_id
    left join (select facility_id as _0, patient_id as _1 from silver.patient where is_current) as r_patient_known on r_patient_known._0 = m.facility_id and r_patient_known._1 = m.patient_id
    where not ((m.facility_id is null or m.claim_id is null) or (m.billed_amount is null or m.paid_amount is null or m.currency_code is null) or (m.service_date is null))
),

ordered as (
    select
        checked.*,
        lag(change_hash) over event as previous_hash,
        lead(_effective_at) over event as next_at,
        lead(_position) over event is null as is_last
    from checked
    window event as (partition by facility_id, claim_id order by _effective_at nulls first, _batch_id, _position)
),

changed as (
    select ordered.*,
        lead(_effective_at) over (partition by facility_id, claim_id order by _effective_at nulls first, _batch_id, _position) as valid_to
    from ordered
    where (is_last or next_at is distinct from _effective_at) and previous_hash is distinct from change_hash
)

select facility_id, claim_id, transaction_id, encounter_id, patient_id, provider_id, department_id, payer_id, payer_class, claim_status, service_date, claim_date, currency_code, billed_amount, paid_amount, deductible_amount, coinsurance_amount, copay_amount, posted_date, modified_date, coalesce(_effective_at, timestamp '0001-01-01') as valid_from, valid_to, valid_to is null as is_current,
    false as is_deleted, change_hash, cast(null as timestamp[]) as observed_at, _warnings,
    _source_id, _batch_id, _landing_file, _position
from changed;
drop table silver.claim_cleaned;
analyze silver.claim;

create table silver.run_parameters as select date '2024-12-31' as as_of_date;
create table silver.facility as
select *
from (values ('hospital_a', 'Hospital A', 'US'), ('hospital_b', 'Hospital B', 'US')) as facility (facility_id, facility_name, country_code);

create unlogged table gold.dim_patient as
select
    patient_key,
    facility_id,
    gender,
    cast(greatest(year(birth_date), year(cast(valid_from as date)) - 90) as int) as birth_year,
    state_code,
    country_code,
    deceased_date is not null as is_deceased
from silver.patient
where is_current

union all

select
    'unknown' as patient_key,
    cast(null as text) as facility_id,
    'unknown' as gender,
    cast(null as int) as birth_year,
    cast(null as text) as state_code,
    cast(null as text) as country_code,
    cast(null as boolean) as is_deceased;

create unlogged table gold.dim_provider as
select
    provider.provider_key,
    provider.facility_id,
    provider.provider_id,
    nullif(concat_ws(' ', provider.given_name, provider.family_name), '') as provider_name,
    provider.specialty,
    coalesce(department.department_key, 'unknown') as department_key,
    provider.npi
from silver.provider as provider
left join silver.department as department
    on department.facility_id = provider.facility_id
    and department.department_id = provider.department_id
    and department.is_current
where provider.is_current

union all

select
    'unknown' as provider_key,
    cast(null as text) as facility_id,
    cast(null as text) as provider_id,
    'unknown' as provider_name,
    cast(null as text) as specialty,
    'unknown' as department_key,
    cast(null as text) as npi;

create unlogged table gold.dim_department as
select
    department_key,
    facility_id,
    department_id,
    department_name
from silver.department
where is_current

union all

select
    'unknown' as department_key,
    cast(null as text) as facility_id,
    cast(null as text) as department_id,
    'unknown' as department_name;

create unlogged table gold.dim_facility as
select
    facility_id,
    facility_name,
    country_code
from silver.facility;

create unlogged table gold.dim_procedure as
select
    procedure_key,
    procedure_code_system,
    procedure_code,
    description,
    category,
    code_status
from silver.procedure_code
where is_current

union all

select
    'unknown' as procedure_key,
    cast(null as text) as procedure_code_system,
    cast(null as text) as procedure_code,
    'unknown' as description,
    cast(null as text) as category,
    cast(null as text) as code_status;

create unlogged table gold.dim_date as
with

digit as (
    select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as digits (n)
),

day_number as (
    select e.n * 10000 + d.n * 1000 + c.n * 100 + b.n * 10 + a.n as n
    from digit as a
    cross join digit as b
    cross join digit as c
    cross join digit as d
    cross join digit as e
    where e.n < 8
),

calendar as (
    select date '1900-01-01' + n as calendar_date
    from day_number
    where n < 73049
)

select
    cast(year(calendar_date) * 10000 + month(calendar_date) * 100 + day(calendar_date) as int) as date_key,
    calendar_date,
    cast(year(calendar_date) as int) as year_number,
    cast(quarter(calendar_date) as int) as quarter_number,
    cast(month(calendar_date) as int) as month_number,
    cast(date_trunc('month', calendar_date) as date) as month_start_date,
    cast(day(calendar_date) as int) as day_of_month_number,
    cast(mod(datediff(calendar_date, date '1900-01-01'), 7) + 1 as int) as day_of_week_number,
    mod(datediff(calendar_date, date '1900-01-01'), 7) >= 5 as is_weekend
from calendar

union all

select
    0 as date_key,
    cast(null as date) as calendar_date,
    cast(null as int) as year_number,
    cast(null as int) as quarter_number,
    cast(null as int) as month_number,
    cast(null as date) as month_start_date,
    cast(null as int) as day_of_month_number,
    cast(null as int) as day_of_week_number,
    cast(null as boolean) as is_weekend;

create unlogged table gold.fact_encounter as
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
left join silver.provider as provider
    on provider.facility_id = encounter.facility_id and provider.provider_id = encounter.provider_id and provider.is_current
left join silver.department as department
    on department.facility_id = encounter.facility_id
    and department.department_id = encounter.department_id
    and department.is_current
left join silver.procedure_code as procedure_list
    on procedure_list.procedure_code_system = encounter.procedure_code_system
    and procedure_list.procedure_code = encounter.procedure_code
    and procedure_list.is_current
where encounter.is_current;

create unlogged table gold.fact_transaction as
select
    charge.facility_id,
    charge.transaction_id,
    charge.encounter_id,
    coalesce(patient.patient_key, 'unknown') as patient_key,
    coalesce(provider.provider_key, 'unknown') as provider_key,
    coalesce(department.department_key, 'unknown') as department_key,
    coalesce(charge.facility_id || '|' || charge.payer_id, 'unknown') as payer_key,
    charge.payer_id,
    coalesce(procedure_list.procedure_key, 'unknown') as procedure_key,
    charge.visit_type,
    charge.amount_type,
    charge.line_of_business,
    charge.service_date,
    cast(year(charge.service_date) * 10000 + month(charge.service_date) * 100 + day(charge.service_date) as int) as service_date_key,
    cast(date_trunc('month', charge.service_date) as date) as service_month,
    charge.paid_date,
    charge.posted_date,
    charge.currency_code,
    charge.charge_amount,
    charge.adjustment_amount,
    charge.paid_amount,
    cast(greatest(charge.charge_amount - charge.adjustment_amount - charge.paid_amount, 0) as decimal(18, 2))
        as open_receivable_amount,
    cast(greatest(charge.paid_amount + charge.adjustment_amount - charge.charge_amount, 0) as decimal(18, 2))
        as credit_balance_amount,
    case when charge.paid_amount > 0 then cast(datediff(charge.paid_date, charge.service_date) as int) end as payment_delay_days,
    cast(datediff(charge.posted_date, charge.service_date) as int) as charge_lag_days
from silver.transaction as charge
left join silver.patient as patient
    on patient.facility_id = charge.facility_id and patient.patient_id = charge.patient_id and patient.is_current
left join silver.provider as provider
    on provider.facility_id = charge.facility_id and provider.provider_id = charge.provider_id and provider.is_current
left join silver.department as department
    on department.facility_id = charge.facility_id
    and department.department_id = charge.department_id
    and department.is_current
left join silver.procedure_code as procedure_list
    on procedure_list.procedure_code_system = charge.procedure_code_system
    and procedure_list.procedure_code = charge.procedure_code
    and procedure_list.is_current
where charge.is_current;

create unlogged table gold.fact_claim as
with

current_claim as (
    select
        *,
        coalesce(deductible_amount, 0) + coalesce(coinsurance_amount, 0) + coalesce(copay_amount, 0)
            as patient_responsibility_amount,
        greatest(billed_amount - paid_amount, 0) as uncollected_amount
    from silver.claim
    where is_current
)

select
    claim.facility_id,
    claim.claim_id,
    claim.transaction_id,
    claim.encounter_id,
    coalesce(patient.patient_key, 'unknown') as patient_key,
    coalesce(provider.provider_key, 'unknown') as provider_key,
    coalesce(department.department_key, 'unknown') as department_key,
    coalesce(claim.facility_id || '|' || claim.payer_id, 'unknown') as payer_key,
    claim.payer_id,
    claim.payer_class,
    coalesce(claim.claim_status, 'unknown') as claim_status,
    claim.service_date,
    cast(year(claim.service_date) * 10000 + month(claim.service_date) * 100 + day(claim.service_date) as int) as service_date_key,
    cast(date_trunc('month', claim.service_date) as date) as service_month,
    claim.claim_date,
    claim.currency_code,
    claim.billed_amount,
    claim.paid_amount,
    cast(claim.uncollected_amount as decimal(18, 2)) as uncollected_amount,
    cast(claim.patient_responsibility_amount as decimal(18, 2)) as patient_responsibility_amount,
    cast(
        case
            when claim.claim_status in ('denied', 'rejected', 'pending') then 0
            else least(claim.uncollected_amount, claim.patient_responsibility_amount)
        end as decimal(18, 2)
    ) as uncollected_patient_amount,
    cast(
        case
            when claim.claim_status in ('denied', 'rejected', 'pending') then 0
            else greatest(claim.uncollected_amount - claim.patient_responsibility_amount, 0)
        end as decimal(18, 2)
    ) as uncollected_short_paid_amount,
    cast(datediff(claim.claim_date, claim.service_date) as int) as claim_lag_days
from current_claim as claim
left join silver.patient as patient
    on patient.facility_id = claim.facility_id and patient.patient_id = claim.patient_id and patient.is_current
left join silver.provider as provider
    on provider.facility_id = claim.facility_id and provider.provider_id = claim.provider_id and provider.is_current
left join silver.department as department
    on department.facility_id = claim.facility_id
    and department.department_id = claim.department_id
    and department.is_current;

create unlogged table gold.transaction_month as
with

aged as (
    select
        fact_transaction.*,
        run_parameters.as_of_date,
        datediff(run_parameters.as_of_date, fact_transaction.service_date) as age_days
    from gold.fact_transaction as fact_transaction
    cross join silver.run_parameters as run_parameters
)

select
    service_month,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    max(payer_id) as payer_id,
    currency_code,
    count(*) as transaction_count,
    cast(sum(charge_amount) as decimal(18, 2)) as charge_amount,
    cast(sum(adjustment_amount) as decimal(18, 2)) as adjustment_amount,
    cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
    cast(sum(open_receivable_amount) as decimal(18, 2)) as open_receivable_amount,
    cast(sum(credit_balance_amount) as decimal(18, 2)) as credit_balance_amount,
    cast(sum(case when age_days <= 30 then open_receivable_amount else 0 end) as decimal(18, 2)) as open_0_30_days_amount,
    cast(sum(case when age_days between 31 and 60 then open_receivable_amount else 0 end) as decimal(18, 2))
        as open_31_60_days_amount,
    cast(sum(case when age_days between 61 and 90 then open_receivable_amount else 0 end) as decimal(18, 2))
        as open_61_90_days_amount,
    cast(sum(case when age_days between 91 and 120 then open_receivable_amount else 0 end) as decimal(18, 2))
        as open_91_120_days_amount,
    cast(sum(case when age_days > 120 then open_receivable_amount else 0 end) as decimal(18, 2)) as open_over_120_days_amount,
    cast(sum(case when payment_delay_days >= 0 then payment_delay_days else 0 end) as bigint) as payment_delay_days,
    count(case when payment_delay_days >= 0 then 1 end) as payment_delay_count,
    count(case when payment_delay_days < 0 then 1 end) as paid_before_service_count,
    cast(sum(case when charge_lag_days >= 0 then charge_lag_days else 0 end) as bigint) as charge_lag_days,
    count(case when charge_lag_days >= 0 then 1 end) as charge_lag_count,
    count(case when charge_lag_days < 0 then 1 end) as posted_before_service_count,
    min(service_date) as first_service_date,
    max(service_date) as last_service_date,
    max(as_of_date) as as_of_date
from aged
group by service_month, facility_id, department_key, provider_key, payer_key, currency_code;

create unlogged table gold.claim_month as
select
    service_month,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    max(payer_id) as payer_id,
    currency_code,
    count(*) as claim_count,
    count(case when claim_status = 'pending' then 1 end) as pending_count,
    count(case when claim_status = 'approved' then 1 end) as approved_count,
    count(case when claim_status = 'paid' then 1 end) as paid_count,
    count(case when claim_status = 'denied' then 1 end) as denied_count,
    count(case when claim_status = 'rejected' then 1 end) as rejected_count,
    cast(sum(billed_amount) as decimal(18, 2)) as billed_amount,
    cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
    cast(sum(uncollected_amount) as decimal(18, 2)) as uncollected_amount,
    cast(sum(case when claim_status = 'denied' then uncollected_amount else 0 end) as decimal(18, 2))
        as uncollected_denied_amount,
    cast(sum(case when claim_status = 'rejected' then uncollected_amount else 0 end) as decimal(18, 2))
        as uncollected_rejected_amount,
    cast(sum(case when claim_status = 'pending' then uncollected_amount else 0 end) as decimal(18, 2))
        as uncollected_pending_amount,
    cast(sum(uncollected_patient_amount) as decimal(18, 2)) as uncollected_patient_amount,
    cast(sum(uncollected_short_paid_amount) as decimal(18, 2)) as uncollected_short_paid_amount,
    max(run_parameters.as_of_date) as as_of_date
from gold.fact_claim as fact_claim
cross join silver.run_parameters as run_parameters
group by service_month, facility_id, department_key, provider_key, payer_key, currency_code;

create unlogged table gold.dim_payer as
with

mentioned as (
    select payer_key, facility_id, payer_id
    from gold.transaction_month
    where payer_key <> 'unknown'

    union

    select payer_key, facility_id, payer_id
    from gold.claim_month
    where payer_key <> 'unknown'

    union

    select payer_key, facility_id, payer_id
    from silver.payer
    where is_current
)

select
    mentioned.payer_key,
    mentioned.facility_id,
    mentioned.payer_id,
    coalesce(payer.payer_name, mentioned.payer_id) as payer_name,
    coalesce(payer.payer_class, 'unknown') as payer_class,
    payer.payer_id is not null as is_listed
from mentioned
left join silver.payer as payer
    on payer.facility_id = mentioned.facility_id
    and payer.payer_id = mentioned.payer_id
    and payer.is_current

union all

select
    'unknown' as payer_key,
    cast(null as text) as facility_id,
    cast(null as text) as payer_id,
    'unknown' as payer_name,
    'unknown' as payer_class,
    false as is_listed;

create unlogged table gold.transaction_slice as
with

rolled_up as (
    select
        case
            when payer_key is not null then 'payer'
            when provider_key is not null then 'provider'
            when department_key is not null then 'department'
            when facility_id is not null then 'facility'
            else 'group'
        end as slice,
        facility_id,
        department_key,
        provider_key,
        payer_key,
        service_month,
        currency_code,
        cast(sum(transaction_count) as bigint) as transaction_count,
        cast(sum(charge_amount) as decimal(18, 2)) as charge_amount,
        cast(sum(adjustment_amount) as decimal(18, 2)) as adjustment_amount,
        cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
        cast(sum(open_receivable_amount) as decimal(18, 2)) as open_receivable_amount,
        cast(sum(credit_balance_amount) as decimal(18, 2)) as credit_balance_amount,
        cast(sum(open_0_30_days_amount) as decimal(18, 2)) as open_0_30_days_amount,
        cast(sum(open_31_60_days_amount) as decimal(18, 2)) as open_31_60_days_amount,
        cast(sum(open_61_90_days_amount) as decimal(18, 2)) as open_61_90_days_amount,
        cast(sum(open_91_120_days_amount) as decimal(18, 2)) as open_91_120_days_amount,
        cast(sum(open_over_120_days_amount) as decimal(18, 2)) as open_over_120_days_amount,
        cast(sum(payment_delay_days) as bigint) as payment_delay_days,
        cast(sum(payment_delay_count) as bigint) as payment_delay_count,
        cast(sum(paid_before_service_count) as bigint) as paid_before_service_count,
        cast(sum(charge_lag_days) as bigint) as charge_lag_days,
        cast(sum(charge_lag_count) as bigint) as charge_lag_count,
        cast(sum(posted_before_service_count) as bigint) as posted_before_service_count,
        min(first_service_date) as first_service_date,
        max(last_service_date) as last_service_date,
        max(as_of_date) as as_of_date
    from gold.transaction_month
    group by grouping sets (
        (currency_code),
        (service_month, currency_code),
        (facility_id, currency_code),
        (facility_id, service_month, currency_code),
        (facility_id, department_key, currency_code),
        (facility_id, department_key, service_month, currency_code),
        (facility_id, provider_key, currency_code),
        (facility_id, provider_key, service_month, currency_code),
        (facility_id, payer_key, currency_code),
        (facility_id, payer_key, service_month, currency_code)
    )
)

select
    rolled_up.slice,
    rolled_up.facility_id,
    rolled_up.department_key,
    rolled_up.provider_key,
    rolled_up.payer_key,
    case rolled_up.slice
        when 'payer' then payer.payer_name
        when 'provider' then provider.provider_name
        when 'department' then department.department_name
        when 'facility' then coalesce(facility.facility_name, rolled_up.facility_id)
        else 'all'
    end as member_name,
    rolled_up.service_month,
    rolled_up.currency_code,
    rolled_up.transaction_count,
    rolled_up.charge_amount,
    rolled_up.adjustment_amount,
    rolled_up.paid_amount,
    rolled_up.open_receivable_amount,
    rolled_up.credit_balance_amount,
    rolled_up.open_0_30_days_amount,
    rolled_up.open_31_60_days_amount,
    rolled_up.open_61_90_days_amount,
    rolled_up.open_91_120_days_amount,
    rolled_up.open_over_120_days_amount,
    rolled_up.payment_delay_days,
    rolled_up.payment_delay_count,
    rolled_up.paid_before_service_count,
    rolled_up.charge_lag_days,
    rolled_up.charge_lag_count,
    rolled_up.posted_before_service_count,
    rolled_up.first_service_date,
    rolled_up.last_service_date,
    rolled_up.as_of_date
from rolled_up
left join gold.dim_payer as payer on payer.payer_key = rolled_up.payer_key
left join gold.dim_provider as provider on provider.provider_key = rolled_up.provider_key
left join gold.dim_department as department on department.department_key = rolled_up.department_key
left join gold.dim_facility as facility on facility.facility_id = rolled_up.facility_id;

create unlogged table gold.claim_slice as
with

rolled_up as (
    select
        case
            when payer_key is not null then 'payer'
            when provider_key is not null then 'provider'
            when department_key is not null then 'department'
            when facility_id is not null then 'facility'
            else 'group'
        end as slice,
        facility_id,
        department_key,
        provider_key,
        payer_key,
        service_month,
        currency_code,
        cast(sum(claim_count) as bigint) as claim_count,
        cast(sum(pending_count) as bigint) as pending_count,
        cast(sum(approved_count) as bigint) as approved_count,
        cast(sum(paid_count) as bigint) as paid_count,
        cast(sum(denied_count) as bigint) as denied_count,
        cast(sum(rejected_count) as bigint) as rejected_count,
        cast(sum(billed_amount) as decimal(18, 2)) as billed_amount,
        cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
        cast(sum(uncollected_amount) as decimal(18, 2)) as uncollected_amount,
        cast(sum(uncollected_denied_amount) as decimal(18, 2)) as uncollected_denied_amount,
        cast(sum(uncollected_rejected_amount) as decimal(18, 2)) as uncollected_rejected_amount,
        cast(sum(uncollected_pending_amount) as decimal(18, 2)) as uncollected_pending_amount,
        cast(sum(uncollected_patient_amount) as decimal(18, 2)) as uncollected_patient_amount,
        cast(sum(uncollected_short_paid_amount) as decimal(18, 2)) as uncollected_short_paid_amount,
        max(as_of_date) as as_of_date
    from gold.claim_month
    group by grouping sets (
        (currency_code),
        (service_month, currency_code),
        (facility_id, currency_code),
        (facility_id, service_month, currency_code),
        (facility_id, department_key, currency_code),
        (facility_id, department_key, service_month, currency_code),
        (facility_id, provider_key, currency_code),
        (facility_id, provider_key, service_month, currency_code),
        (facility_id, payer_key, currency_code),
        (facility_id, payer_key, service_month, currency_code)
    )
)

select
    rolled_up.slice,
    rolled_up.facility_id,
    rolled_up.department_key,
    rolled_up.provider_key,
    rolled_up.payer_key,
    case rolled_up.slice
        when 'payer' then payer.payer_name
        when 'provider' then provider.provider_name
        when 'department' then department.department_name
        when 'facility' then coalesce(facility.facility_name, rolled_up.facility_id)
        else 'all'
    end as member_name,
    rolled_up.service_month,
    rolled_up.currency_code,
    rolled_up.claim_count,
    rolled_up.pending_count,
    rolled_up.approved_count,
    rolled_up.paid_count,
    rolled_up.denied_count,
    rolled_up.rejected_count,
    rolled_up.billed_amount,
    rolled_up.paid_amount,
    rolled_up.uncollected_amount,
    rolled_up.uncollected_denied_amount,
    rolled_up.uncollected_rejected_amount,
    rolled_up.uncollected_pending_amount,
    rolled_up.uncollected_patient_amount,
    rolled_up.uncollected_short_paid_amount,
    rolled_up.as_of_date
from rolled_up
left join gold.dim_payer as payer on payer.payer_key = rolled_up.payer_key
left join gold.dim_provider as provider on provider.provider_key = rolled_up.provider_key
left join gold.dim_department as department on department.department_key = rolled_up.department_key
left join gold.dim_facility as facility on facility.facility_id = rolled_up.facility_id;

create unlogged table gold.kpi_ar_ageing as
with

bucket as (
    select * from (
        values
            ('0-30', 1),
            ('31-60', 2),
            ('61-90', 3),
            ('91-120', 4),
            ('over 120', 5)
    ) as bucket_value (age_bucket, age_bucket_number)
)

select
    transaction_slice.slice,
    transaction_slice.facility_id,
    transaction_slice.department_key,
    transaction_slice.provider_key,
    transaction_slice.payer_key,
    transaction_slice.member_name,
    transaction_slice.service_month,
    transaction_slice.currency_code,
    bucket.age_bucket,
    bucket.age_bucket_number,
    case bucket.age_bucket_number
        when 1 then transaction_slice.open_0_30_days_amount
        when 2 then transaction_slice.open_31_60_days_amount
        when 3 then transaction_slice.open_61_90_days_amount
        when 4 then transaction_slice.open_91_120_days_amount
        else transaction_slice.open_over_120_days_amount
    end as open_receivable_amount,
    transaction_slice.as_of_date
from gold.transaction_slice as transaction_slice
cross join bucket;

create unlogged table gold.kpi_ar_over_90_days as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast((open_91_120_days_amount + open_over_120_days_amount) as double precision) / nullif(open_receivable_amount, 0) as decimal(9, 6)) as ar_over_90_days_rate,
    cast(open_91_120_days_amount + open_over_120_days_amount as decimal(18, 2)) as open_over_90_days_amount,
    open_receivable_amount,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_charge_lag as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast(charge_lag_days as double precision) / nullif(charge_lag_count, 0) as decimal(18, 2)) as mean_charge_lag_days,
    charge_lag_count,
    posted_before_service_count,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_charges as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    charge_amount,
    transaction_count,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_clean_claim_rate as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast((approved_count + paid_count) as double precision) / nullif((claim_count - pending_count), 0) as decimal(9, 6)) as clean_claim_rate,
    approved_count + paid_count as clean_count,
    claim_count - pending_count as decided_count,
    as_of_date
from gold.claim_slice;

create unlogged table gold.kpi_credit_balances as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    credit_balance_amount,
    transaction_count,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_days_in_ar as
with

service_period as (
    select
        service_month,
        currency_code,
        datediff(last_service_date, first_service_date) + 1 as service_days
    from gold.transaction_slice
    where slice = 'group'
)

select
    transaction_slice.slice,
    transaction_slice.facility_id,
    transaction_slice.department_key,
    transaction_slice.provider_key,
    transaction_slice.payer_key,
    transaction_slice.member_name,
    transaction_slice.service_month,
    transaction_slice.currency_code,
    cast(
        cast(transaction_slice.open_receivable_amount as double precision) * service_period.service_days
        / nullif(transaction_slice.charge_amount, 0) as decimal(18, 2)
    ) as days_in_ar,
    transaction_slice.open_receivable_amount,
    transaction_slice.charge_amount,
    cast(service_period.service_days as bigint) as service_days,
    transaction_slice.as_of_date
from gold.transaction_slice as transaction_slice
inner join service_period
    on service_period.service_month is not distinct from transaction_slice.service_month
    and service_period.currency_code = transaction_slice.currency_code;

create unlogged table gold.kpi_denial_rate as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast((denied_count + rejected_count) as double precision) / nullif(claim_count, 0) as decimal(9, 6)) as denial_rate,
    denied_count,
    rejected_count,
    claim_count,
    as_of_date
from gold.claim_slice;

create unlogged table gold.kpi_gross_collection_rate as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast(paid_amount as double precision) / nullif(charge_amount, 0) as decimal(9, 6)) as gross_collection_rate,
    paid_amount,
    charge_amount,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_net_collection_rate as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast((paid_amount - credit_balance_amount) as double precision) / nullif((charge_amount - adjustment_amount), 0) as decimal(9, 6)) as net_collection_rate,
    cast(paid_amount - credit_balance_amount as decimal(18, 2)) as net_paid_amount,
    cast(charge_amount - adjustment_amount as decimal(18, 2)) as net_charge_amount,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_open_ar as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    open_receivable_amount,
    transaction_count,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_payment_delay as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    cast(cast(payment_delay_days as double precision) / nullif(payment_delay_count, 0) as decimal(18, 2)) as mean_payment_delay_days,
    payment_delay_count,
    paid_before_service_count,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_payments as
select
    slice,
    facility_id,
    department_key,
    provider_key,
    payer_key,
    member_name,
    service_month,
    currency_code,
    paid_amount,
    transaction_count,
    as_of_date
from gold.transaction_slice;

create unlogged table gold.kpi_uncollected_by_reason as
with

reason as (
    select * from (
        values
            ('denied'),
            ('rejected'),
            ('pending'),
            ('patient responsibility'),
            ('short paid')
    ) as reason_value (uncollected_reason)
)

select
    claim_slice.slice,
    claim_slice.facility_id,
    claim_slice.department_key,
    claim_slice.provider_key,
    claim_slice.payer_key,
    claim_slice.member_name,
    claim_slice.service_month,
    claim_slice.currency_code,
    reason.uncollected_reason,
    case reason.uncollected_reason
        when 'denied' then claim_slice.uncollected_denied_amount
        when 'rejected' then claim_slice.uncollected_rejected_amount
        when 'pending' then claim_slice.uncollected_pending_amount
        when 'patient responsibility' then claim_slice.uncollected_patient_amount
        else claim_slice.uncollected_short_paid_amount
    end as uncollected_amount,
    claim_slice.as_of_date
from gold.claim_slice as claim_slice
cross join reason;
