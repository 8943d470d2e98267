using System.Collections.Immutable;

namespace Carelake.Access.Audit;

/// <summary>An access to a patient's data, as the accounting of disclosures lists it (45 CFR 164.528).</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Id of who had it.</param>
/// <param name="What">What was done with which table or endpoint.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Rows">Rows about the patient.</param>
/// <param name="IsBreakGlass">Emergency access.</param>
/// <param name="IsAccountable">It belongs into the accounting that a patient gets: it was not for treatment, payment or operations, and is no older than six years.</param>
public sealed record Disclosure(DateTimeOffset At, string By, string What, string Purpose, long Rows, bool IsBreakGlass, bool IsAccountable)
{
    private const int Years = 6;

    // 45 CFR 164.528(a)(1)(i): disclosures to carry out treatment, payment and health care operations are not accounted for.
    private static readonly ImmutableArray<string> NotAccounted = ["treatment", "payment", "operations"];

    /// <summary>Accesses to a patient's data, newest first; refused ones are none.</summary>
    /// <param name="entries">Records about the patient.</param>
    /// <param name="now">Today: six years are counted back from it.</param>
    public static ImmutableArray<Disclosure> Of(IEnumerable<AuditEntry> entries, DateTimeOffset now) =>
    [
        .. entries.Where(entry => entry.Decision == "allow").OrderByDescending(entry => entry.At).Select(entry => new Disclosure(
            entry.At, entry.User, $"{entry.Action} {entry.Resource}", entry.Purpose, entry.RowCount, entry.IsBreakGlass, IsAccounted(entry, now))),
    ];

    /// <summary>An access belongs into the accounting that a patient gets.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="now">Today.</param>
    public static bool IsAccounted(AuditEntry entry, DateTimeOffset now) => entry.Decision == "allow" && !NotAccounted.Contains(entry.Purpose) && entry.At >= now.AddYears(-Years);
}
