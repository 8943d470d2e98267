-- flow_alive. One row per event of a visit that holds in the end: repetitions, what a later statement replaces, and what a cancellation takes back are left out.
-- Order of recording decides: kinds that happen once (3 register, 4 admit, 12 discharge, 13 update, 14 and 15 amendments, 2 and 16 to 18 plans) hold in their last
-- statement, others in their last statement for a moment. Cancellations 19 to 28; docs/guides/patient-flow.md has the rules in words.
with

event as (
    select distinct
        facility_id, visit_id, kind_number, occurred_epoch, recorded_epoch, message_id, patient_id, ward, room, bed, patient_class, service, planned_epoch, detail
    from flow_event
    where visit_id <> '' and kind_number between 2 and 28
),

heard as (
    select *, row_number() over (partition by facility_id, visit_id order by recorded_epoch nulls first, occurred_epoch nulls first, kind_number nulls first, message_id nulls first) as heard_number
    from event
),

-- Cancellations that take back a kind: of an admission, whichever kind of beginning was reported last.
dead_kind as (
    select cancel.facility_id, cancel.visit_id, cancel.heard_number,
        max_by(target.kind_number, target.heard_number) as kind_number
    from heard cancel
    join heard target
        on target.facility_id = cancel.facility_id and target.visit_id = cancel.visit_id and target.heard_number < cancel.heard_number
        and (cancel.kind_number = 19 and target.kind_number in (2, 3, 4, 5)
            or cancel.kind_number = 21 and target.kind_number = 12
            or cancel.kind_number between 24 and 26 and target.kind_number = cancel.kind_number - 8)
    group by cancel.facility_id, cancel.visit_id, cancel.heard_number
),

-- Cancellations that take back one event: that of the same moment, else the last one reported.
dead_one as (
    select cancel.facility_id, cancel.visit_id,
        coalesce(max(case when target.occurred_epoch = cancel.occurred_epoch then target.heard_number end), max(target.heard_number)) as heard_number
    from heard cancel
    join heard target
        on target.facility_id = cancel.facility_id and target.visit_id = cancel.visit_id and target.heard_number < cancel.heard_number
        and (cancel.kind_number = 20 and target.kind_number = 7
            or cancel.kind_number = 22 and target.kind_number = 8
            or cancel.kind_number = 23 and target.kind_number = 9
            or cancel.kind_number = 27 and target.kind_number = 10
            or cancel.kind_number = 28 and target.kind_number = 11)
    group by cancel.facility_id, cancel.visit_id, cancel.heard_number
),

last_statement as (
    select *,
        row_number() over (
            partition by facility_id, visit_id, kind_number, case when kind_number in (2, 3, 4, 12, 13, 14, 15, 16, 17, 18) then 0 else occurred_epoch end
            order by heard_number desc nulls last) as from_last
    from heard
)

select statement.facility_id, statement.visit_id, statement.kind_number, statement.occurred_epoch, statement.recorded_epoch, statement.heard_number,
    statement.patient_id, statement.ward, statement.room, statement.bed, statement.patient_class, statement.service, statement.planned_epoch, statement.detail
from last_statement statement
where statement.from_last = 1
    and not exists (
        select 1 from dead_kind
        where dead_kind.facility_id = statement.facility_id and dead_kind.visit_id = statement.visit_id
            and dead_kind.kind_number = statement.kind_number and dead_kind.heard_number > statement.heard_number)
    and not exists (
        select 1 from dead_one
        where dead_one.facility_id = statement.facility_id and dead_one.visit_id = statement.visit_id and dead_one.heard_number = statement.heard_number)
