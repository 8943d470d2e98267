-- The visits that a listener's ADT messages tell of, as the messages recorded up to each moment leave them; docs/guides/patient-flow.md has the rules in words.
-- Grain of visit_state: visit and moment at which a message about it, or a merge of its patient's number, was recorded.
with

told as (
    select
        coalesce(visit_number, alternate_visit_number, account_number) as encounter_id, patient_id, trigger_event, coalesce(sending_application, '') || '|' || coalesce(control_id, '') as message_id,
        recorded_at, event_at, began_at, ended_at, nullif(patient_class, '""') as patient_class, nullif(attending_id, '""') as attending_id,
        nullif(point_of_care, '""') as ward, nullif(room, '""') as room, nullif(bed, '""') as bed,
        _batch_id || '|' || lpad(cast(_position as string), 12, '0') || '|' || _landing_file as origin
    from bronze.listener_adt
    where trigger_event <> 'A20'
    union all
    -- A swap tells of two visits.
    select
        second_visit_number as encounter_id, second_patient_id as patient_id, trigger_event, coalesce(sending_application, '') || '|' || coalesce(control_id, '') as message_id,
        recorded_at, event_at, began_at, ended_at, nullif(second_patient_class, '""') as patient_class, cast(null as string) as attending_id,
        nullif(second_point_of_care, '""') as ward, nullif(second_room, '""') as room, nullif(second_bed, '""') as bed,
        _batch_id || '|' || lpad(cast(_position as string), 12, '0') || '|' || _landing_file as origin
    from bronze.listener_adt
    where second_visit_number is not null
),

-- 2 planned, 3 registered, 4 admitted, 5 and 6 class changed, 7 moved, 8 and 9 leave, 10 and 11 tracked, 12 discharged, 13 updated, 14 and 15 moments amended, 16 to 18 planned,
-- 19 and on takes back.
coded as (
    select *,
        case
            when trigger_event = 'A05' then 2 when trigger_event = 'A04' then 3 when trigger_event = 'A01' then 4 when trigger_event = 'A06' then 5 when trigger_event = 'A07' then 6
            when trigger_event in ('A02', 'A17') then 7 when trigger_event = 'A21' then 8 when trigger_event = 'A22' then 9 when trigger_event = 'A10' then 10
            when trigger_event = 'A09' then 11 when trigger_event = 'A03' then 12 when trigger_event in ('A08', 'A54', 'A55', 'A60', 'A61', 'A62') then 13
            when trigger_event = 'A14' then 16 when trigger_event = 'A15' then 17 when trigger_event = 'A16' then 18 when trigger_event in ('A11', 'A23', 'A38') then 19
            when trigger_event = 'A12' then 20 when trigger_event = 'A13' then 21 when trigger_event = 'A52' then 22 when trigger_event = 'A53' then 23
            when trigger_event = 'A27' then 24 when trigger_event = 'A26' then 25 when trigger_event = 'A25' then 26 when trigger_event = 'A32' then 27 when trigger_event = 'A33' then 28
        end as kind_number
    from told
    where encounter_id is not null and recorded_at is not null
),

statement as (
    select
        encounter_id, patient_id, message_id, recorded_at, kind_number, patient_class, attending_id, ward, room, bed, origin,
        coalesce(case when kind_number in (3, 4) then began_at when kind_number = 12 then ended_at end, event_at, recorded_at) as occurred_at
    from coded
    where kind_number is not null
    union all
    select encounter_id, patient_id, message_id, recorded_at, 14, patient_class, attending_id, null, null, null, origin, began_at
    from coded
    where trigger_event = 'A08' and began_at is not null
    union all
    select encounter_id, patient_id, message_id, recorded_at, 15, patient_class, attending_id, null, null, null, origin, ended_at
    from coded
    where trigger_event = 'A08' and ended_at is not null
),

heard as (
    select *,
        row_number() over (
            partition by encounter_id
            order by recorded_at nulls first, occurred_at nulls first, kind_number nulls first, message_id nulls first, patient_id nulls first, ward nulls first, bed nulls first
        ) as heard_number
    from statement
),

