-- occupancy_by_hour. One row per facility, ward of the plan and hour: patients in beds of the ward when the hour begins, those on leave left out.
select hour.facility_id, ward.ward, hour.start_epoch, ward.bed_count, count(placement.visit_id) as occupied_count
from flow_hour hour
join (select facility_id, ward, count(*) as bed_count from flow_bed group by facility_id, ward) ward on ward.facility_id = hour.facility_id
left join flow_placement placement
    on placement.facility_id = hour.facility_id and placement.ward = ward.ward and placement.bed <> '' and not placement.is_on_leave
    and placement.start_epoch <= hour.start_epoch and (placement.end_epoch is null or hour.start_epoch < placement.end_epoch)
group by hour.facility_id, ward.ward, hour.start_epoch, ward.bed_count
