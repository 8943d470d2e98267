-- What the engine alone needs for the first load: the history table as one Parquet file, with the same columns as silver has.
set threads = 2;
copy (
    select patient_id, given_name, family_name, try_cast(birth_date as date) as birth_date, gender, phone_number, address_text, city, postal_code,
        try_cast(modified_at as timestamp) as valid_from, null::timestamp as valid_to, true as is_current, false as is_deleted,
        md5_number_lower(concat_ws(chr(31), given_name, family_name, birth_date, gender, phone_number, address_text, city, postal_code)) as change_hash,
        'hospital' as _source_id, '01930f3c-9b00-7000-8000-000000000001' as _batch_id, 'day1.csv' as _landing_file, row_number() over () as _position
    from read_csv('{folder}/day1.csv', all_varchar = true, header = true)
    where patient_id is not null
) to '{folder}/bare1.parquet' (format parquet, compression zstd, compression_level 1, dictionary_size_limit 8000, write_bloom_filter false);
