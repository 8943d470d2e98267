-- gold.dim_patient. One row per current patient of silver.patient, and one unknown patient for facts whose patient is not known.
-- Safe harbour (45 CFR 164.514(b)(2)(i)(C)): ages over 89 are one category, so births of 90 years and more before this state
-- of the record began are given the year that makes 90.
select
    patient_key,
    facility_id,
    gender,
    cast(greatest(year(birth_date), year(valid_from) - 90) as int) as birth_year,
    state_code,
    country_code,
    deceased_date is not null as is_deceased
from silver.patient
where is_current

union all

select
    'unknown' as patient_key,
    cast(null as string) as facility_id,
    'unknown' as gender,
    cast(null as int) as birth_year,
    cast(null as string) as state_code,
    cast(null as string) as country_code,
    cast(null as boolean) as is_deceased
