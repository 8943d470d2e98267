using System.CommandLine;
using Carelake.Lake.Catalog;
using Carelake.Lake.Pipeline;
using Carelake.Simulator;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake demo</c>: the simulated group, run from its systems to its figures.</summary>
internal static class DemoVerb
{
    private const string DefaultFolder = "carelake-demo";

    public static Command Create(Terminal terminal)
    {
        var scale = new Option<double>("--scale") { Description = "Rows of the group in units of 100,000.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same group.", DefaultValueFactory = _ => 20241231 };
        var day = new Option<int?>("--day") { Description = "Go on to this day of the group: 2, 3, …; by default day 1, or the last day made.", HelpName = "DAY" };
        var noServe = new Option<bool>("--no-serve") { Description = "End after the run instead of serving the result." };
        var lake = new Option<string?>("--lake") { Description = $"Folder of the demo; by default {DefaultFolder}/ here.", HelpName = "DIR" };
        var url = new Option<string?>("--url") { Description = "Where the dashboard is served, on this machine only; by default http://127.0.0.1:8080, or the next free port.", HelpName = "URL" };
        var json = CommonOptions.Json();
        var command = new Command("demo", "Makes the simulated hospital group, runs the whole pipeline over it, shows its figures and serves the dashboard with its live hospital.") { scale, seed, day, noServe, url, lake, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(lake) ?? DefaultFolder);
            await WriteProjectAsync(folder, cancellationToken);
            var simulated = new SimulatorOptions { Folder = Path.Combine(folder, "data"), Scale = parsed.GetValue(scale), Seed = parsed.GetValue(seed) };
            var today = await MakeDaysAsync(terminal, simulated, parsed.GetValue(day), cancellationToken);

            var context = ProjectContext.Open(Path.Combine(folder, "carelake.yaml"), lake: null);
            var asOf = simulated.BaseDate.AddDays(today - 1);
            var result = await RunVerb.RunAsync(terminal, context, new RunOptions { AsOf = asOf }, cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(result);
            else
            {
                ShowFigures(terminal, context);
                ShowLiveHospital(terminal, simulated, asOf);
            }
            SayWhereToLook(terminal, folder, today + 1);
            // Quarantine is part of the show: the simulator plants faults.
            if (result.Failures.Length > 0) return ExitCode.Failed;
            if (!parsed.GetValue(noServe)) await DemoServer.ServeAsync(terminal, context, simulated, asOf, parsed.GetValue(url), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WriteProjectAsync(string folder, CancellationToken cancellationToken)
    {
        var template = Path.Combine(AppContext.BaseDirectory, "examples", "group");
        foreach (var file in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(template, file));
            if (File.Exists(target)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
        }
    }

    // A demo that is there already is gone on with, so that running it twice shows that nothing new costs nothing. Gives the last day.
    private static async Task<int> MakeDaysAsync(Terminal terminal, SimulatorOptions options, int? wanted, CancellationToken cancellationToken)
    {
        var made = HospitalGroup.LastDayMade(options.Folder);
        var last = Math.Max(made, wanted ?? 1);
        for (var day = made + 1; day <= last; day++)
        {
            terminal.Say(day == 1 ? "Making the hospital group ..." : $"Making day {day} of the hospital group ...");
            var tables = await HospitalGroup.MakeAsync(options with { Day = day }, progress: null, cancellationToken);
            terminal.Say($"Made {tables.Where(table => table.Table != "truth").Sum(table => table.Rows):N0} rows in {tables.Select(table => table.Facility).Distinct().Count(facility => facility != "group")} hospitals.");
        }
        return last;
    }

    private static void ShowFigures(Terminal terminal, ProjectContext context)
    {
        string[] kpis = ["open_ar", "days_in_ar", "denial_rate", "net_collection_rate"];
        if (kpis.Any(kpi => !context.Lake.Table($"gold.kpi_{kpi}").Exists()))
            return;
        using var session = LakeSession.Open(context.Lake, new EngineOptions());
        foreach (var kpi in kpis) session.Bind($"gold.kpi_{kpi}");

        using var command = session.Connection.CreateCommand(
            """
            select r.member_name, r.currency_code, r.open_receivable_amount, d.days_in_ar, c.denial_rate, n.net_collection_rate
            from gold.kpi_open_ar r
            left join gold.kpi_days_in_ar d on d.slice = r.slice and d.facility_id = r.facility_id and d.service_month is null and d.currency_code = r.currency_code
            left join gold.kpi_denial_rate c on c.slice = r.slice and c.facility_id = r.facility_id and c.service_month is null and c.currency_code = r.currency_code
            left join gold.kpi_net_collection_rate n on n.slice = r.slice and n.facility_id = r.facility_id and n.service_month is null and n.currency_code = r.currency_code
            where r.slice = 'facility' and r.service_month is null
            order by r.member_name
            """);
        using var reader = command.ExecuteReader();
        var table = new TextTable(terminal, "facility", "currency", ">open AR", ">days in AR", ">denial rate", ">net collection rate");
        while (reader.Read())
            table.Add(reader.GetString(0), reader.GetString(1), $"{reader.GetDecimal(2):N2}", $"{reader.GetDecimal(3):N1}", Percent(reader, 4), Percent(reader, 5));
        table.Write(terminal);
    }

    // The day after the history, until the early afternoon: the wards are at work, and nothing waits for it.
    private static void ShowLiveHospital(Terminal terminal, SimulatorOptions group, DateOnly asOf)
    {
        terminal.Say("");
        terminal.Say("The live hospital, from midnight to two in the afternoon of the next day:");
        var live = LiveGroup.Open(new() { Seed = group.Seed, Scale = group.Scale, FirstDay = asOf.AddDays(1), Duration = TimeSpan.FromHours(14) });
        var feed = new FlowFeed();
        foreach (var message in live.Messages().TakeWhile(message => message.SentAt < live.End)) feed.Take(message.Bytes);
        BedBoardText.Write(terminal, feed.State, new(LiveGroup.Plan, LiveGroup.Zones, LiveGroup.Sessions));
        terminal.Say($"{feed.MessageCount:N0} HL7 v2 messages, some late, repeated or taken back. More: carelake simulate-feed FOLDER, then carelake beds FOLDER.");
    }

    private static string Percent(System.Data.Common.DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? "" : $"{reader.GetDecimal(ordinal) * 100:N2} %";

    private static void SayWhereToLook(Terminal terminal, string folder, int tomorrow)
    {
        var config = Path.Combine(folder, "carelake.yaml");
        terminal.Say("");
        terminal.Say("Where to look:");
        terminal.Say($"  carelake tables --config {config}");
        terminal.Say($"  carelake sql \"select * from gold.kpi_ar_ageing limit 10\" --config {config}");
        terminal.Say($"  carelake quarantine list --config {config}");
        terminal.Say($"  carelake runs last --config {config}");
        terminal.Say($"Tomorrow: carelake demo --lake {folder} --day {tomorrow}");
    }
}
