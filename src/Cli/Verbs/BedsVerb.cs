using System.CommandLine;
using Carelake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake beds</c>: the bed board of a feed's messages.</summary>
internal static class BedsVerb
{
    public static Command Create(Terminal terminal)
    {
        var files = FormatInput.Argument("HL7 v2 messages in the order in which they came");
        var plan = new Option<string?>("--plan") { Description = $"The beds there are (CSV); by default {FlowPlans.BedsName} in the folder, else those that messages name.", HelpName = "FILE" };
        var ward = new Option<string?>("--ward") { Description = "Only this ward, bed by bed.", HelpName = "WARD" };
        var json = CommonOptions.Json();
        var command = new Command("beds", "Shows who is where: beds, emergency department, theatres and expected discharges, from HL7 v2 messages.") { files, plan, ward, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = parsed.GetValue(files) ?? [];
            var plans = await FlowPlans.ReadAsync(parsed.GetValue(plan), names, cancellationToken);
            var beds = plans.Beds;
            var feed = new FlowFeed();
            await feed.TakeFilesAsync(names, terminal, parsed.GetValue(json), cancellationToken);

            if (parsed.GetValue(json)) terminal.WriteJson(feed.State.Facilities.Select(facility => Json(feed.State.BedBoard(facility, beds))));
            else if (parsed.GetValue(ward) is { } one) BedBoardText.WriteWard(terminal, feed.State, beds, one);
            else BedBoardText.Write(terminal, feed.State, plans);
            return feed.Report(terminal);
        });
        return command;
    }

    private static object Json(BedBoard board) => new
    {
        board.FacilityId, board.AsOf,
        Beds = board.Beds.Select(bed => new { bed.Location.Ward, bed.Location.Room, bed.Location.Bed, bed.State, bed.Visit?.VisitId, bed.Since, ExpectedDischarge = bed.Visit?.ExpectedDischarge }),
        WithoutBed = board.WithoutBed.Select(waiting => new { waiting.Visit.VisitId, waiting.Placement.Location.Ward, waiting.Placement.Start }),
        Issues = board.Issues.Select(issue => new { issue.Issue.Code, issue.Issue.Severity, issue.Issue.Location, issue.VisitId, issue.At }),
    };
}
