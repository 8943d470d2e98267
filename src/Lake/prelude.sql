-- Spark's spellings as DuckDB macros, so that one SQL text means the same on both engines. Run once per database.
-- Each macro answers as Spark 3.5 documents it; tests/Lake/Models/PreludeTests.cs holds the answers.
-- Where DuckDB has a function of the same name that answers differently, the macro stands before it; system.main is the engine's own.

-- Spark replaces every match, and writes groups as $1.
create or replace macro regexp_replace(s, p, r) as
    system.main.regexp_replace(s, p, system.main.regexp_replace(r, '\$([0-9])', '\\\1', 'g'), 'g');
-- Spark's default is the first group, DuckDB's the whole match.
create or replace macro regexp_extract(s, p) as system.main.regexp_extract(s, p, 1),
    (s, p, i) as system.main.regexp_extract(s, p, i);
create or replace macro regexp_like(s, p) as regexp_matches(s, p);
create or replace macro rlike(s, p) as regexp_matches(s, p);
create or replace macro split(s, p) as string_split_regex(s, p);

create or replace macro startswith(s, prefix) as starts_with(s, prefix);
create or replace macro endswith(s, suffix) as ends_with(s, suffix);
create or replace macro locate(part, s) as strpos(s, part),
    (part, s, start) as case
        when start < 1 then 0
        when strpos(system.main.substring(s, start), part) = 0 then 0
        else strpos(system.main.substring(s, start), part) + start - 1
    end;
-- A start of 0 means 1 in Spark, and a place before the first in DuckDB.
create or replace macro substring(s, start) as system.main.substring(s, case when start = 0 then 1 else start end),
    (s, start, len) as system.main.substring(s, case when start = 0 then 1 else start end, len);
create or replace macro substr(s, start) as system.main.substring(s, case when start = 0 then 1 else start end),
    (s, start, len) as system.main.substring(s, case when start = 0 then 1 else start end, len);
create or replace macro initcap(s) as
    array_to_string(list_transform(string_split(lower(s), ' '), lambda w: upper(w[1]) || w[2:]), ' ');
create or replace macro sha2(x, bits) as case
    when bits in (0, 256) then sha256(cast(x as varchar))
    else error('sha2 knows 256 bits only')
end;

create or replace macro nvl(a, b) as coalesce(a, b);
create or replace macro nvl2(a, b, c) as case when a is not null then b else c end;
create or replace macro try_divide(a, b) as a / nullif(b, 0);
-- Spark's log is the natural one.
create or replace macro log(x) as ln(x), (base, x) as ln(x) / ln(base);

-- The value of x in the row with the largest y, also when that value is NULL.
create or replace macro max_by(x, y) as arg_max_null(x, y);
create or replace macro min_by(x, y) as arg_min_null(x, y);

-- Invalid text has no members; a member that is an object or a list comes as its text.
create or replace macro get_json_object(j, p) as
    case when json_valid(j) then json_extract_string(j, p) end;

-- Spark's date patterns as strftime's, in two steps since the two alphabets overlap: fields to placeholders, those to strftime's.
create or replace macro _date_fields(f) as
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        f,
        '%', '%%'), '''T''', chr(57344)), 'yyyy', chr(57345)), 'yy', chr(57346)), 'y', chr(57345)), 'MMMM',
        chr(57347)), 'MMM', chr(57348)), 'MM', chr(57349)), 'M', chr(57350)), 'dd', chr(57351)), 'd', chr(57352)),
        'EEEE', chr(57353)), 'EEE', chr(57354)), 'HH', chr(57355)), 'H', chr(57356)), 'hh', chr(57357)), 'h',
        chr(57358)), 'mm', chr(57359)), 'ss', chr(57360)), 'SSSSSS', chr(57361)), 'SSS', chr(57362)), 'a', chr(57363));
create or replace macro _strftime_fields(f) as
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        f,
        chr(57344), 'T'), chr(57345), '%Y'), chr(57346), '%y'), chr(57347), '%B'), chr(57348), '%b'), chr(57349),
        '%m'), chr(57350), '%-m'), chr(57351), '%d'), chr(57352), '%-d'), chr(57353), '%A'), chr(57354), '%a'),
        chr(57355), '%H'), chr(57356), '%-H'), chr(57357), '%I'), chr(57358), '%-I'), chr(57359), '%M'), chr(57360),
        '%S'), chr(57361), '%f'), chr(57362), '%g'), chr(57363), '%p');
create or replace macro _strftime_pattern(f) as _strftime_fields(_date_fields(f));
-- A pattern of two-letter fields takes text of exactly its length: Spark refuses 1/2/2024 for dd/MM/yyyy.
create or replace macro _fits_date_pattern(s, f) as
    length(s) = length(replace(f, '''', ''))
    or regexp_matches(f, '(^|[^MdHhy])[MdHhy]([^MdHhy]|$)|MMMM|EEEE');

-- The time stays uncast: with all types known, DuckDB asks for a constant pattern when the macro is made, not when it is used.
create or replace macro date_format(t, f) as strftime(t, _strftime_pattern(f));
-- An offset in the text counts, as in Spark; a cast to timestamp alone would drop it. The session is in UTC.
create or replace macro to_timestamp(s) as cast(cast(s as timestamptz) as timestamp),
    (s, f) as case when _fits_date_pattern(s, f) or s is null then strptime(s, _strftime_pattern(f))
        else error('text does not have the form of the date pattern') end;
create or replace macro try_to_timestamp(s) as cast(try_cast(s as timestamptz) as timestamp),
    (s, f) as case when _fits_date_pattern(s, f) then try_strptime(s, _strftime_pattern(f)) end;
create or replace macro to_date(s) as cast(s as date), (s, f) as cast(to_timestamp(s, f) as date);

create or replace macro datediff(a, b) as system.main.date_diff('day', cast(b as date), cast(a as date));
create or replace macro date_diff(a, b) as system.main.date_diff('day', cast(b as date), cast(a as date));
create or replace macro date_add(d, n) as cast(d as date) + cast(n as int);
create or replace macro date_sub(d, n) as cast(d as date) - cast(n as int);
create or replace macro add_months(d, n) as cast(cast(d as date) + to_months(cast(n as int)) as date);
-- Whole months when both are the same day or both the last day of their month; else the rest in months of 31 days, to 8 places.
create or replace macro _months_apart(a, b) as
    (year(a) - year(b)) * 12 + month(a) - month(b);
create or replace macro _second_of_month(t) as
    day(t) * 86400 + hour(t) * 3600 + minute(t) * 60 + second(t);
create or replace macro _months_between(a, b) as case
    when day(a) = day(b) or (cast(a as date) = last_day(a) and cast(b as date) = last_day(b))
    then cast(_months_apart(a, b) as double)
    else round(_months_apart(a, b) + (_second_of_month(a) - _second_of_month(b)) / 2678400.0, 8)
end;
create or replace macro months_between(a, b) as _months_between(cast(a as timestamp), cast(b as timestamp));

-- Sunday is 1 in dayofweek; Monday is 0 in weekday.
create or replace macro dayofweek(d) as system.main.dayofweek(cast(d as date)) + 1;
create or replace macro weekday(d) as isodow(cast(d as date)) - 1;
create or replace macro unix_timestamp(t) as cast(floor(epoch(cast(t as timestamp))) as bigint),
    (s, f) as cast(floor(epoch(to_timestamp(s, f))) as bigint);
create or replace macro timestamp_seconds(n) as make_timestamp(cast(n as bigint) * 1000000);
