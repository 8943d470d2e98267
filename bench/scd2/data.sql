-- Day {day} of {patients} patients by 10 columns. Day 2 is the whole extract again with 5% changed, 1% new and 0.5% gone; what changed
-- did so at {now}, which is after the load of day 1 and before that of day 2, as it would be.
create macro patient(i, day) as struct_pack(
    patient_id := printf('P%08d', i),
    given_name := 'Given' || hash(i, 1) % 5000,
    family_name := 'Family' || hash(i, 2) % 20000,
    birth_date := date '1930-01-01' + (hash(i, 3) % 34000)::int,
    gender := case hash(i, 4) % 2 when 0 then 'female' else 'male' end,
    phone_number := printf('555%07d', (hash(i, 5, day) % 10000000)::bigint),
    address_text := (hash(i, 6, day) % 999) || ' Canal Street',
    city := 'City' || hash(i, 7, day) % 300,
    postal_code := printf('%05d', (hash(i, 8, day) % 99999)::bigint),
    modified_at := case day when 1 then timestamp '2024-12-02 00:00:00' + to_seconds((hash(i, 9) % 86400)::bigint)
        else timestamp '{now}' + to_milliseconds((hash(i, 9) % 1000)::bigint) end);
copy (
    select unnest(patient(i, case when {day} = 2 and (i >= {patients} or hash(i, 10) % 1000 < 50) then 2 else 1 end))
    from range(case {day} when 1 then {patients} else ({patients} * 1.01)::bigint end) t(i)
    where {day} = 1 or i >= {patients} or hash(i, 11) % 1000 >= 5
) to '{folder}/day{day}.csv' (header);