-- What the last message that said it said of patient and doctor, and whether the visit was ever begun or moved.
followed as (
    select *,
        substring(max(case when patient_id is not null then lpad(cast(heard_number as string), 9, '0') || patient_id end) over (partition by encounter_id order by heard_number nulls first), 10) as last_patient_id,
        substring(max(case when attending_id is not null then lpad(cast(heard_number as string), 9, '0') || attending_id end) over (partition by encounter_id order by heard_number nulls first), 10) as last_attending_id,
        substring(max(case when patient_class is not null then lpad(cast(heard_number as string), 9, '0') || patient_class end) over (partition by encounter_id order by heard_number nulls first), 10) as last_class,
        max(case when kind_number in (3, 4, 5) then 1 else 0 end) over (partition by encounter_id order by heard_number nulls first) as was_begun,
        max(case when kind_number between 3 and 12 or kind_number = 21 then 1 else 0 end) over (partition by encounter_id order by heard_number nulls first) as was_moved,
        -- Things that happen once hold in their last statement, others in the last for their moment.
        lead(heard_number) over (
            partition by encounter_id, kind_number, case when kind_number in (2, 3, 4, 12, 13, 14, 15, 16, 17, 18) then null else occurred_at end
            order by heard_number nulls first
        ) as replaced_number
    from heard
),

-- A cancellation of an admission takes back whichever beginning was reported last, and all statements of that kind.
kind_taken_back as (
    select cancel.encounter_id, cancel.heard_number, max_by(target.kind_number, target.heard_number) as kind_number
    from heard as cancel
    inner join heard as target
        on cancel.encounter_id = target.encounter_id and target.heard_number < cancel.heard_number
        and (
            cancel.kind_number = 19 and target.kind_number in (2, 3, 4, 5)
            or cancel.kind_number = 21 and target.kind_number = 12
            or cancel.kind_number between 24 and 26 and target.kind_number = cancel.kind_number - 8
        )
    group by cancel.encounter_id, cancel.heard_number
),

-- That of a movement takes back the one of the same moment, else the one reported last.
one_taken_back as (
    select cancel.encounter_id, cancel.heard_number as cancel_number,
        coalesce(max(case when target.occurred_at = cancel.occurred_at then target.heard_number end), max(target.heard_number)) as heard_number
    from heard as cancel
    inner join heard as target
        on cancel.encounter_id = target.encounter_id and target.heard_number < cancel.heard_number
        and (
            cancel.kind_number = 20 and target.kind_number = 7
            or cancel.kind_number = 22 and target.kind_number = 8
            or cancel.kind_number = 23 and target.kind_number = 9
            or cancel.kind_number = 27 and target.kind_number = 10
            or cancel.kind_number = 28 and target.kind_number = 11
        )
    group by cancel.encounter_id, cancel.heard_number
),

gone as (
    select followed.encounter_id, followed.heard_number, min(kind_taken_back.heard_number) as kind_number, min(one_taken_back.cancel_number) as one_number
    from followed
    left join kind_taken_back
        on followed.encounter_id = kind_taken_back.encounter_id and followed.kind_number = kind_taken_back.kind_number and kind_taken_back.heard_number > followed.heard_number
    left join one_taken_back on followed.encounter_id = one_taken_back.encounter_id and followed.heard_number = one_taken_back.heard_number
    group by followed.encounter_id, followed.heard_number
),

-- gone_number is the statement that ended this one.
standing as (
    select followed.*, least(
        coalesce(case when followed.kind_number < 19 then followed.replaced_number end, 999999999), coalesce(gone.kind_number, 999999999), coalesce(gone.one_number, 999999999)
    ) as gone_number
    from followed
    inner join gone on followed.encounter_id = gone.encounter_id and followed.heard_number = gone.heard_number
    -- Of what takes back, only a cancelled discharge says where the patient is.
    where followed.kind_number < 19 or followed.kind_number = 21 and followed.ward is not null
),

