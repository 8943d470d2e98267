-- What the engine alone needs for the first load: the SCD type 2 table as one Parquet file.
copy (
    select patient_id, given_name, family_name, try_cast(birth_date as date) as birth_date, gender, phone_number, address_text, city, postal_code,
        try_cast(modified_at as timestamp) as valid_from, null::timestamp as valid_to, true as is_current,
        md5(concat_ws(chr(31), given_name, family_name, birth_date, gender, phone_number, address_text, city, postal_code)) as change_hash
    from read_csv('{folder}/day1.csv', all_varchar = true, header = true)
) to '{folder}/bare1.parquet' (format parquet, compression zstd);
