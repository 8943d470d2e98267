using System.CommandLine;
using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake beds</c>: the bed board of a feed's messages.</summary>
internal static class BedsVerb
{
    private const string PlanName = "beds.csv";

    public static Command Create(Terminal terminal)
    {
        var files = FormatInput.Argument("HL7 v2 messages in the order in which they came");
        var plan = new Option<string?>("--plan") { Description = $"The beds there are (CSV); by default {PlanName} in the folder, else those that messages name.", HelpName = "FILE" };
        var ward = new Option<string?>("--ward") { Description = "Only this ward, bed by bed.", HelpName = "WARD" };
        var json = CommonOptions.Json();
        var command = new Command("beds", "Shows who is where: beds, emergency department, theatres and expected discharges, from HL7 v2 messages.") { files, plan, ward, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = parsed.GetValue(files) ?? [];
            var beds = await PlanAsync(parsed.GetValue(plan), names, cancellationToken);
            var feed = new FlowFeed();
            using var inputs = FormatInputs.Of(names, terminal, FormatKind.Hl7, parsed.GetValue(json));
            foreach (var input in inputs)
            {
                foreach (var message in Hl7File.Read(await input.ReadAsync(cancellationToken)).Value.Messages)
                {
                    feed.Take(message);
                    input.Advance(message.Value.Bytes.Length, cancellationToken);
                }
            }

            if (parsed.GetValue(json)) terminal.WriteJson(feed.State.Facilities.Select(facility => Json(feed.State.BedBoard(facility, beds))));
            else if (parsed.GetValue(ward) is { } one) BedBoardText.WriteWard(terminal, feed.State, beds, one);
            else BedBoardText.Write(terminal, feed.State, beds);
            foreach (var (code, count) in feed.Refused) terminal.Say($"{code}: {count:N0} messages or events were not applied; docs/reference/codes.md says why.");
            return feed.Refused.Count > 0 ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static async Task<BedPlan> PlanAsync(string? file, string[] names, CancellationToken cancellationToken)
    {
        file ??= names.Select(name => Path.Combine(name, PlanName)).FirstOrDefault(File.Exists);
        if (file is null) return BedPlan.Empty;
        if (!File.Exists(file)) throw new CarelakeException("CLI-0012", "There is no such file or folder.", file, "Check the path; - reads standard input.");
        var plan = BedPlan.Parse(await File.ReadAllTextAsync(file, cancellationToken));
        return plan.Issues.IsEmpty
            ? plan.Value
            : throw new CarelakeException(plan.Issues[0].Code, plan.Issues[0].Message, $"{file}: {plan.Issues[0].Location}", "Correct the line; docs/guides/patient-flow.md shows the form.");
    }

    private static object Json(BedBoard board) => new
    {
        board.FacilityId, board.AsOf,
        Beds = board.Beds.Select(bed => new { bed.Location.Ward, bed.Location.Room, bed.Location.Bed, bed.State, bed.Visit?.VisitId, bed.Since, ExpectedDischarge = bed.Visit?.ExpectedDischarge }),
        WithoutBed = board.WithoutBed.Select(waiting => new { waiting.Visit.VisitId, waiting.Placement.Location.Ward, waiting.Placement.Start }),
        Issues = board.Issues.Select(issue => new { issue.Issue.Code, issue.Issue.Severity, issue.Issue.Location, issue.VisitId, issue.At }),
    };
}