merged as (
    select prior_patient_id as retired_id, patient_id as survivor_id, recorded_at,
        _batch_id || '|' || lpad(cast(_position as string), 12, '0') || '|' || _landing_file as origin
    from bronze.listener_adt
    where trigger_event in ('A18', 'A30', 'A34', 'A36', 'A39', 'A40') and prior_patient_id <> patient_id and recorded_at is not null
    union all
    select second_prior_patient_id, second_patient_id, recorded_at, _batch_id || '|' || lpad(cast(_position as string), 12, '0') || '|' || _landing_file
    from bronze.listener_adt
    where trigger_event in ('A18', 'A30', 'A34', 'A36', 'A39', 'A40') and second_prior_patient_id <> second_patient_id and recorded_at is not null
),

-- Whose number a patient's number is from a moment on: a number that survives a later merge stands for itself again.
renumbered as (
    select patient_id, survivor_id, recorded_at as start_at, origin,
        lead(recorded_at) over (partition by patient_id order by recorded_at nulls first, survivor_id nulls first) as end_at
    from (
        select retired_id as patient_id, survivor_id, recorded_at, origin from merged
        union all
        select survivor_id, null, recorded_at, origin from merged
    ) as involved
),

named as (
    select distinct encounter_id, patient_id
    from heard
    where patient_id is not null
),

-- Numbers are merged into numbers that are merged later: three steps are followed.
followed_merge as (
    select named.encounter_id, one.start_at, one.origin
    from named
    inner join renumbered as one on named.patient_id = one.patient_id
    union all
    select named.encounter_id, two.start_at, two.origin
    from named
    inner join renumbered as one on named.patient_id = one.patient_id
    inner join renumbered as two on one.survivor_id = two.patient_id
    union all
    select named.encounter_id, three.start_at, three.origin
    from named
    inner join renumbered as one on named.patient_id = one.patient_id
    inner join renumbered as two on one.survivor_id = two.patient_id
    inner join renumbered as three on two.survivor_id = three.patient_id
),

point as (
    select encounter_id, recorded_at as known_at, heard_number, origin from heard
    union all
    select encounter_id, start_at, null, origin from followed_merge
),

dated as (
    select encounter_id, known_at, max(heard_number) as heard_number, max(origin) as origin
    from point
    group by encounter_id, known_at
),

moment as (
    select encounter_id, known_at,
        max(heard_number) over (partition by encounter_id order by known_at nulls first) as known_number,
        max(origin) over (partition by encounter_id order by known_at nulls first) as origin
    from dated
),

span as (
    select
        moment.encounter_id, moment.known_at, moment.known_number, moment.origin,
        max(case when standing.kind_number = 3 then standing.occurred_at end) as registered_at,
        max(case when standing.kind_number = 4 then standing.occurred_at end) as admit_at,
        max(case when standing.kind_number = 4 then standing.heard_number end) as admit_number,
        max(case when standing.kind_number = 14 then standing.occurred_at end) as amended_admit_at,
        max(case when standing.kind_number = 14 then standing.heard_number end) as amended_admit_number,
        min(case when standing.kind_number = 5 then standing.occurred_at end) as to_inpatient_at,
        min(case when standing.kind_number between 6 and 9 then standing.occurred_at when standing.kind_number = 21 then standing.recorded_at end) as first_move_at,
        max(case when standing.kind_number = 12 then standing.occurred_at end) as discharge_at,
        max(case when standing.kind_number = 12 then standing.heard_number end) as discharge_number,
        max(case when standing.kind_number = 15 then standing.occurred_at end) as amended_discharge_at,
        max(case when standing.kind_number = 15 then standing.heard_number end) as amended_discharge_number
    from moment
    left join standing
        on moment.encounter_id = standing.encounter_id and standing.heard_number <= moment.known_number and standing.gone_number > moment.known_number
    where moment.known_number is not null
    group by moment.encounter_id, moment.known_at, moment.known_number, moment.origin
),

