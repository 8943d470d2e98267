using System.Text.Json;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Simulator.Stores;

namespace Carelake.Simulator;

/// <summary>
/// Makes a hospital group as real systems would hold it: an EMR database each, insurers' claims files, reference files, and beside
/// them the truth about every fault that was planted. Rows are functions of the seed, so nothing is kept in memory at any scale.
/// </summary>
public static class HospitalGroup
{
    // Tables that the hospitals' systems extract whole: what is missing from them is gone.
    private static readonly string[] WholeTables = ["departments", "providers", "ward", "consultant"];

    /// <summary>Makes one day of the group.</summary>
    /// <param name="options">What to make, and where.</param>
    /// <param name="progress">Told of each table when it is written; may be null.</param>
    /// <param name="cancellationToken">Stops the work; the day is then not recorded as made and can be made again.</param>
    /// <returns>The tables and files written, in order.</returns>
    /// <exception cref="CarelakeException">
    /// SIM-0001: the day does not follow the last one made. SIM-0002: the folder holds a group of another seed or scale.
    /// SIM-0003: a facility is unknown. SIM-0004: PostgreSQL is asked for without a connection.
    /// </exception>
    public static async Task<IReadOnlyList<SimulatedTable>> MakeAsync(
        SimulatorOptions options, IProgress<SimulatedTable>? progress, CancellationToken cancellationToken)
    {
        var facilities = ChosenFacilities(options);
        await CheckDayAsync(options, cancellationToken);
        Directory.CreateDirectory(options.Folder);

        using var engine = new DuckDbConnection("Data Source=:memory:");
        engine.Open();
        engine.Execute(GroupSql.Macros(options), cancellationToken);

        var made = new List<SimulatedTable>();
        foreach (var facility in facilities)
            await foreach (var table in MakeFacilityAsync(engine, facility, options, cancellationToken))
                Report(table);

        if (options.Day == 1)
            Report(MakeReference(engine, options, cancellationToken));
        await RecordDayAsync(options, cancellationToken);
        return made;

        void Report(SimulatedTable table)
        {
            made.Add(table);
            progress?.Report(table);
        }
    }

    /// <summary>The last day made in a folder; 0 when none was.</summary>
    public static int LastDayMade(string folder) =>
        File.Exists(RecordOf(folder)) ? JsonSerializer.Deserialize<MadeGroup>(File.ReadAllText(RecordOf(folder)))!.Day : 0;

    private static async IAsyncEnumerable<SimulatedTable> MakeFacilityAsync(
        DuckDbConnection engine, Facility facility, SimulatorOptions options,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tables = GroupSql.Emr(facility, options);
        await using (var store = await OpenStoreAsync(facility, options, cancellationToken))
        {
            foreach (var table in facility.EmrTables)
            {
                var rows = await store.WriteAsync(
                    engine, table, Renamed(tables[table], table, facility), WholeTables.Contains(table), cancellationToken);
                yield return new SimulatedTable(facility.Id, table, rows);
            }
        }

        var claims = Path.Combine(options.Folder, "claims", CsvFile.Name(facility.ClaimsFile, options.Day));
        Directory.CreateDirectory(Path.GetDirectoryName(claims)!);
        var delimiter = facility.IsUs ? "," : ";";
        yield return new SimulatedTable(facility.Id, "claims",
            CsvFile.Write(engine, GroupSql.Claims(facility, options), claims, delimiter, cancellationToken));

        var truth = Path.Combine(options.Folder, "truth", CsvFile.Name(facility.Id, options.Day));
        Directory.CreateDirectory(Path.GetDirectoryName(truth)!);
        yield return new SimulatedTable(facility.Id, "truth",
            CsvFile.Write(engine, GroupSql.Truth(facility, options), truth, ",", cancellationToken));
    }

    private static SimulatedTable MakeReference(DuckDbConnection engine, SimulatorOptions options, CancellationToken cancellationToken)
    {
        var file = Path.Combine(options.Folder, "reference", "cptcodes.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new SimulatedTable("group", "cptcodes", CsvFile.Write(engine, GroupSql.ProcedureCodes(options), file, ",", cancellationToken));
    }

    private static string Renamed(string sql, string table, Facility facility) =>
        table == "patients" && facility.RenamedColumns.Count > 0
            ? $"select * rename ({string.Join(", ", facility.RenamedColumns.Select(name => $"{name.Key} as {name.Value}"))}) from ({sql})"
            : sql;

    private static async Task<IEmrStore> OpenStoreAsync(Facility facility, SimulatorOptions options, CancellationToken cancellationToken) =>
        options.EmrStore switch
        {
            EmrStore.Csv => new CsvStore(Path.Combine(options.Folder, "emr", facility.Id), options.Day),
            EmrStore.PostgreSql => await PostgreSqlStore.OpenAsync(
                options.PostgreSqlConnection ?? throw new CarelakeException(
                    "SIM-0004", "The simulated EMRs should go to PostgreSQL, but no connection was given.", "", "Give the connection of an empty database."),
                facility.Id, cancellationToken),
            _ => new SqliteStore(Path.Combine(options.Folder, "emr", $"{facility.Id}.db")),
        };

    private static IReadOnlyList<Facility> ChosenFacilities(SimulatorOptions options)
    {
        if (options.Facilities is not { } ids) return Facility.Group;
        var known = string.Join(", ", Facility.Group.Select(facility => facility.Id));
        return [.. ids.Select(id => Facility.Group.FirstOrDefault(facility => facility.Id == id)
            ?? throw new CarelakeException("SIM-0003", $"There is no simulated facility '{id}'.", id, $"Choose among {known}."))];
    }

    private sealed record MadeGroup(int Seed, double Scale, int Day);

    private static string RecordOf(string folder) => Path.Combine(folder, "group.json");

    private static async Task CheckDayAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        var file = RecordOf(options.Folder);
        var made = File.Exists(file)
            ? JsonSerializer.Deserialize<MadeGroup>(await File.ReadAllTextAsync(file, cancellationToken))!
            : new MadeGroup(options.Seed, options.Scale, 0);
        if (made.Seed != options.Seed || made.Scale != options.Scale)
            throw new CarelakeException(
                "SIM-0002", $"The folder holds a group of seed {made.Seed} and scale {made.Scale}.", options.Folder,
                "Use that seed and scale, or another folder.");
        if (options.Day != made.Day + 1)
            throw new CarelakeException(
                "SIM-0001", $"Day {options.Day} cannot be made: the last day made is {made.Day}.", options.Folder,
                $"Make day {made.Day + 1} next.");
    }

    private static async Task RecordDayAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        var file = RecordOf(options.Folder);
        await File.WriteAllTextAsync(file + ".part", JsonSerializer.Serialize(new MadeGroup(options.Seed, options.Scale, options.Day)), cancellationToken);
        File.Move(file + ".part", file, overwrite: true);
    }
}
