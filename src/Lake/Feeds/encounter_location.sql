-- The place of an encounter goes with the encounter.
select
    'listener_facility' as facility_id,
    encounter_id,
    patient_id,
    case when ended_at is null then ward end as department_id,
    case when ended_at is null then room end as room,
    case when ended_at is null then bed end as bed,
    ended_at is null as is_present,
    ended_at is null and coalesce(is_on_leave, 0) = 1 as is_on_leave,
    known_at as _effective_at,
    case when started_at is null then 'delete' else 'upsert' end as _op,
    'listener_source' as _source_id,
    split_part(origin, '|', 1) as _batch_id,
    split_part(origin, '|', 3) as _landing_file,
    cast(split_part(origin, '|', 2) as bigint) as _position
from visit_state
