-- gold.dim_date. One row per day from 1900-01-01 to 2099-12-31 (73,049), and one unknown day. Reads no table.
with

digit as (
    select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as digits (n)
),

day_number as (
    select e.n * 10000 + d.n * 1000 + c.n * 100 + b.n * 10 + a.n as n
    from digit as a
    cross join digit as b
    cross join digit as c
    cross join digit as d
    cross join digit as e
    where e.n < 8
),

calendar as (
    select date '1900-01-01' + n as calendar_date
    from day_number
    where n < 73049
)

select
    cast(year(calendar_date) * 10000 + month(calendar_date) * 100 + day(calendar_date) as int) as date_key,
    calendar_date,
    cast(year(calendar_date) as int) as year_number,
    cast(quarter(calendar_date) as int) as quarter_number,
    cast(month(calendar_date) as int) as month_number,
    cast(date_trunc('month', calendar_date) as date) as month_start_date,
    cast(day(calendar_date) as int) as day_of_month_number,
    -- 1900-01-01 was a Monday.
    cast(mod(datediff(calendar_date, date '1900-01-01'), 7) + 1 as int) as day_of_week_number,
    mod(datediff(calendar_date, date '1900-01-01'), 7) >= 5 as is_weekend
from calendar

union all

select
    0 as date_key,
    cast(null as date) as calendar_date,
    cast(null as int) as year_number,
    cast(null as int) as quarter_number,
    cast(null as int) as month_number,
    cast(null as date) as month_start_date,
    cast(null as int) as day_of_month_number,
    cast(null as int) as day_of_week_number,
    cast(null as boolean) as is_weekend
