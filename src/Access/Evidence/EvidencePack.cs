using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Carelake.Access.Audit;
using Carelake.Access.Policies;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Operations;

namespace Carelake.Access.Evidence;

/// <summary>
/// What an inspector asks for, as a folder of files: who had access, incidents, how good the data is, what the policies say, and whether the log of it all is whole.
/// Names users, never patients.
/// </summary>
/// <param name="project">The project.</param>
/// <param name="lake">The lake.</param>
/// <param name="operations">Runs, rules and wishes.</param>
/// <param name="homes">The audit logs.</param>
/// <param name="policies">The policies in force.</param>
public sealed class EvidencePack(Project project, LakeFolder lake, OperationsStore operations, AuditHomes homes, PolicyLibrary policies)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a pack.</summary>
    /// <param name="map">Whose questions it answers.</param>
    /// <param name="period">From and before.</param>
    /// <param name="accounts">Cells of the accounts, with a heading.</param>
    /// <param name="folder">New folder.</param>
    /// <param name="now">When it is made.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Names of the files.</returns>
    /// <exception cref="CarelakeException"><c>ACC-0151</c> the folder holds something.</exception>
    public async Task<ImmutableArray<string>> WriteAsync(
        EvidenceMap map, (DateTimeOffset From, DateTimeOffset To) period, IReadOnlyList<string[]> accounts, string folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CarelakeException("ACC-0151", "The folder of the evidence is not empty.", folder, "Name a new folder, so that two packs are not mixed.");
        Directory.CreateDirectory(folder);
        var entries = (await homes.ReadAsync(subject: null, cancellationToken)).Select(item => item.Entry).Where(entry => entry.At >= period.From && entry.At < period.To).ToList();
        var incidents = entries.Where(entry => entry.IsBreakGlass || entry.Decision == "deny").OrderBy(entry => entry.At).ToList();
        var logs = homes.Names.Select(name => Verify(name, cancellationToken)).ToList();
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["access.csv"] = Lines("user,action,resource,purpose,decision,times,rows", entries.GroupBy(entry => (entry.User, entry.Action, entry.Resource, entry.Purpose, entry.Decision)).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
                .Select(group => Line(group.Key.User, group.Key.Action, group.Key.Resource, group.Key.Purpose, group.Key.Decision, group.Count(), group.Sum(entry => entry.RowCount)))),
            ["incidents.csv"] = Lines("at,kind,user,action,resource,purpose,policies", incidents.Select(entry =>
                Line(entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.IsBreakGlass ? "break-glass" : "refused", entry.User, entry.Action, entry.Resource, entry.Purpose, string.Join(' ', entry.Policies)))),
            ["accounts.csv"] = Lines(accounts.Select(cells => Line(cells))),
            ["data-quality.csv"] = Lines("table,rule,severity,source,rows checked,rows failed,checked at", await QualityAsync(period, cancellationToken)),
            ["runs.csv"] = Lines("run,started at,finished at,status,error", (await operations.RunsAsync(int.MaxValue, cancellationToken)).Where(run => run.StartedAt >= period.From && run.StartedAt < period.To)
                .Select(run => Line(run.RunId, run.StartedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), run.FinishedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "", run.Status.ToString().ToLowerInvariant(), run.Error ?? ""))),
            ["audit-log.json"] = JsonSerializer.Serialize(logs, Json),
            ["access-matrix.md"] = $"# Who may see what\n{AccessMatrix.Print(policies.Policies)}",
            ["policies.md"] = Policies(),
        };
        files[$"{map.Name}.md"] = map.ToMarkdown(project.Name, period, now, Figures(entries, incidents, logs, (await operations.WishesAsync(cancellationToken)).Count(wish => wish.IsRestricted)));
        foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
        return [.. files.Keys.Order(StringComparer.Ordinal)];
    }

    private sealed record LogState(string Log, long Records, int Checkpoints, bool IsWhole, ImmutableArray<string> Problems);

    // The key stands beside the log: who must not believe that compares it with a copy kept elsewhere.
    private LogState Verify(string name, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(lake.Root, "_carelake", "audit", name, "all");
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(folder, AuditFiles.PublicKey)));
        if (!File.Exists(Path.Combine(folder, AuditFiles.Records))) return new(name, 0, 0, true, []);
        var found = AuditVerification.Verify(folder, key, kept: null, cancellationToken);
        return new(name, found.Records, found.Checkpoints, found.Issues.IsEmpty, [.. found.Issues.Select(issue => $"{issue.Code} {issue.Location}")]);
    }

    private async Task<IReadOnlyList<string>> QualityAsync((DateTimeOffset From, DateTimeOffset To) period, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var table in project.Models.Values.Where(model => model.Rules.Count > 0).Select(model => model.Table).Order(StringComparer.Ordinal))
        {
            var latest = (await operations.RuleHistoryAsync(table, int.MaxValue, cancellationToken)).Where(result => result.CheckedAt >= period.From && result.CheckedAt < period.To).GroupBy(result => (result.Rule, result.SourceId)).Select(group => group.First()).OrderBy(result => result.Rule, StringComparer.Ordinal).ThenBy(result => result.SourceId, StringComparer.Ordinal);
            lines.AddRange(latest.Select(result => Line(table, result.Rule, result.Severity, result.SourceId, result.RowsChecked, result.RowsFailed, result.CheckedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))));
        }

        return lines;
    }

    private string Policies()
    {
        var text = new StringBuilder("# Policies in force\n\n| policy | reason |\n| --- | --- |\n");
        foreach (var policy in policies.Policies.Policies.OrderBy(policy => policy.Id, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"| {policy.Id} | {policy.Annotations.GetValueOrDefault("reason", "")} |\n");
        return text.ToString();
    }

    private static ImmutableArray<(string Name, string Value)> Figures(List<AuditEntry> entries, List<AuditEntry> incidents, List<LogState> logs, int restricted) =>
    [
        ("accesses in the audit log", $"{entries.Count(IsAccess):N0}"),
        ("people and machines with access", $"{entries.Where(IsAccess).Select(entry => entry.User).Distinct(StringComparer.Ordinal).Count():N0}"),
        ("emergency accesses", $"{incidents.Count(entry => entry.IsBreakGlass):N0}"),
        ("refusals", $"{incidents.Count(entry => !entry.IsBreakGlass):N0}"),
        ("erasures", $"{entries.Count(entry => entry.Action == "subject-erased"):N0}"),
        ("records restricted by their patients", $"{restricted:N0}"),
        ("audit logs that are whole", $"{logs.Count(log => log.IsWhole)} of {logs.Count}"),
    ];

    private static bool IsAccess(AuditEntry entry) => entry.Decision == "allow";

    private static string Lines(string heading, IEnumerable<string> lines) => Lines(lines.Prepend(heading));

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string Line(params ReadOnlySpan<object> values)
    {
        var cells = new List<string>(values.Length);
        foreach (var value in values) cells.Add(CsvCell.OfText(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        return string.Join(',', cells);
    }
}
