using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Carelake.Core;
using Carelake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake flow</c>: the measures of patient flow, from files of messages or from what the listeners brought to the lake.</summary>
internal static class FlowVerb
{
    private const int MostDays = 400;

    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "HL7 v2 messages: files, folders, or - for standard input; without any, those that the project's listeners brought to bronze.", Arity = ArgumentArity.ZeroOrMore,
        };
        var day = new Option<string?>("--day") { Description = "Last day of the period, by each facility's clock; by default the last whole day.", HelpName = "DATE" };
        var days = new Option<int>("--days") { Description = "Days of the period.", DefaultValueFactory = _ => 7 };
        var ward = new Option<string?>("--ward") { Description = "Only this ward: patients in its beds at every hour.", HelpName = "WARD" };
        var sitrep = new Option<bool>("--sitrep") { Description = "The NHS daily situation report: beds and long stays at 08:00, the emergency department of the day before." };
        var plan = new Option<string?>("--plan") { Description = $"The beds there are (CSV); by default {FlowPlans.BedsName} in the folder or beside carelake.yaml.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("flow", "Shows the measures of patient flow: occupancy, length of stay, turnover, emergency waits, discharges, theatres, situation report.")
        {
            files, day, days, ward, sitrep, plan, json, config, lake,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = parsed.GetValue(files) ?? [];
            var context = names.Length == 0 ? ProjectContext.Open(parsed, config, lake) : null;
            var plans = await FlowPlans.ReadAsync(parsed.GetValue(plan), context is null ? names : [context.Project.Folder], cancellationToken);
            var feed = new FlowFeed(remembersAll: true);
            if (context is null) await feed.TakeFilesAsync(names, terminal, parsed.GetValue(json), cancellationToken);
            else if (!feed.TakeBronze(context, cancellationToken))
                throw new CarelakeException("CLI-0085", "The lake has no messages of a listener.", "bronze", "Name files of messages, or let carelake serve receive some: docs/guides/connecting-a-feed.md.");

            var last = Day(parsed.GetValue(day));
            var count = Math.Clamp(parsed.GetValue(days), 1, MostDays);
            if (parsed.GetValue(sitrep)) WriteSitRep(terminal, new(feed.State, plans.Beds, Hours(feed.State, plans.Zones, last, count + 1)), parsed.GetValue(json));
            else Write(terminal, feed.State, plans, Hours(feed.State, plans.Zones, last, count), parsed.GetValue(ward), parsed.GetValue(json));
            return feed.Report(terminal);
        });
        return command;
    }

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new CarelakeException("CLI-0086", "The day is no date.", text, "Write it as 2025-01-31.");

    private static ImmutableArray<FlowHour> Hours(FlowState state, FacilityZones zones, DateOnly? last, int days) =>
    [
        .. state.Facilities.SelectMany(facility =>
            FlowHour.Of(facility, zones.Of(facility), (last ?? zones.DateAt(facility, state.LatestAt).AddDays(-1)).AddDays(1 - days), days)),
    ];

    private static void WriteSitRep(Terminal terminal, FlowMeasures measures, bool isJson)
    {
        if (isJson) terminal.WriteJson(measures.SitReps());
        else FlowText.WriteSitRep(terminal, measures);
    }

    private static void Write(Terminal terminal, FlowState state, FlowPlans plans, ImmutableArray<FlowHour> hours, string? ward, bool isJson)
    {
        var measures = new FlowMeasures(state, plans.Beds, hours);
        var sessions = plans.Sessions.Sessions(hours, plans.Zones).ToList();
        if (isJson && ward is not null) terminal.WriteJson(measures.Occupancy().Where(hour => hour.Ward == ward));
        else if (isJson) terminal.WriteJson(Json(measures, sessions));
        else if (ward is not null) FlowText.WriteWard(terminal, measures, plans, hours, ward);
        else FlowText.Write(terminal, measures, plans, hours, sessions);
    }

    // Rows, one a stay, attendance, list and ward and hour: a program makes its own sums of them.
    private static object Json(FlowMeasures measures, List<TheatreSession> sessions) => new
    {
        Throughput = measures.Throughput(), Turnover = measures.Turnover(), Stays = measures.Stays(), Emergency = measures.Emergency(), Sessions = measures.Sessions(sessions), Occupancy = measures.Occupancy(),
    };
}
