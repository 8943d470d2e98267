-- flow_placement. One row per time that a patient spent in one place; end_epoch is NULL while there.
with

movement as (
    select alive.facility_id, alive.visit_id, alive.heard_number, alive.kind_number, alive.ward, alive.room, alive.bed,
        case alive.kind_number when 4 then visit.admit_epoch when 21 then alive.recorded_epoch else alive.occurred_epoch end as start_epoch,
        visit.started_epoch, visit.discharged_epoch
    from flow_alive alive
    join flow_visit visit on visit.facility_id = alive.facility_id and visit.visit_id = alive.visit_id
    where alive.kind_number between 3 and 9 or alive.kind_number = 21 and alive.ward <> ''
),

inside as (
    select *, row_number() over (partition by facility_id, visit_id order by start_epoch nulls first, heard_number nulls first) as movement_number
    from movement
    where start_epoch >= started_epoch and (discharged_epoch is null or start_epoch < discharged_epoch)
),

-- A movement that names no place happened where the patient was.
placed as (
    select here.facility_id, here.visit_id, here.movement_number, here.start_epoch, here.kind_number = 8 as is_on_leave,
        case when here.ward = '' and here.bed = '' then coalesce(before.ward, '') else here.ward end as ward,
        case when here.ward = '' and here.bed = '' then coalesce(before.room, '') else here.room end as room,
        case when here.ward = '' and here.bed = '' then coalesce(before.bed, '') else here.bed end as bed
    from inside here
    left join inside before on before.facility_id = here.facility_id and before.visit_id = here.visit_id and before.movement_number = here.movement_number - 1
),

-- Of the movements of one moment the last holds; one that changes nothing is none.
standing as (
    select *
    from placed
    qualify movement_number = max(movement_number) over (partition by facility_id, visit_id, start_epoch)
),

changing as (
    select *
    from standing
    qualify (ward, room, bed, is_on_leave) is distinct from lag((ward, room, bed, is_on_leave)) over (partition by facility_id, visit_id order by movement_number)
),

ended as (
    select changing.*, coalesce(lead(changing.start_epoch) over (partition by changing.facility_id, changing.visit_id order by changing.movement_number), visit.discharged_epoch) as end_epoch
    from changing
    join flow_visit visit on visit.facility_id = changing.facility_id and visit.visit_id = changing.visit_id
)

select facility_id, visit_id, movement_number, ward, room, bed, is_on_leave, start_epoch, end_epoch
from ended
where end_epoch is null or start_epoch < end_epoch
