-- What the engine alone needs for the second day: read the extract and the table, compute the new table, write it.
set threads = 2;
create temp table incoming as
select *, md5_number_lower(concat_ws(chr(31), given_name, family_name, birth_date, gender, phone_number, address_text, city, postal_code)) as change_hash
from (
    select patient_id, given_name, family_name, try_cast(birth_date as date) as birth_date, gender, phone_number, address_text, city, postal_code,
        try_cast(modified_at as timestamp) as effective_at, row_number() over () as _position
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
    select i.* exclude (effective_at), i.effective_at as valid_from, null::timestamp as valid_to, true as is_current, false as is_deleted,
        'hospital' as _source_id, '01930f3c-9b00-7000-8000-000000000002' as _batch_id, 'day2.csv' as _landing_file
    from incoming i left join read_parquet('{folder}/bare1.parquet') s on s.patient_id = i.patient_id and s.is_current
    where s.patient_id is null or s.change_hash <> i.change_hash
    union all by name
    -- The end of those that are gone.
    select s.patient_id, timestamp '2024-12-03 00:00:00' as valid_from, null::timestamp as valid_to, false as is_current, true as is_deleted,
        'hospital' as _source_id, '01930f3c-9b00-7000-8000-000000000002' as _batch_id
    from read_parquet('{folder}/bare1.parquet') s anti join incoming i using (patient_id) where s.is_current
) to '{folder}/bare2.parquet' (format parquet, compression zstd, compression_level 1, dictionary_size_limit 8000, write_bloom_filter false);
