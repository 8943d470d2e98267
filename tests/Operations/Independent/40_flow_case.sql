-- flow_case. One row per theatre case: the last recorded booking or cancellation counts, and of each milestone the last recorded time.
with

event as (
    select distinct facility_id, case_id, kind_number, occurred_epoch, recorded_epoch, message_id, ward, service, planned_epoch, planned_end_epoch, detail
    from flow_event
    where kind_number between 30 and 33
),

heard as (
    select *, row_number() over (partition by facility_id, case_id order by recorded_epoch nulls first, occurred_epoch nulls first, kind_number nulls first, message_id nulls first) as heard_number
    from event
)

select facility_id, case_id,
    max_by(ward, heard_number) filter (where ward <> '') as theatre,
    max_by(planned_epoch, heard_number) filter (where kind_number = 30) as planned_epoch,
    max_by(planned_end_epoch, heard_number) filter (where kind_number = 30) as planned_end_epoch,
    max_by(occurred_epoch, heard_number) filter (where kind_number = 33 and detail = 'in_theatre') as in_theatre_epoch,
    max_by(occurred_epoch, heard_number) filter (where kind_number = 33 and detail = 'out_of_theatre') as out_of_theatre_epoch,
    coalesce(max_by(kind_number, heard_number) filter (where kind_number in (30, 31, 32)), 30) <> 30
        and max(case when kind_number = 33 and detail in ('in_theatre', 'out_of_theatre') then 1 else 0 end) = 0 as is_cancelled
from heard
group by facility_id, case_id
