-- Files every hospital is given from outside. Descriptions are made up: those of licensed code sets may not be shipped.

-- table cptcodes
select pick('category', i, ['AAA', 'Surgery', 'Medicine', 'Radiology']) as "Procedure Code Category",
    -- The last codes in use are missing from the list, as after a yearly update nobody loaded.
    (10000 + 179 * i)::varchar as "CPT Codes",
    'Simulated procedure ' || i as "Procedure Code Descriptions",
    'No Change' as "Code Status"
from range(485) t(i);
