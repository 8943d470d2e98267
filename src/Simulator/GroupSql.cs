using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Carelake.Simulator;

/// <summary>The SQL that makes the group: the embedded files, with the facility's numbers put in.</summary>
internal static partial class GroupSql
{
    /// <summary>The macros every statement uses; run once per connection.</summary>
    public static string Macros(SimulatorOptions options) => Fill(Read("macros"), new Dictionary<string, string>
    {
        ["seed"] = Text(options.Seed),
        ["base_date"] = options.BaseDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["day"] = Text(options.Day),
    });

    /// <summary>A select for each table of the facility's EMR, by its name in the SQL.</summary>
    public static IReadOnlyDictionary<string, string> Emr(Facility facility, SimulatorOptions options) =>
        Statements(facility.IsUs ? "us_emr" : "uk_emr", facility, options);

    /// <summary>The select for the insurers' claims file.</summary>
    public static string Claims(Facility facility, SimulatorOptions options) =>
        Statements(facility.IsUs ? "us_claims" : "uk_claims", facility, options)["claims"];

    /// <summary>The select that lists what was planted.</summary>
    public static string Truth(Facility facility, SimulatorOptions options) =>
        Statements("truth", facility, options)[facility.IsUs ? "us" : "uk"];

    /// <summary>The select for the procedure code file.</summary>
    public static string ProcedureCodes(SimulatorOptions options) => Statements("reference", Facility.Group[0], options)["cptcodes"];

    private static Dictionary<string, string> Statements(string file, Facility facility, SimulatorOptions options)
    {
        var text = Fill(Read(file), Values(facility, options));
        return HeadingPattern().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["sql"].Value.Trim());
    }

    private static Dictionary<string, string> Values(Facility facility, SimulatorOptions options)
    {
        var size = FacilitySize.Of(facility, options);
        var first = Facility.Group[0];
        var (patients, encounters) = (size.Patients(options.Day), size.Encounters(options.Day));
        var (patientsBefore, encountersBefore) = (size.Patients(options.Day - 1), size.Encounters(options.Day - 1));
        return new Dictionary<string, string>
        {
            ["f"] = Text(facility.Number), ["facility"] = facility.Id, ["first_facility"] = first.Id,
            ["day"] = Text(options.Day), ["p"] = options.ChangeShare.ToString("R", CultureInfo.InvariantCulture),
            ["n_patients_of_first"] = Text(FacilitySize.Of(first, options).BasePatients),
            ["n_providers"] = Text(size.Providers),
            ["n_patients"] = Text(patients), ["first_patients"] = Text(patientsBefore), ["base_patients"] = Text(size.BasePatients),
            ["n_encounters"] = Text(encounters), ["first_encounters"] = Text(encountersBefore),
            ["base_encounters"] = Text(size.BaseEncounters), ["growth_encounters"] = Text(size.GrowthEncounters),
            ["n_transactions"] = Text(encounters), ["first_transactions"] = Text(encountersBefore),
        };
    }

    private static string Fill(string text, Dictionary<string, string> values) =>
        PlaceholderPattern().Replace(text, match => values[match.Groups["name"].Value]);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Carelake.Simulator.Sql.{name}.sql")!;
        using var reader = new StreamReader(stream);
        // A comment may hold a semicolon or a brace, a statement may not hold a comment that matters.
        return CommentPattern().Replace(reader.ReadToEnd(), match => match.Value.StartsWith("-- table ", StringComparison.Ordinal)
            || match.Value is "-- us" or "-- uk" ? match.Value : "");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<name>[a-z_]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex PlaceholderPattern();

    [GeneratedRegex(@"^ *--.*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"^-- (?:table )?(?<name>\w+)$(?<sql>[^;]+);", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex HeadingPattern();
}
