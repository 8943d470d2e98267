-- The patients that a listener's ADT messages tell of, as the messages recorded up to each moment leave them. A value that was not sent keeps what was told before,
-- "" deletes it (HL7 v2.5.1, 2.5.3.2); a number that a merge ended is deleted. Grain: patient number and moment.
with

told as (
    select
        patient_id, trigger_event, recorded_at, coalesce(sending_application, '') || '|' || coalesce(control_id, '') as message_id,
        family_name, given_name, middle_name, birth_date, gender, street, city, state, postal_code, country, phone_number, ssn, death_at,
        _batch_id || '|' || lpad(cast(_position as string), 12, '0') || '|' || _landing_file as origin
    from bronze.listener_adt
    where patient_id is not null and recorded_at is not null and trigger_event <> 'A20'
    union all
    select
        second_patient_id, trigger_event, recorded_at, coalesce(sending_application, '') || '|' || coalesce(control_id, ''),
        second_family_name, second_given_name, null, second_birth_date, second_gender, null, null, null, null, null, null, null, null,
        _batch_id || '|' || lpad(cast(_position as string), 12, '0') || '|' || _landing_file
    from bronze.listener_adt
    where second_patient_id is not null and recorded_at is not null
    union all
    -- Of the number that ends, a merge tells only that.
    select
        prior_patient_id, 'ended', recorded_at, coalesce(sending_application, '') || '|' || coalesce(control_id, ''), null, null, null, null, null, null, null, null, null, null, null, null, null,
        _batch_id || '|' || lpad(cast(_position as string), 12, '0') || '|' || _landing_file
    from bronze.listener_adt
    where trigger_event in ('A18', 'A30', 'A34', 'A36', 'A39', 'A40') and prior_patient_id <> patient_id and recorded_at is not null
    union all
    select
        second_prior_patient_id, 'ended', recorded_at, coalesce(sending_application, '') || '|' || coalesce(control_id, ''), null, null, null, null, null, null, null, null, null, null, null, null, null,
        _batch_id || '|' || lpad(cast(_position as string), 12, '0') || '|' || _landing_file
    from bronze.listener_adt
    where trigger_event in ('A18', 'A30', 'A34', 'A36', 'A39', 'A40') and second_prior_patient_id <> second_patient_id and recorded_at is not null
),

heard as (
    select *,
        lpad(cast(row_number() over (
            partition by patient_id
            order by recorded_at nulls first, message_id nulls first, trigger_event nulls first, family_name nulls first, given_name nulls first
        ) as string), 9, '0') as heard_number
    from told
),

-- Each value with the number of the message that told it last.
followed as (
    select
        patient_id, recorded_at, heard_number,
        max(origin) over so_far as origin,
        max(case when family_name is not null then heard_number || family_name end) over so_far as family_name,
        max(case when given_name is not null then heard_number || given_name end) over so_far as given_name,
        max(case when middle_name is not null then heard_number || middle_name end) over so_far as middle_name,
        max(case when birth_date is not null then heard_number || birth_date end) over so_far as birth_date,
        max(case when gender is not null then heard_number || gender end) over so_far as gender,
        max(case when street is not null then heard_number || street end) over so_far as street,
        max(case when city is not null then heard_number || city end) over so_far as city,
        max(case when state is not null then heard_number || state end) over so_far as state,
        max(case when postal_code is not null then heard_number || postal_code end) over so_far as postal_code,
        max(case when country is not null then heard_number || country end) over so_far as country,
        max(case when phone_number is not null then heard_number || phone_number end) over so_far as phone_number,
        max(case when ssn is not null then heard_number || ssn end) over so_far as ssn,
        max(case when death_at is not null then heard_number || death_at end) over so_far as death_at,
        -- A merge, or the deletion of a person (A29), ends a number; a later merge into it begins it again.
        max(case when trigger_event in ('ended', 'A29') then heard_number end) over so_far as ended_number,
        max(case when trigger_event in ('A18', 'A28', 'A30', 'A34', 'A36', 'A39', 'A40') then heard_number end) over so_far as begun_number,
        max(case when trigger_event <> 'ended' then 1 else 0 end) over so_far as was_told,
        row_number() over (partition by patient_id, recorded_at order by heard_number desc nulls last) as from_last
    from heard
    window so_far as (partition by patient_id order by heard_number nulls first)
)

select
    'listener_facility' as facility_id,
    patient_id,
    patient_id as mrn,
    nullif(substring(given_name, 10), '""') as given_name,
    nullif(substring(middle_name, 10), '""') as middle_name,
    nullif(substring(family_name, 10), '""') as family_name,
    nullif(substring(ssn, 10), '""') as ssn,
    nullif(substring(phone_number, 10), '""') as phone_number,
    nullif(substring(gender, 10), '""') as gender,
    to_date(try_to_timestamp(case when length(substring(birth_date, 10)) >= 8 then substring(birth_date, 10, 8) end, 'yyyyMMdd')) as birth_date,
    to_date(try_to_timestamp(case when length(substring(death_at, 10)) >= 8 then substring(death_at, 10, 8) end, 'yyyyMMdd')) as deceased_date,
    nullif(substring(street, 10), '""') as address_text,
    nullif(substring(city, 10), '""') as city,
    nullif(substring(state, 10), '""') as state_code,
    nullif(substring(postal_code, 10), '""') as postal_code,
    case when length(substring(country, 10)) = 2 and substring(country, 10) <> '""' then substring(country, 10) end as country_code,
    cast(recorded_at as date) as modified_date,
    recorded_at as _effective_at,
    case when ended_number > coalesce(begun_number, '') then 'delete' else 'upsert' end as _op,
    'listener_source' as _source_id,
    split_part(origin, '|', 1) as _batch_id,
    split_part(origin, '|', 3) as _landing_file,
    cast(split_part(origin, '|', 2) as bigint) as _position
from followed
-- A number that nothing but its end is known of was never a patient here.
where from_last = 1 and was_told = 1
