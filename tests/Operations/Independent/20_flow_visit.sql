-- flow_visit. One row per visit that began: when, how, and when it ended. Times are seconds since 1970 in UTC.
with

moment as (
    select facility_id, visit_id,
        max(case when kind_number = 3 then occurred_epoch end) as registered_epoch,
        max(case when kind_number = 3 then patient_class end) as registered_class,
        max(case when kind_number = 3 then detail end) as arrival_mode,
        max(case when kind_number = 4 then occurred_epoch end) as admit_epoch,
        max(case when kind_number = 4 then heard_number end) as admit_number,
        max(case when kind_number = 14 then occurred_epoch end) as amended_admit_epoch,
        max(case when kind_number = 14 then heard_number end) as amended_admit_number,
        min(case when kind_number = 5 then occurred_epoch end) as to_inpatient_epoch,
        max(case when kind_number = 12 then occurred_epoch end) as discharge_epoch,
        max(case when kind_number = 12 then heard_number end) as discharge_number,
        max(case when kind_number = 15 then occurred_epoch end) as amended_discharge_epoch,
        max(case when kind_number = 15 then heard_number end) as amended_discharge_number,
        max(case when kind_number = 16 then occurred_epoch end) as bed_requested_epoch
    from flow_alive
    group by facility_id, visit_id
),

-- Patient and service as last recorded, whatever became of the event that said them.
last_said as (
    select facility_id, visit_id,
        max_by(patient_id, recorded_epoch) filter (where patient_id <> '') as patient_id,
        max_by(service, recorded_epoch) filter (where service <> '') as service
    from flow_event
    where visit_id <> '' and kind_number between 2 and 28
    group by facility_id, visit_id
),

amended as (
    select moment.facility_id, moment.visit_id, moment.registered_epoch, moment.registered_class, moment.arrival_mode, moment.bed_requested_epoch, moment.to_inpatient_epoch,
        case when moment.admit_epoch is not null and moment.amended_admit_number > moment.admit_number then moment.amended_admit_epoch else moment.admit_epoch end as admit_epoch,
        case when moment.discharge_epoch is not null and moment.amended_discharge_number > moment.discharge_number then moment.amended_discharge_epoch else moment.discharge_epoch end as discharge_epoch
    from moment
),

-- A registration that became inpatient is an inpatient stay; one that is inpatient from the start too.
stated as (
    select *, nullif(least(coalesce(admit_epoch, 99999999999), coalesce(to_inpatient_epoch, 99999999999)), 99999999999) as admitted_epoch
    from amended
),

started as (
    select *, nullif(least(coalesce(admitted_epoch, 99999999999), coalesce(registered_epoch, 99999999999)), 99999999999) as started_epoch
    from stated
),

last_class as (
    select alive.facility_id, alive.visit_id,
        max_by(case alive.kind_number when 5 then 'Inpatient' when 6 then 'Outpatient' when 4 then case when alive.patient_class = 'Unknown' then 'Inpatient' else alive.patient_class end else alive.patient_class end,
            case when alive.kind_number = 4 then started.admit_epoch else alive.occurred_epoch end) as visit_class
    from flow_alive alive
    join started on started.facility_id = alive.facility_id and started.visit_id = alive.visit_id
    where alive.kind_number in (3, 4, 5, 6)
    group by alive.facility_id, alive.visit_id
)

select started.facility_id, started.visit_id, last_said.patient_id, coalesce(last_said.service, '') as service,
    started.registered_epoch, started.registered_class, started.arrival_mode, started.admit_epoch, started.admitted_epoch, started.started_epoch,
    case when started.discharge_epoch < started.started_epoch then started.started_epoch else started.discharge_epoch end as discharged_epoch,
    coalesce(started.bed_requested_epoch, case when started.registered_epoch is not null then started.admitted_epoch end) as bed_requested_epoch,
    started.admitted_epoch is not null and last_class.visit_class in ('Inpatient', 'Obstetrics') as is_inpatient_stay
from started
join last_said on last_said.facility_id = started.facility_id and last_said.visit_id = started.visit_id
join last_class on last_class.facility_id = started.facility_id and last_class.visit_id = started.visit_id
where started.started_epoch is not null
