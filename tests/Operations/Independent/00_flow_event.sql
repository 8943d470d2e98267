-- flow_event. One row per thing that a message says, read from the bytes in bronze with string functions alone: no parser of the product has a part in it.
-- bronze_message: facility_id is left to the message; message is its text in UTF-8. Times are whole seconds since 1970 in UTC.
with

segment as (
    select message_number, unnest(string_split(message, chr(13))) as segment, generate_subscripts(string_split(message, chr(13)), 1) as segment_number
    from bronze_message
),

-- A swap has a patient and a visit twice: each PID begins a group.
grouped as (
    select *, count(case when segment like 'PID|%' then 1 end) over (partition by message_number order by segment_number) as group_number
    from segment
),

header as (
    select message_number,
        string_split(max(case when segment like 'MSH|%' then segment end), '|') as msh,
        string_split(max(case when segment like 'EVN|%' then segment end), '|') as evn,
        string_split(max(case when segment like 'SCH|%' then segment end), '|') as sch,
        string_split(max(case when segment like 'AIL|%' then segment end), '|') as ail,
        string_split(max(case when segment like 'ORC|%' then segment end), '|') as orc,
        string_split(max(case when segment like 'MRG|%' then segment end), '|') as mrg
    from segment
    group by message_number
),

visit as (
    select message_number, group_number,
        string_split(arg_min(segment, segment_number) filter (where segment like 'PID|%'), '|') as pid,
        string_split(arg_min(segment, segment_number) filter (where segment like 'PV1|%'), '|') as pv1,
        string_split(arg_min(segment, segment_number) filter (where segment like 'PV2|%'), '|') as pv2
    from grouped
    where group_number > 0
    group by message_number, group_number
),

read as (
    select header.message_number,
        header.msh[4] as facility_id, concat(header.msh[3], '|', header.msh[10]) as message_id,
        string_split(header.msh[9], '^')[1] as message_code, string_split(header.msh[9], '^')[2] as trigger_event,
        hl7_epoch(header.msh[7]) as sent_epoch, coalesce(hl7_epoch(header.evn[3]), hl7_epoch(header.msh[7])) as recorded_epoch, hl7_epoch(header.evn[7]) as happened_epoch,
        header.sch, header.ail, header.orc,
        component(header.mrg[2], 1) || '^' || component(header.mrg[2], 4) as retired_id,
        component(visit.pid[4], 1) || '^' || component(visit.pid[4], 4) as patient_id,
        coalesce(visit.pv1[20], '') as visit_id, coalesce(visit.pv1[4], '') as place, coalesce(visit.pv1[3], '') as class_code, coalesce(visit.pv1[11], '') as service,
        hl7_epoch(visit.pv1[45]) as admit_epoch, hl7_epoch(visit.pv1[46]) as discharge_epoch, coalesce(visit.pv2[39], '') as arrival_mode
    from header
    left join visit on visit.message_number = header.message_number
),

coded as (
    select *,
        case trigger_event
            when 'A05' then 2 when 'A04' then 3 when 'A01' then 4 when 'A06' then 5 when 'A07' then 6 when 'A02' then 7 when 'A17' then 7 when 'A21' then 8 when 'A22' then 9
            when 'A10' then 10 when 'A09' then 11 when 'A03' then 12 when 'A08' then 13 when 'A14' then 16 when 'A15' then 17 when 'A16' then 18
            when 'A11' then 19 when 'A23' then 19 when 'A38' then 19 when 'A12' then 20 when 'A13' then 21 when 'A52' then 22 when 'A53' then 23
            when 'A27' then 24 when 'A26' then 25 when 'A25' then 26 when 'A32' then 27 when 'A33' then 28
        end as kind_number,
        case class_code when 'I' then 'Inpatient' when 'O' then 'Outpatient' when 'E' then 'Emergency' when 'P' then 'Preadmitted' when 'B' then 'Obstetrics' else 'Unknown' end as patient_class
    from read
),

movement as (
    select facility_id, message_id, kind_number,
        coalesce(case when kind_number in (3, 4) then admit_epoch when kind_number = 12 then discharge_epoch end, happened_epoch, recorded_epoch) as occurred_epoch,
        recorded_epoch, patient_id, visit_id, '' as case_id,
        case when kind_number in (2, 13, 16, 17, 18) then '' else component(place, 1) end as ward,
        case when kind_number in (2, 13, 16, 17, 18) then '' else component(place, 2) end as room,
        case when kind_number in (2, 13, 16, 17, 18) then '' else component(place, 3) end as bed,
        patient_class, service, null as planned_epoch, null as planned_end_epoch, case when kind_number = 3 then arrival_mode else '' end as detail
    from coded
    where message_code = 'ADT' and kind_number is not null
),

-- An update states the moments of admission and discharge anew.
amendment as (
    select facility_id, message_id, amended.kind_number, amended.occurred_epoch, recorded_epoch, patient_id, visit_id, '' as case_id, '' as ward, '' as room, '' as bed,
        patient_class, service, null as planned_epoch, null as planned_end_epoch, '' as detail
    from coded, (select unnest([{'kind_number': 14, 'occurred_epoch': admit_epoch}, {'kind_number': 15, 'occurred_epoch': discharge_epoch}], recursive := true)) amended
    where message_code = 'ADT' and trigger_event = 'A08' and amended.occurred_epoch is not null
),

merge as (
    select facility_id, message_id, 1 as kind_number, coalesce(happened_epoch, recorded_epoch) as occurred_epoch, recorded_epoch, patient_id, '' as visit_id, '' as case_id,
        '' as ward, '' as room, '' as bed, 'Unknown' as patient_class, '' as service, null as planned_epoch, null as planned_end_epoch, retired_id as detail
    from coded
    where message_code = 'ADT' and trigger_event in ('A18', 'A30', 'A34', 'A36', 'A39', 'A40')
),

booking as (
    select facility_id, message_id, case trigger_event when 'S15' then 31 when 'S26' then 32 else 30 end as kind_number, sent_epoch as occurred_epoch, recorded_epoch, patient_id, visit_id,
        component(sch[3], 1) as case_id, component(ail[4], 1) as ward, '' as room, '' as bed, patient_class, service,
        hl7_epoch(component(sch[12], 4)) as planned_epoch, hl7_epoch(component(sch[12], 5)) as planned_end_epoch, '' as detail
    from coded
    where message_code = 'SIU' and trigger_event in ('S12', 'S13', 'S14', 'S15', 'S26')
),

milestone as (
    select facility_id, message_id, 33 as kind_number, hl7_epoch(orc[16]) as occurred_epoch, recorded_epoch, patient_id, visit_id,
        component(orc[4], 1) as case_id, component(orc[14], 1) as ward, '' as room, '' as bed, patient_class, service, null as planned_epoch, null as planned_end_epoch, orc[26] as detail
    from coded
    where message_code = 'ORM'
)

select * from movement
union all select * from amendment
union all select * from merge
union all select * from booking
union all select * from milestone
