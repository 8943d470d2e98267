-- gold.dim_facility. One row per facility of the configuration.
select
    facility_id,
    facility_name,
    country_code
from silver.facility
