namespace Carelake.Simulator;

/// <summary>One hospital of the simulated group.</summary>
/// <param name="Number">1 for the first; a part of every value drawn for the facility.</param>
/// <param name="Id">Name in files and settings: <c>hospital-a</c>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Country">ISO 3166-1 alpha-2: <c>US</c> or <c>GB</c>.</param>
/// <param name="Weight">Its part of the group's rows; the weights of a group add to 1.</param>
/// <param name="EmrTables">File and table names by the name in the facility's SQL.</param>
/// <param name="RenamedColumns">Columns of the EMR's patients that this hospital's system names otherwise.</param>
public sealed record Facility(
    int Number, string Id, string Name, string Country, double Weight,
    IReadOnlyList<string> EmrTables, IReadOnlyDictionary<string, string> RenamedColumns)
{
    /// <summary>The simulated group: two US hospitals whose EMRs differ in their patients' columns, and a UK one.</summary>
    public static IReadOnlyList<Facility> Group { get; } =
    [
        new(1, "hospital-a", "Northgate Medical Center", "US", 0.45, UsTables, EmptyNames),
        new(2, "hospital-b", "Lakeside Community Hospital", "US", 0.35, UsTables, HospitalBNames),
        new(3, "st-albans", "St Albans General Hospital", "GB", 0.20, UkTables, EmptyNames),
    ];

    internal bool IsUs => Country == "US";

    /// <summary>The claims file's name without ending, as the insurers of that country name it.</summary>
    internal string ClaimsFile => IsUs ? $"hospital{Number}_claim_data" : "settlements";

    private static IReadOnlyList<string> UsTables => ["departments", "providers", "patients", "encounters", "transactions", "notes"];

    private static IReadOnlyList<string> UkTables => ["ward", "consultant", "patient", "spell", "activity"];

    private static Dictionary<string, string> EmptyNames => [];

    private static Dictionary<string, string> HospitalBNames => new()
    {
        ["PatientID"] = "ID", ["FirstName"] = "F_Name", ["LastName"] = "L_Name", ["MiddleName"] = "M_Name", ["ModifiedDate"] = "Updated_Date",
    };
}