amended as (
    select
        span.encounter_id, span.known_at, span.known_number, span.origin, span.registered_at, span.to_inpatient_at, span.first_move_at,
        followed.last_patient_id, followed.last_attending_id, followed.last_class, followed.was_begun, followed.was_moved,
        case when span.admit_at is not null and span.amended_admit_number > span.admit_number then span.amended_admit_at else span.admit_at end as admit_at,
        case when span.discharge_at is not null and span.amended_discharge_number > span.discharge_number then span.amended_discharge_at else span.discharge_at end as discharge_at
    from span
    inner join followed on span.encounter_id = followed.encounter_id and span.known_number = followed.heard_number
),

-- A visit with movements and no beginning, for a feed that starts in its middle, began with the first of them.
started as (
    select *,
        case
            when coalesce(admit_at, registered_at, to_inpatient_at) is not null then least(
                coalesce(admit_at, registered_at, to_inpatient_at), coalesce(registered_at, admit_at, to_inpatient_at), coalesce(to_inpatient_at, admit_at, registered_at)
            )
            when was_begun = 0 then least(coalesce(first_move_at, discharge_at), coalesce(discharge_at, first_move_at))
        end as started_at
    from amended
),

movement as (
    select
        started.encounter_id, started.known_at, standing.kind_number, standing.ward, standing.room, standing.bed, standing.patient_class, standing.heard_number,
        started.started_at, started.discharge_at,
        case standing.kind_number when 4 then started.admit_at when 21 then standing.recorded_at else standing.occurred_at end as moved_at
    from started
    inner join standing
        on started.encounter_id = standing.encounter_id and standing.heard_number <= started.known_number and standing.gone_number > started.known_number
    where standing.kind_number between 3 and 9 or standing.kind_number = 21
),

ordered as (
    select *, date_format(moved_at, 'yyyyMMddHHmmss') || lpad(cast(heard_number as string), 9, '0') as move_order, moved_at >= started_at and (discharge_at is null or moved_at < discharge_at) as is_inside
    from movement
),

last_move as (
    select
        encounter_id, known_at,
        max_by(case when is_inside and kind_number = 8 then 1 else 0 end, case when is_inside then move_order end) as is_on_leave,
        max(case when is_inside and coalesce(ward, room, bed) is not null then move_order end) as place_order,
        max(case when kind_number in (3, 4, 5, 6) then move_order end) as class_order
    from ordered
    group by encounter_id, known_at
),

visit_state as (
    select
        started.encounter_id, started.known_at, started.origin, started.last_attending_id, started.was_moved, started.started_at,
        case when started.discharge_at < started.started_at then started.started_at else started.discharge_at end as ended_at,
        coalesce(three.survivor_id, two.survivor_id, one.survivor_id, started.last_patient_id) as patient_id,
        last_move.is_on_leave, place.ward, place.room, place.bed,
        coalesce(case class.kind_number when 5 then 'I' when 6 then 'O' when 4 then coalesce(class.patient_class, 'I') else class.patient_class end, started.last_class) as patient_class
    from started
    left join last_move on started.encounter_id = last_move.encounter_id and started.known_at = last_move.known_at
    left join ordered as place on last_move.encounter_id = place.encounter_id and last_move.known_at = place.known_at and last_move.place_order = place.move_order
    left join ordered as class on last_move.encounter_id = class.encounter_id and last_move.known_at = class.known_at and last_move.class_order = class.move_order
    left join renumbered as one on started.last_patient_id = one.patient_id and one.start_at <= started.known_at and (one.end_at is null or started.known_at < one.end_at)
    left join renumbered as two on one.survivor_id = two.patient_id and two.start_at <= started.known_at and (two.end_at is null or started.known_at < two.end_at)
    left join renumbered as three on two.survivor_id = three.patient_id and three.start_at <= started.known_at and (three.end_at is null or started.known_at < three.end_at)
    where started.started_at is not null or started.was_moved = 1
)
