using Carelake.Access.Audit;
using Carelake.Access.Reading;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>The audit log: search, proof, and the accounting of disclosures.</summary>
internal sealed class AuditEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("", Search).WithName("SearchAudit").WithSummary("Records of the audit log, newest first.").View("audit");
        audit.MapGet("/verify", Verify).WithName("VerifyAudit").WithSummary("Finds any changed, removed, inserted or moved record.").View("audit");
        audit.MapGet("/disclosures/{key}", DisclosuresAsync).WithName("Disclosures").WithSummary("Accesses to one patient's data, by patient_key, from every audit log; accountable: those alone that a patient's accounting lists (45 CFR 164.528).").View("audit");
    }

    private static AuditPage Search(
        Caller caller, string? user, string? action, string? resource, string? decision, DateTimeOffset? from, DateTimeOffset? to, bool? emergencies, int? page, int? pageSize, CancellationToken cancellationToken)
    {
        var filter = new AuditFilter { User = user, Action = action, Resource = resource, Decision = decision, From = from, To = to };
        var (number, size) = (Math.Max(1, page ?? 1), Math.Clamp(pageSize ?? 50, 1, 500));
        var found = caller.Tenant.Governed.Audit.Read(trail => AuditSearch.Newest(emergencies == true ? trail.Emergencies : trail.Log, trail.Keys, filter, (number - 1) * size, size, cancellationToken));
        return new(found.Total, number, size, [.. found.Entries.Select(item => AuditAnswer.Of(item.Index, item.Entry))]);
    }

    private static VerifyAnswer Verify(Caller caller, CancellationToken cancellationToken)
    {
        var now = caller.Tenant.Services.Time.GetUtcNow();
        var (found, root) = caller.Tenant.Governed.VerifyAudit(cancellationToken);
        return new(found.Issues.IsEmpty, found.Records, found.Checkpoints, root, now, [.. found.Issues.Select(issue => new AuditProblem(issue.Code, issue.Location, issue.Message))]);
    }

    private static async Task<IReadOnlyList<AuditAnswer>> DisclosuresAsync(Caller caller, string key, bool? accountable, CancellationToken cancellationToken)
    {
        var now = caller.Tenant.Services.Time.GetUtcNow();
        var entries = await new AuditHomes(caller.Tenant.Lake, caller.Tenant.Keys).ReadAsync(PatientNames.KeyOf(key), cancellationToken);
        return [.. entries.Where(item => accountable != true || Disclosure.IsAccounted(item.Entry, now)).OrderByDescending(item => item.Entry.At).Select(item => AuditAnswer.Of(item.Index, item.Entry))];
    }
}

/// <summary>Records of the audit log.</summary>
internal sealed record AuditPage(long Total, int Page, int PageSize, IReadOnlyList<AuditAnswer> Entries);

/// <summary>A record of the audit log.</summary>
internal sealed record AuditAnswer(
    long Index, DateTimeOffset At, string User, string Action, string Resource, string Purpose, string Decision, IReadOnlyList<string> Policies, long Rows, bool IsBreakGlass)
{
    public static AuditAnswer Of(long index, AuditEntry entry) => new(
        index, entry.At, entry.User, entry.Action, entry.Resource, entry.Purpose, entry.Decision, entry.Policies, entry.RowCount, entry.IsBreakGlass);
}

/// <summary>Whether the log is as it was signed.</summary>
/// <param name="IsIntact">Nothing was changed, removed, inserted or moved.</param>
/// <param name="Records">Records in it.</param>
/// <param name="Checkpoints">Signed checkpoints.</param>
/// <param name="Root">Root of the Merkle tree, base64; keep it elsewhere to compare with.</param>
/// <param name="CheckedAt">When it was looked at.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record VerifyAnswer(bool IsIntact, long Records, int Checkpoints, string Root, DateTimeOffset CheckedAt, IReadOnlyList<AuditProblem> Problems);

/// <summary>Something wrong in the log.</summary>
internal sealed record AuditProblem(string Code, string Place, string Message);
