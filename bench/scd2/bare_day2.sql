-- What the engine alone needs for the second day: read the extract and the table, compute the new table, write it.
set threads = 2;
create temp table incoming as
select *, md5(concat_ws(chr(31), given_name, family_name, birth_date, gender, phone_number, address_text, city, postal_code)) as change_hash
from (
    select patient_id, given_name, family_name, try_cast(birth_date as date) as birth_date, gender, phone_number, address_text, city, postal_code,
        try_cast(modified_at as timestamp) as effective_at
    from read_csv('{folder}/day2.csv', all_varchar = true, header = true)
    where patient_id is not null
);
copy (
    -- What stays, with the rows closed that changed or are gone.
    select s.* exclude (valid_to, is_current),
        case when s.is_current and i.patient_id is null then timestamp '2024-12-03 00:00:00'
             when s.is_current and i.change_hash <> s.change_hash then i.effective_at else s.valid_to end as valid_to,
        s.is_current and i.patient_id is not null and i.change_hash = s.change_hash as is_current
    from read_parquet('{folder}/bare1.parquet') s left join incoming i using (patient_id)
    union all by name
    -- The new states.
    select i.* exclude (effective_at), i.effective_at as valid_from, null::timestamp as valid_to, true as is_current
    from incoming i left join read_parquet('{folder}/bare1.parquet') s on s.patient_id = i.patient_id and s.is_current
    where s.patient_id is null or s.change_hash <> i.change_hash
) to '{folder}/bare2.parquet' (format parquet, compression zstd);
