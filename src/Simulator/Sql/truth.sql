-- What was planted, so that tests can ask what was found: one row per fault or link, by kind, facility, table and key.

-- us
select * from (
    select 'same_person' as kind, '{facility}' as facility, 'patients' as table_name, printf('HOSP1-%06d', i + 1) as key,
        printf('{first_facility}/HOSP1-%06d', person_of({f}, i, {n_patients_of_first}) + 1) as detail
        from range({first_patients}, {n_patients}) t(i) where is_shared_person({f}, i)
    union all select 'registered_twice', '{facility}', 'patients', printf('HOSP1-%06d', i + 1), printf('HOSP1-%06d', between_numbers('whose double {f}', i, 0, i - 1) + 1)
        from range({first_patients}, {n_patients}) t(i) where is_double({f}, i)
    union all select 'missing_first_name', '{facility}', 'patients', printf('HOSP1-%06d', i + 1), 'the text NULL'
        from range({first_patients}, {n_patients}) t(i) where chance('no first name {f}', i, 0.0005)
    union all select 'missing_birth_date', '{facility}', 'patients', printf('HOSP1-%06d', i + 1), ''
        from range({first_patients}, {n_patients}) t(i) where chance('no birth date {f}', i, 0.0005)
    union all select 'malformed_birth_date', '{facility}', 'patients', printf('HOSP1-%06d', i + 1), 'day first'
        from range({first_patients}, {n_patients}) t(i) where chance('malformed birth date {f}', i, 0.001) and not chance('no birth date {f}', i, 0.0005)
    union all select 'invalid_ssn', '{facility}', 'patients', printf('HOSP1-%06d', i + 1), ''
        from range({first_patients}, {n_patients}) t(i) where chance('bad ssn {f}', i, 0.003)
    union all select 'invalid_npi', '{facility}', 'providers', 'H{f}-' || printf('PROV%04d', i + 1), 'check digit'
        from range({n_providers}) t(i) where {day} = 1 and chance('bad npi {f}', i, 0.01)
    union all select 'missed_charge', '{facility}', 'encounters', printf('ENC%06d', i + 1), printf('TRANS%06d', i + 1)
        from range({first_transactions}, {n_transactions}) t(i) where is_missed_charge({f}, i)
    union all select 'malformed_amount', '{facility}', 'transactions', printf('TRANS%06d', i + 1), ''
        from range({first_transactions}, {n_transactions}) t(i) where chance('malformed amount {f}', i, 0.0005) and not is_missed_charge({f}, i)
    union all select 'duplicate_claim', '{facility}', 'claims', printf('CLAIM%06d', 500000000 + i + 1), printf('CLAIM%06d', i + 1)
        from range({first_transactions}, {n_transactions}) t(i) where chance('claim sent twice {f}', i, 0.004) and not is_missed_charge({f}, i)
    union all select 'late_update', '{facility}', 'claims', printf('CLAIM%06d', i + 1), 'three days late'
        from range({first_transactions}) t(i) where {day} > 1 and is_changed('claim {f}', i, {p}) and chance('late claim {f} {day}', i, 0.05) and not is_missed_charge({f}, i)
);

-- uk
select * from (
    select 'same_person' as kind, '{facility}' as facility, 'patient' as table_name, printf('RX%07d', i + 1) as key,
        printf('{first_facility}/HOSP1-%06d', person_of({f}, i, {n_patients_of_first}) + 1) as detail
        from range({first_patients}, {n_patients}) t(i) where is_shared_person({f}, i)
    union all select 'registered_twice', '{facility}', 'patient', printf('RX%07d', i + 1), printf('RX%07d', between_numbers('whose double {f}', i, 0, i - 1) + 1)
        from range({first_patients}, {n_patients}) t(i) where is_double({f}, i)
    union all select 'missing_first_name', '{facility}', 'patient', printf('RX%07d', i + 1), ''
        from range({first_patients}, {n_patients}) t(i) where chance('no first name {f}', i, 0.0005)
    union all select 'missing_birth_date', '{facility}', 'patient', printf('RX%07d', i + 1), ''
        from range({first_patients}, {n_patients}) t(i) where chance('no birth date {f}', i, 0.0005)
    union all select 'invalid_nhs_number', '{facility}', 'patient', printf('RX%07d', i + 1), 'check digit'
        from range({first_patients}, {n_patients}) t(i) where chance('bad nhs number', i, 0.003) and not chance('no nhs number', i, 0.02)
    union all select 'missed_charge', '{facility}', 'spell', printf('S%08d', i + 1), printf('A%09d', i + 1)
        from range({first_transactions}, {n_transactions}) t(i) where is_missed_charge({f}, i)
);
