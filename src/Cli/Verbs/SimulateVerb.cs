using System.CommandLine;
using Carelake.Simulator;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake simulate</c>: a hospital group's systems, made up.</summary>
internal static class SimulateVerb
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "Folder that receives emr/, claims/, reference/ and truth/." };
        var scale = new Option<double>("--scale") { Description = "Rows of the group in units of 100,000; 1,000 is 100 million rows.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same group.", DefaultValueFactory = _ => 20241231 };
        var day = new Option<int>("--day") { Description = "1 makes the group; 2, 3, … add that day's changes.", DefaultValueFactory = _ => 1 };
        var share = new Option<double>("--change-share")
        {
            Description = "Part of the rows that a later day writes again, and part that it adds; 0 to 1.", DefaultValueFactory = _ => 0.01,
        };
        var store = new Option<EmrStore>("--store") { Description = "What holds the EMRs.", DefaultValueFactory = _ => EmrStore.Sqlite };
        var connection = new Option<string?>("--connection") { Description = "Connection to an empty PostgreSQL database, for --store postgresql." };
        var facilities = new Option<string?>("--facilities") { Description = "Ids of the facilities to make, with commas; all by default." };
        var json = CommonOptions.Json();

        var command = new Command("simulate", "Makes a simulated hospital group: EMR databases, claims files, and the truth about what was planted.")
        {
            folder, scale, seed, day, share, store, connection, facilities, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new SimulatorOptions
            {
                Folder = parsed.GetRequiredValue(folder), Scale = parsed.GetValue(scale), Seed = parsed.GetValue(seed), Day = parsed.GetValue(day),
                ChangeShare = Math.Clamp(parsed.GetValue(share), 0, 1),
                EmrStore = parsed.GetValue(store), PostgreSqlConnection = parsed.GetValue(connection),
                Facilities = parsed.GetValue(facilities)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            };
            var made = await HospitalGroup.MakeAsync(options, Report(terminal), cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(made);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Says each table as it is made.</summary>
    public static IProgress<SimulatedTable> Report(Terminal terminal) =>
        new ImmediateProgress<SimulatedTable>(table => terminal.Say($"made {table.Facility}.{table.Table}: {table.Rows:N0} rows"));
}
