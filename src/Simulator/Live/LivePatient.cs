using Carelake.DuckDb;

namespace Carelake.Simulator;

/// <summary>A patient of a facility as its EMR holds them.</summary>
internal sealed record LivePatient(string Id, string FamilyName, string GivenName, string BirthDate, string Sex)
{
    /// <summary>The facility's patients, those of day 1, at most so many.</summary>
    public static List<LivePatient> Of(DuckDbConnection engine, Facility facility, SimulatorOptions options, int most)
    {
        var (id, family, given, birth, sex) = facility.IsUs ? ("PatientID", "LastName", "FirstName", "DOB", "Gender") : ("hospital_number", "surname", "forename", "date_of_birth", "gender_code");
        using var command = engine.CreateCommand(
            $"select {id}, coalesce({family}, ''), coalesce({given}, ''), coalesce({birth}, ''), {sex} from ({GroupSql.Emr(facility, options)[facility.EmrTables.First(table => table.StartsWith("patient", StringComparison.Ordinal))]}) order by 1 limit {most}");
        using var reader = command.ExecuteReader();
        var patients = new List<LivePatient>();
        while (reader.Read())
            patients.Add(new(reader.GetString(0), Plain(reader.GetString(1)), Plain(reader.GetString(2)), BirthText(reader.GetString(3)), reader.GetString(4) is "Female" or "2" ? "F" : "M"));
        return patients;
    }

    // yyyy-MM-dd or dd/MM/yyyy, whichever it was written in.
    private static string BirthText(string date) => date.Length != 10 ? ""
        : date[4] == '-' ? $"{date[..4]}{date[5..7]}{date[8..]}"
        : $"{date[6..]}{date[3..5]}{date[..2]}";

    private static string Plain(string name) => name.Trim().Replace("NULL", "", StringComparison.Ordinal);

    /// <summary>Its number, never a name.</summary>
    public override string ToString() => Id;
}
