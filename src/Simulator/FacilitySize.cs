namespace Carelake.Simulator;

/// <summary>How many rows a facility's tables have, day by day. A table grows by the same number every day.</summary>
internal sealed record FacilitySize(long BasePatients, long GrowthPatients, int Providers)
{
    // As in the public revenue-cycle set: two encounters, charges and claims for each patient, so seven rows a patient.
    private const int RowsPerPatient = 7;
    private const double RowsPerUnitOfScale = 100_000;

    public long BaseEncounters => BasePatients * 2;

    public long GrowthEncounters => GrowthPatients * 2;

    public long Patients(int day) => day < 1 ? 0 : BasePatients + (day - 1) * GrowthPatients;

    public long Encounters(int day) => Patients(day) * 2;

    public static FacilitySize Of(Facility facility, SimulatorOptions options)
    {
        var patients = Math.Max(50, (long)(options.Scale * RowsPerUnitOfScale * facility.Weight / RowsPerPatient));
        // Providers grow with the square root, as a hospital's staff list does beside its history.
        return new FacilitySize(patients, Math.Max(1, (long)(patients * options.ChangeShare)), 20 + (int)Math.Sqrt(patients));
    }
}
