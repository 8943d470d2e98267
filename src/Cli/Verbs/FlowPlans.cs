using Carelake.Core;
using Carelake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary>What messages do not say and boards and measures need: the beds there are, the facilities' clocks, and the theatre lists.</summary>
/// <param name="Beds">From <see cref="BedsName"/>.</param>
/// <param name="Zones">From <see cref="ZonesName"/>.</param>
/// <param name="Sessions">From <see cref="SessionsName"/>.</param>
internal sealed record FlowPlans(BedPlan Beds, FacilityZones Zones, SessionPlan Sessions)
{
    /// <summary>File of the beds.</summary>
    public const string BedsName = "beds.csv";

    /// <summary>File of the facilities' zones.</summary>
    public const string ZonesName = "facilities.csv";

    /// <summary>File of the theatre lists.</summary>
    public const string SessionsName = "sessions.csv";

    /// <summary>Reads the plans that stand in the first folder that has them; what no folder has is empty.</summary>
    /// <param name="beds">File of the beds; null for the one in a folder.</param>
    /// <param name="folders">Where to look.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<FlowPlans> ReadAsync(string? beds, IReadOnlyCollection<string> folders, CancellationToken cancellationToken) => new(
        await ReadAsync(beds ?? Find(folders, BedsName), BedPlan.Parse, BedPlan.Empty, cancellationToken),
        await ReadAsync(Find(folders, ZonesName), FacilityZones.Parse, FacilityZones.Utc, cancellationToken),
        await ReadAsync(Find(folders, SessionsName), SessionPlan.Parse, SessionPlan.Empty, cancellationToken));

    private static string? Find(IEnumerable<string> folders, string name) => folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static async Task<T> ReadAsync<T>(string? file, Func<string, Parsed<T>> parse, T none, CancellationToken cancellationToken)
    {
        if (file is null) return none;
        if (!File.Exists(file)) throw new CarelakeException("CLI-0012", "There is no such file or folder.", file, "Check the path; - reads standard input.");
        var plan = parse(await File.ReadAllTextAsync(file, cancellationToken));
        return plan.Issues.IsEmpty
            ? plan.Value
            : throw new CarelakeException(plan.Issues[0].Code, plan.Issues[0].Message, $"{file}: {plan.Issues[0].Location}", "Correct the line; docs/guides/patient-flow.md shows the form.");
    }
}
