-- stay. One row per inpatient stay that ended in the period: its service, length, ward changes, whether before noon, and whether the person came back.
with

period as (
    select facility_id, min(start_epoch) as start_epoch, max(end_epoch) as end_epoch
    from flow_hour
    group by facility_id
),

merged as (
    select facility_id, detail as retired_id, max_by(patient_id, recorded_epoch) as survivor_id
    from flow_event
    where kind_number = 1
    group by facility_id, detail
),

-- Numbers are merged into numbers that are merged later: two steps are followed.
inpatient as (
    select visit.facility_id, visit.visit_id, visit.service, visit.admitted_epoch, visit.discharged_epoch,
        coalesce(second.survivor_id, first.survivor_id, visit.patient_id) as person_id
    from flow_visit visit
    left join merged first on first.facility_id = visit.facility_id and first.retired_id = visit.patient_id
    left join merged second on second.facility_id = visit.facility_id and second.retired_id = first.survivor_id
    where visit.is_inpatient_stay
),

ward_change as (
    select placement.facility_id, placement.visit_id, placement.start_epoch, placement.ward,
        lag(placement.ward) over (partition by placement.facility_id, placement.visit_id order by placement.start_epoch nulls first) as ward_before
    from flow_placement placement
)

select stay.facility_id, stay.visit_id, stay.service, stay.discharged_epoch - stay.admitted_epoch as stay_seconds,
    (select count(*) from ward_change
        where ward_change.facility_id = stay.facility_id and ward_change.visit_id = stay.visit_id
            and ward_change.ward <> ward_change.ward_before and ward_change.start_epoch > stay.admitted_epoch) as transfer_count,
    hour.local_hour < 12 as is_before_noon,
    exists (
        select 1 from inpatient again
        where again.facility_id = stay.facility_id and again.person_id = stay.person_id and again.visit_id <> stay.visit_id
            and again.admitted_epoch >= stay.discharged_epoch and again.admitted_epoch < stay.discharged_epoch + 2592000) as is_readmitted
from inpatient stay
join period on period.facility_id = stay.facility_id and stay.discharged_epoch >= period.start_epoch and stay.discharged_epoch < period.end_epoch
join flow_hour hour on hour.facility_id = stay.facility_id and stay.discharged_epoch >= hour.start_epoch and stay.discharged_epoch < hour.end_epoch
