-- theatre_session. One row per list: time in theatre within it, delay of its first case, time between cases, and what was cancelled.
with

used as (
    select facility_id, case_id, theatre, in_theatre_epoch, out_of_theatre_epoch,
        lag(out_of_theatre_epoch) over (partition by facility_id, theatre order by in_theatre_epoch nulls first) as before_epoch
    from flow_case
    where in_theatre_epoch is not null and out_of_theatre_epoch >= in_theatre_epoch
),

use as (
    select session.facility_id, session.theatre, session.start_epoch,
        sum(greatest(least(used.out_of_theatre_epoch, session.end_epoch) - greatest(used.in_theatre_epoch, session.start_epoch), 0)) as in_theatre_seconds,
        min(used.in_theatre_epoch) as first_epoch,
        sum(case when used.before_epoch >= session.start_epoch and used.before_epoch <= used.in_theatre_epoch then used.in_theatre_epoch - used.before_epoch end) as turnaround_seconds,
        count(case when used.before_epoch >= session.start_epoch and used.before_epoch <= used.in_theatre_epoch then 1 end) as turnaround_count
    from flow_session session
    join used on used.facility_id = session.facility_id and used.theatre = session.theatre and used.in_theatre_epoch >= session.start_epoch and used.in_theatre_epoch < session.end_epoch
    group by session.facility_id, session.theatre, session.start_epoch
),

planned as (
    select session.facility_id, session.theatre, session.start_epoch, count(*) as planned_count, count(case when booked.is_cancelled then 1 end) as cancelled_count
    from flow_session session
    join flow_case booked on booked.facility_id = session.facility_id and booked.theatre = session.theatre and booked.planned_epoch >= session.start_epoch and booked.planned_epoch < session.end_epoch
    group by session.facility_id, session.theatre, session.start_epoch
)

select session.facility_id, session.theatre, session.start_epoch, session.end_epoch - session.start_epoch as session_seconds,
    coalesce(use.in_theatre_seconds, 0) as in_theatre_seconds,
    use.first_epoch - session.start_epoch as first_case_delay_seconds,
    coalesce(use.turnaround_seconds, 0) as turnaround_seconds, coalesce(use.turnaround_count, 0) as turnaround_count,
    coalesce(planned.planned_count, 0) as planned_count, coalesce(planned.cancelled_count, 0) as cancelled_count
from flow_session session
left join use on use.facility_id = session.facility_id and use.theatre = session.theatre and use.start_epoch = session.start_epoch
left join planned on planned.facility_id = session.facility_id and planned.theatre = session.theatre and planned.start_epoch = session.start_epoch
