-- silver.patient. One row per row of the mappings; cleaning that every facility shares.
-- The text NULL is what some exports write for a missing value; only in capitals, since Null is a family name.
select
    nullif(nullif(trim(facility_id), ''), 'NULL') as facility_id,
    nullif(nullif(trim(patient_id), ''), 'NULL') as patient_id,
    md5(concat_ws('|', trim(facility_id), trim(patient_id))) as patient_key,
    nullif(nullif(trim(mrn), ''), 'NULL') as mrn,
    nullif(nullif(trim(given_name), ''), 'NULL') as given_name,
    nullif(nullif(trim(middle_name), ''), 'NULL') as middle_name,
    nullif(nullif(trim(family_name), ''), 'NULL') as family_name,
    case
        when length(regexp_replace(ssn, '[^0-9]', '')) = 9
            then concat_ws(
                '-',
                substring(regexp_replace(ssn, '[^0-9]', ''), 1, 3),
                substring(regexp_replace(ssn, '[^0-9]', ''), 4, 2),
                substring(regexp_replace(ssn, '[^0-9]', ''), 6, 4)
            )
        else nullif(nullif(trim(ssn), ''), 'NULL')
    end as ssn,
    nullif(regexp_replace(nhs_number, '[^0-9]', ''), '') as nhs_number,
    -- A number dialled as 00 and the country code is the same as one that begins with +.
    nullif(regexp_replace(regexp_replace(phone_number, '[^0-9x+]', ''), '^00', '+'), '') as phone_number,
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
    _op,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from mapped
