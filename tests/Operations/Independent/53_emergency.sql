-- emergency. One row per emergency attendance that ended in the period: minutes from arrival to leaving the ward of arrival, and of waiting for a bed.
with

period as (
    select facility_id, min(start_epoch) as start_epoch, max(end_epoch) as end_epoch
    from flow_hour
    group by facility_id
),

arrival as (
    select facility_id, visit_id, min_by(ward, start_epoch) as arrival_ward
    from flow_placement
    group by facility_id, visit_id
),

gone as (
    select visit.facility_id, visit.visit_id, visit.registered_epoch, visit.bed_requested_epoch, visit.arrival_mode, visit.admitted_epoch is not null as is_admitted,
        coalesce(min(placement.start_epoch), max(visit.discharged_epoch)) as left_epoch
    from flow_visit visit
    join arrival on arrival.facility_id = visit.facility_id and arrival.visit_id = visit.visit_id
    left join flow_placement placement on placement.facility_id = visit.facility_id and placement.visit_id = visit.visit_id and placement.ward <> arrival.arrival_ward
    where visit.registered_class = 'Emergency'
    group by visit.facility_id, visit.visit_id, visit.registered_epoch, visit.bed_requested_epoch, visit.arrival_mode, visit.admitted_epoch
)

select gone.facility_id, gone.visit_id, hour.local_date, gone.left_epoch - gone.registered_epoch as wait_seconds, gone.left_epoch - gone.registered_epoch > 14400 as is_breach,
    gone.is_admitted, case when gone.is_admitted and gone.bed_requested_epoch <= gone.left_epoch then gone.left_epoch - gone.bed_requested_epoch end as boarding_seconds
from gone
join flow_hour hour on hour.facility_id = gone.facility_id and gone.left_epoch >= hour.start_epoch and gone.left_epoch < hour.end_epoch
