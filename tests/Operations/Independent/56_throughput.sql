-- throughput. One row per facility and local date: arrivals at the emergency department, inpatient stays that began and that ended.
with

moment as (
    select facility_id, registered_epoch as epoch, 1 as arrival, 0 as admission, 0 as discharge
    from flow_visit
    where registered_class = 'Emergency'
    union all
    select facility_id, admitted_epoch, 0, 1, 0
    from flow_visit
    where is_inpatient_stay
    union all
    select facility_id, discharged_epoch, 0, 0, 1
    from flow_visit
    where is_inpatient_stay and discharged_epoch is not null
)

select hour.facility_id, hour.local_date, coalesce(sum(moment.arrival), 0) as arrival_count, coalesce(sum(moment.admission), 0) as admission_count, coalesce(sum(moment.discharge), 0) as discharge_count
from flow_hour hour
left join moment on moment.facility_id = hour.facility_id and moment.epoch >= hour.start_epoch and moment.epoch < hour.end_epoch
group by hour.facility_id, hour.local_date
