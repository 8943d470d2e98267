-- to silver.provider
-- One row per consultant, known by their GMC number; the UK has no NPI. A state holds from the load that brought it.
select
    'st_albans' as facility_id,
    gmc_number as provider_id,
    forename as given_name,
    surname as family_name,
    specialty,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.st_albans_consultant
