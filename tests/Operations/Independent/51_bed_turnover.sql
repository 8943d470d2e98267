-- bed_turnover. One row per facility and ward: departures from its beds, and bed seconds available and occupied, within the period.
with

period as (
    select facility_id, min(start_epoch) as start_epoch, max(end_epoch) as end_epoch
    from flow_hour
    group by facility_id
),

ward as (
    select bed.facility_id, bed.ward, count(*) as bed_count, period.start_epoch, period.end_epoch
    from flow_bed bed
    join period on period.facility_id = bed.facility_id
    group by bed.facility_id, bed.ward, period.start_epoch, period.end_epoch
)

select ward.facility_id, ward.ward,
    ward.bed_count * (ward.end_epoch - ward.start_epoch) as available_seconds,
    sum(case when placement.visit_id is null then 0 else greatest(least(coalesce(placement.end_epoch, ward.end_epoch), ward.end_epoch) - greatest(placement.start_epoch, ward.start_epoch), 0) end) as occupied_seconds,
    count(case when placement.end_epoch >= ward.start_epoch and placement.end_epoch < ward.end_epoch then 1 end) as departure_count
from ward
left join flow_placement placement on placement.facility_id = ward.facility_id and placement.ward = ward.ward and placement.bed <> '' and not placement.is_on_leave
group by ward.facility_id, ward.ward, ward.bed_count, ward.start_epoch, ward.end_epoch
