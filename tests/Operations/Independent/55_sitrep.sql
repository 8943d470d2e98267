-- sitrep. One row per facility and local date: beds of general and acute wards at 08:00, long stays then, and the emergency department of the day before.
with

morning as (
    select facility_id, local_date, start_epoch
    from flow_hour
    where local_hour = 8 and local_date > (select min(first.local_date) from flow_hour first where first.facility_id = flow_hour.facility_id)
),

bed as (
    select facility_id, ward, room, bed, is_escalation
    from flow_bed
    where ward_kind = 'GeneralAcute'
),

snapshot as (
    select morning.facility_id, morning.local_date,
        count(case when not bed.is_escalation then 1 end) as core_bed_count,
        count(case when not bed.is_escalation and placement.visit_id is not null then 1 end) as core_occupied_count,
        count(case when bed.is_escalation and placement.visit_id is not null then 1 end) as escalation_occupied_count
    from morning
    join bed on bed.facility_id = morning.facility_id
    left join flow_placement placement
        on placement.facility_id = bed.facility_id and placement.ward = bed.ward and placement.room = bed.room and placement.bed = bed.bed and not placement.is_on_leave
        and placement.start_epoch <= morning.start_epoch and (placement.end_epoch is null or morning.start_epoch < placement.end_epoch)
    group by morning.facility_id, morning.local_date
),

long_stay as (
    select morning.facility_id, morning.local_date,
        count(case when morning.start_epoch - visit.admitted_epoch >= 604800 then 1 end) as seven_day_count,
        count(case when morning.start_epoch - visit.admitted_epoch >= 1209600 then 1 end) as fourteen_day_count,
        count(case when morning.start_epoch - visit.admitted_epoch >= 1814400 then 1 end) as twenty_one_day_count
    from morning
    join flow_visit visit on visit.facility_id = morning.facility_id and visit.is_inpatient_stay and visit.admitted_epoch <= morning.start_epoch
        and (visit.discharged_epoch is null or morning.start_epoch < visit.discharged_epoch)
    group by morning.facility_id, morning.local_date
),

handover as (
    select visit.facility_id, hour.local_date,
        count(*) as handover_count,
        count(case when alive.first_epoch - visit.registered_epoch > 1800 then 1 end) as over_30_minutes_count,
        count(case when alive.first_epoch - visit.registered_epoch > 3600 then 1 end) as over_60_minutes_count
    from flow_visit visit
    join (
        select facility_id, visit_id, min(occurred_epoch) as first_epoch
        from flow_alive
        where kind_number in (7, 10)
        group by facility_id, visit_id
    ) alive on alive.facility_id = visit.facility_id and alive.visit_id = visit.visit_id
    join flow_hour hour on hour.facility_id = visit.facility_id and alive.first_epoch >= hour.start_epoch and alive.first_epoch < hour.end_epoch
    where visit.registered_class = 'Emergency' and visit.arrival_mode = 'A'
    group by visit.facility_id, hour.local_date
),

attended as (
    select facility_id, local_date, count(*) as attendance_count, count(case when is_breach then 1 end) as breach_count,
        count(case when boarding_seconds > 43200 then 1 end) as twelve_hour_wait_count
    from emergency
    group by facility_id, local_date
)

select snapshot.facility_id, snapshot.local_date, snapshot.core_bed_count, snapshot.core_occupied_count, snapshot.escalation_occupied_count,
    coalesce(long_stay.seven_day_count, 0) as seven_day_count, coalesce(long_stay.fourteen_day_count, 0) as fourteen_day_count, coalesce(long_stay.twenty_one_day_count, 0) as twenty_one_day_count,
    coalesce(handover.handover_count, 0) as handover_count, coalesce(handover.over_30_minutes_count, 0) as over_30_minutes_count, coalesce(handover.over_60_minutes_count, 0) as over_60_minutes_count,
    coalesce(attended.attendance_count, 0) as attendance_count, coalesce(attended.breach_count, 0) as breach_count, coalesce(attended.twelve_hour_wait_count, 0) as twelve_hour_wait_count
from snapshot
left join long_stay on long_stay.facility_id = snapshot.facility_id and long_stay.local_date = snapshot.local_date
left join handover on handover.facility_id = snapshot.facility_id and handover.local_date = snapshot.local_date - 1
left join attended on attended.facility_id = snapshot.facility_id and attended.local_date = snapshot.local_date - 1
