using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;

namespace Carelake.Access.Deidentification;

/// <summary>Makes extracts of a lake that name nobody, by a profile: current rows of its tables as Parquet files, and a report.</summary>
/// <param name="project">What columns mean.</param>
/// <param name="lake">The lake.</param>
/// <param name="key">Secret of the extract, 32 bytes: another key gives names that cannot be joined with these.</param>
/// <param name="now">When it is made; ages are of this day.</param>
public sealed class DeidentifiedExtract(Project project, LakeFolder lake, byte[] key, DateTimeOffset now)
{
    private const string PatientTable = "silver.patient";
    private static readonly string[] Names = ["given_name", "middle_name", "family_name", "mrn", "ssn", "nhs_number", "phone_number", "address_text", "patient_id"];

    private readonly Pseudonyms _names = new(key);
    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>What is known of a patient while an extract is made.</summary>
    private sealed record Known(DateOnly? BornOn, string[] Words);

    /// <summary>Writes the extract.</summary>
    /// <param name="profile">How.</param>
    /// <param name="folder">Where; must not hold an extract already.</param>
    /// <param name="progress">Told each table that is done.</param>
    /// <param name="cancellationToken">Stops; the folder is removed.</param>
    /// <exception cref="CarelakeException"><c>ACC-0142</c> the folder holds something; <c>ACC-0143</c> a table of the profile is not in the lake, or a quasi-identifier is no column.</exception>
    public ExtractReport Write(DeidentificationProfile profile, string folder, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CarelakeException("ACC-0142", "The folder of the extract is not empty.", folder, "Name a new folder, so that two extracts are not mixed.");
        using var session = LakeSession.Open(lake, new EngineOptions());
        foreach (var table in profile.Tables.Append(PatientTable).Distinct())
            if (session.Bind(table) is null) throw new CarelakeException("ACC-0143", "A table of the profile is not in the lake.", table, "Run the pipeline first, or take it out of the profile.");
        Directory.CreateDirectory(folder);
        try
        {
            var patients = Patients(session.Connection, cancellationToken);
            var (before, suppressed) = Groups(session.Connection, profile, [], cancellationToken);
            var left = profile.BelowK == "suppress" ? suppressed : [];
            var after = left.Count == 0 ? before : Groups(session.Connection, profile, left, cancellationToken).Risk;
            var tables = ImmutableArray.CreateBuilder<ExtractTable>();
            foreach (var table in profile.Tables)
            {
                tables.Add(WriteTable(session.Connection, profile, table, folder, patients, left, cancellationToken));
                progress?.Report(table);
            }
            return new(profile.Name, now, profile.K, patients.Count, left.Count, before, after, tables.ToImmutable());
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static Dictionary<string, Known> Patients(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        var patients = new Dictionary<string, Known>(StringComparer.Ordinal);
        using var command = connection.CreateCommand($"select facility_id || '|' || patient_id, birth_date, {string.Join(", ", Names)} from {PatientTable} where is_current");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var words = Enumerable.Range(2, Names.Length).Where(index => !reader.IsDBNull(index)).Select(reader.GetString).ToArray();
            patients[reader.GetString(0)] = new(reader.IsDBNull(1) ? null : reader.GetFieldValue<DateOnly>(1), words);
        }
        return patients;
    }

    // Groups are of the values as the extract has them.
    private (RiskFigures Risk, HashSet<string> TooSmall) Groups(DuckDbConnection connection, DeidentificationProfile profile, HashSet<string> left, CancellationToken cancellationToken)
    {
        var model = project.Models.GetValueOrDefault(PatientTable);
        var plans = profile.QuasiIdentifiers.Select(name => model?.Columns.TryGetValue(name, out var column) == true
            ? ColumnPlan.Of(profile, model, PatientTable, name, column.Type)
            : throw new CarelakeException("ACC-0143", "A quasi-identifier of the profile is no column of the patient table.", name, $"Name columns of {PatientTable}.")).ToList();
        var keys = new List<string>();
        var rows = new List<ImmutableArray<string?>>();
        using var command = connection.CreateCommand($"select facility_id || '|' || patient_id{string.Concat(plans.Select(plan => $", {DuckDbSql.Identifier(plan.Name)}"))} from {PatientTable} where is_current");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var patient = reader.GetString(0);
            if (left.Contains(patient)) continue;
            keys.Add(patient);
            rows.Add([.. plans.Select((plan, index) => plan.Treatment != ColumnTreatment.Drop && Treated(plan, reader, index + 1, profile, patient, null) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null)]);
        }
        var measured = KAnonymity.Measure(rows, profile.K);
        return (new(measured.Groups, measured.SmallestGroup, measured.LargestRisk, measured.MeanRisk), [.. measured.TooSmall.Select(index => keys[index])]);
    }

