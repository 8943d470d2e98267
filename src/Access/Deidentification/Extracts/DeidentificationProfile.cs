using System.Collections.Immutable;
using Carelake.Core;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Carelake.Access.Deidentification;

/// <summary>How an extract is made of the lake that names nobody: a file of <c>policies/deidentification</c>, or one of the user's.</summary>
public sealed record DeidentificationProfile
{
    /// <summary>Name of the profile.</summary>
    public string Name { get; init; } = "";

    /// <summary>What becomes of keys that identify: <see cref="ColumnTreatment.Pseudonym"/> or <see cref="ColumnTreatment.Drop"/>. Names, numbers and addresses are always dropped.</summary>
    public ColumnTreatment Identifiers { get; init; } = ColumnTreatment.Pseudonym;

    /// <summary>What becomes of dates: <see cref="ColumnTreatment.Year"/>, <see cref="ColumnTreatment.Shift"/>, <see cref="ColumnTreatment.Drop"/> or <see cref="ColumnTreatment.Keep"/>.</summary>
    public ColumnTreatment Dates { get; init; } = ColumnTreatment.Year;

    /// <summary>Farthest move of dates to either side, in days.</summary>
    public int ShiftDays { get; init; } = 365;

    /// <summary>What becomes of postal codes: <see cref="ColumnTreatment.Zip3"/> or <see cref="ColumnTreatment.Drop"/>; cities are always dropped.</summary>
    public ColumnTreatment Places { get; init; } = ColumnTreatment.Zip3;

    /// <summary>What becomes of texts: <see cref="ColumnTreatment.Scrub"/> or <see cref="ColumnTreatment.Drop"/>.</summary>
    public ColumnTreatment Narrative { get; init; } = ColumnTreatment.Drop;

    /// <summary>Smallest group of patients with the same quasi-identifiers; 1 asks for nothing.</summary>
    public int K { get; init; } = 5;

    /// <summary>What becomes of patients in smaller groups: <c>suppress</c> leaves them out of every table, <c>report</c> only counts them.</summary>
    public string BelowK { get; init; } = "suppress";

    /// <summary>Columns of the patient table that could name a person together.</summary>
    public IReadOnlyList<string> QuasiIdentifiers { get; init; } = [];

    /// <summary>Full names of the tables of the extract.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Treatment of single columns, as <c>layer.table.column</c>, in place of what their class says.</summary>
    public IReadOnlyDictionary<string, ColumnTreatment> Columns { get; init; } = ImmutableDictionary<string, ColumnTreatment>.Empty;

    /// <summary>Folder of the profiles that come with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "policies", "deidentification");

    /// <summary>Reads a profile: a file, or the name of one that comes with the program.</summary>
    /// <exception cref="CarelakeException"><c>ACC-0140</c> there is no such profile; <c>ACC-0141</c> it cannot be read.</exception>
    public static DeidentificationProfile Read(string nameOrFile)
    {
        var file = File.Exists(nameOrFile) ? nameOrFile : Path.Combine(ShippedFolder, Path.GetFileName(nameOrFile) + ".yml");
        if (!File.Exists(file))
        {
            IEnumerable<string?> known = Directory.Exists(ShippedFolder) ? Directory.GetFiles(ShippedFolder, "*.yml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal) : [];
            throw new CarelakeException("ACC-0140", "There is no such profile.", nameOrFile, $"Give a file, or one of: {string.Join(", ", known)}.");
        }
        try
        {
            var profile = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance)
                .WithTypeMapping<IReadOnlyList<string>, List<string>>().WithTypeMapping<IReadOnlyDictionary<string, ColumnTreatment>, Dictionary<string, ColumnTreatment>>().Build()
                .Deserialize<DeidentificationProfile>(File.ReadAllText(file));
            return Checked(profile, file);
        }
        catch (YamlException exception)
        {
            throw new CarelakeException("ACC-0141", "The profile cannot be read.", $"{file}:{exception.Start.Line}:{exception.Start.Column}", "Correct it there; policies/deidentification has examples.", exception);
        }
    }

    private static DeidentificationProfile Checked(DeidentificationProfile? profile, string file)
    {
        if (profile is null || profile.Tables.Count == 0) throw Wrong("It names no table.");
        if (profile.K < 1 || profile.ShiftDays < 1) throw Wrong("k and shift_days are 1 or more.");
        if (profile.BelowK is not ("suppress" or "report")) throw Wrong("below_k is suppress or report.");
        return profile;

        CarelakeException Wrong(string what) => new("ACC-0141", $"The profile cannot be used. {what}", file, "Correct it; policies/deidentification has examples.");
    }
}

/// <summary>What becomes of a column in an extract.</summary>
public enum ColumnTreatment
{
    /// <summary>It stays as it is.</summary>
    Keep,

    /// <summary>It is left out.</summary>
    Drop,

    /// <summary>A keyed name stands for each value, the same in every table of one extract.</summary>
    Pseudonym,

    /// <summary>Of a date the year stays; none where it would tell an age above 89.</summary>
    Year,

    /// <summary>Dates of a patient are moved by as many days.</summary>
    Shift,

    /// <summary>Of a ZIP code the first three digits stay, where enough people live there.</summary>
    Zip3,

    /// <summary>Identifiers known from the record, and what looks like one, are taken out of a text.</summary>
    Scrub,
}
