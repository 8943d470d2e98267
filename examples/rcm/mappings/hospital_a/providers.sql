-- to silver.provider
-- One row per row of the provider table of hospital A, whose ids carry a prefix that its other tables do not use.
-- The table has no dates: a state holds from the load that brought it.
select
    'hospital_a' as facility_id,
    replace(ProviderID, 'H1-', '') as provider_id,
    FirstName as given_name,
    LastName as family_name,
    Specialization as specialty,
    DeptID as department_id,
    cast(NPI as string) as npi,
    cast(null as timestamp) as _effective_at,
    _source_id,
    _batch_id,
    _landing_file,
    _position
from bronze.hospital_a_providers