    private ExtractTable WriteTable(
        DuckDbConnection connection, DeidentificationProfile profile, string table, string folder, Dictionary<string, Known> patients, HashSet<string> left, CancellationToken cancellationToken)
    {
        var model = project.Models.GetValueOrDefault(table);
        var fields = Fields(connection, table);
        var plans = fields.Select(field => ColumnPlan.Of(profile, model, table, field.Name, field.Type)).ToImmutableArray();
        var kept = plans.Index().Where(item => item.Item.Treatment != ColumnTreatment.Drop).ToList();
        var has = fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var patient = has.Contains("patient_id") && has.Contains("facility_id") ? "facility_id || '|' || patient_id" : "cast(null as varchar)";
        // Rows are read on one connection and gathered on another, whose table is its own.
        using var writing = connection.Duplicate();
        writing.Execute($"create or replace table _extract ({string.Join(", ", kept.Select(item => $"{DuckDbSql.Identifier(item.Item.Name)} {item.Item.ResultType}"))})", cancellationToken);
        using (var command = connection.CreateCommand($"select *, {patient} from {TableName.Quote(table)}{(has.Contains("is_current") ? " where is_current" : "")}"))
        using (var reader = command.ExecuteReader())
        using (var appender = writing.CreateAppender("_extract"))
        {
            var values = new object?[kept.Count];
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var whose = reader.IsDBNull(fields.Count) ? null : reader.GetString(fields.Count);
                if (whose is not null && left.Contains(whose)) continue;
                for (var index = 0; index < kept.Count; index++) values[index] = Treated(kept[index].Item, reader, kept[index].Index, profile, whose, whose is null ? null : patients.GetValueOrDefault(whose));
                appender.AppendRow(values);
            }
            appender.Close();
        }
        var file = $"{table}.parquet";
        // In an order that tells nothing of who came when.
        var rows = writing.Execute($"copy (select * from _extract order by hash(_extract)) to {DuckDbSql.Literal(Path.Combine(Path.GetFullPath(folder), file))} (format parquet, compression zstd)", cancellationToken);
        return new(table, file, rows, plans);
    }

    private static List<(string Name, string Type)> Fields(DuckDbConnection connection, string table)
    {
        using var command = connection.CreateCommand($"select column_name, column_type from (describe select * from {TableName.Quote(table)})");
        using var reader = command.ExecuteReader();
        var fields = new List<(string, string)>();
        while (reader.Read()) fields.Add((reader.GetString(0), SparkName(reader.GetString(1))));
        return fields;
    }

    private static string SparkName(string type) => type.ToLowerInvariant() switch { "varchar" => "string", "integer" => "int", var other => other };

    private object? Treated(ColumnPlan plan, DbDataReader reader, int ordinal, DeidentificationProfile profile, string? patient, Known? known)
    {
        if (reader.IsDBNull(ordinal)) return null;
        switch (plan.Treatment)
        {
            case ColumnTreatment.Pseudonym:
                // A key means something only with its facility; a patient's is the same in every table.
                return plan.Name == "patient_id" && patient is not null ? _names.Of(patient, "patient") : _names.Of($"{Facility(patient)}{reader.GetValue(ordinal)}", plan.Name);
            case ColumnTreatment.Year:
                var born = plan.Name == "birth_date" ? Day(reader, ordinal) : known?.BornOn;
                return SafeHarbor.Year(Day(reader, ordinal), born, _today);
            case ColumnTreatment.Shift:
                return patient is null ? null : _names.Shift(Day(reader, ordinal), patient, profile.ShiftDays);
            case ColumnTreatment.Zip3:
                return SafeHarbor.ZipArea(reader.GetString(ordinal)) is { Length: > 0 } area ? area : null;
            case ColumnTreatment.Scrub:
                return TextScrubber.Scrub(reader.GetString(ordinal), known?.Words ?? []);
            default:
                return reader.GetValue(ordinal);
        }
    }

    private static string Facility(string? patient) => patient is null ? "" : patient[..(patient.IndexOf('|', StringComparison.Ordinal) + 1)];

    private static DateOnly Day(DbDataReader reader, int ordinal) => reader.GetValue(ordinal) switch
    {
        DateOnly date => date,
        DateTime moment => DateOnly.FromDateTime(moment),
        var other => DateOnly.Parse(Convert.ToString(other, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture),
    };
}
