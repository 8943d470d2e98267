-- The private insurers' settlement file of the UK hospital: semicolons, day first, pounds.

-- table claims
with claim as (
    select i as charge, i as e,
        encounter_date({f}, i, {base_encounters}, {growth_encounters}) as visit_date,
        case when i < {first_transactions} and claim_status({f}, i) = 'Pending' then 'Paid' else claim_status({f}, i) end as status
    from range({n_transactions}) t(i)
    where (i >= {first_transactions} or is_changed('claim {f}', i, {p})) and not is_missed_charge({f}, i)
)
select printf('INV-%08d', charge + 1) as invoice_no,
    printf('A%09d', charge + 1) as activity_id,
    printf('S%08d', e + 1) as spell_number,
    printf('RX%07d', encounter_patient({f}, e, {base_patients}, {base_encounters}) + 1) as hospital_number,
    pick('commissioner', e, ['QRL','QM7','QWO','BUPA','AXAH','VITAL']) as insurer,
    strftime((visit_date + between_numbers('service lag {f}', charge, 0, 3)::int)::date, '%d/%m/%Y') as service_date,
    strftime((visit_date + 3 + between_numbers('claim lag {f}', charge, 1, 12)::int)::date, '%d/%m/%Y') as invoice_date,
    cents(charge_cents({f}, charge)) as invoiced_gbp,
    cents(case when status = 'Paid' then greatest(paid_cents({f}, charge), charge_cents({f}, charge) // 2) else 0 end) as settled_gbp,
    case status when 'Paid' then 'Settled' when 'Denied' then 'Declined' when 'Rejected' then 'Returned' when 'Pending' then 'Open' else 'Agreed' end as status,
    strftime((case when {day} = 1 then visit_date + between_numbers('claim modified {f}', charge, 3, 18)::int else base_date() + {day} - 1 end)::date, '%d/%m/%Y') as changed_on
from claim;
