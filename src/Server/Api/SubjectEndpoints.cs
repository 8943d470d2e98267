using Carelake.Access.Subjects;
using Carelake.Core;
using Carelake.Events.Embedded;
using Carelake.Lake.Subjects;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>Requests of people about their own data, for whoever answers them. Patients are named in bodies, since addresses are kept in many places.</summary>
internal sealed class SubjectEndpoints : IEndpoints
{
    private const string Area = "privacy";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var subjects = routes.MapGroup("/subjects").WithTags("Privacy");
        subjects.MapPost("/find", FindAsync).WithName("FindSubject").WithSummary("Where a person is: tables, landed files, and other records that may be the same person.").View(Area);
        subjects.MapPost("/export", ExportAsync).WithName("ExportSubject").WithSummary("A copy of a person's data as a zip, without what clinicians wrote: the command line makes the whole one.").Manage(Area)
            .Produces<Stream>(StatusCodes.Status200OK, "application/zip").ProducesProblem(404);
        subjects.MapPost("/restrict", RestrictAsync).WithName("RestrictSubject").WithSummary("Restricts the use of records to the care team, or ends that.").Manage(Area);
        subjects.MapPost("/rectify", RectifyAsync).WithName("RectifySubject").WithSummary("Puts a patient's details right; the correction wins over what sources say later.").Manage(Area).ProducesProblem(404).ProducesProblem(422);
        subjects.MapPost("/erase", EraseAsync).WithName("EraseSubject").WithSummary("Erases a person from tables with their history, landed files, messages and the audit log's readable part. Cannot be undone.").Manage(Area)
            .ProducesProblem(404).ProducesProblem(503);
    }

    private static Task<SubjectFindings> FindAsync(Caller caller, SubjectRequest request, CancellationToken cancellationToken) =>
        Requests(caller).FindAsync(caller.Viewer.Id, Ids(request.Patients), cancellationToken);

    private static async Task<IResult> ExportAsync(Caller caller, SubjectRequest request, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(caller.Tenant.Lake.Scratch);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(caller.Tenant.Lake.Scratch, $"{Guid.NewGuid():n}.zip"), options);
        try
        {
            await Requests(caller).ExportAsync(caller.Viewer.Id, Ids(request.Patients), file, withNarrative: false, cancellationToken);
            file.Position = 0;
            return Results.Stream(file, "application/zip", "subject.zip");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task<SubjectDone> RestrictAsync(Caller caller, RestrictRequest request, CancellationToken cancellationToken)
    {
        var ids = Ids(request.Patients);
        await Requests(caller).RestrictAsync(caller.Viewer.Id, ids, request.IsRestricted ?? true, cancellationToken);
        return new(ids.Count);
    }

    private static async Task<SubjectDone> RectifyAsync(Caller caller, RectifyRequest request, CancellationToken cancellationToken)
    {
        await Requests(caller).RectifyAsync(caller.Viewer.Id, SubjectId.Parse(request.Patient ?? ""), request.Values ?? new Dictionary<string, string>(), request.Reason ?? "", cancellationToken);
        return new(1);
    }

    private static Task<ErasureRecord> EraseAsync(HttpContext context, Caller caller, EraseRequest request, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        if (request.Ground is not { Length: > 0 } ground) throw new CarelakeException("SRV-0420", "An erasure says on what ground it is due.", "ground", "Give a text that names nobody.");
        var served = tenants.All.First(tenant => tenant.Tenant.Id == caller.Tenant.Id);
        var places = new FurtherPlaces(served.Feeds?.Log as EmbeddedEventLog, served.Accounts.ForgetPatientsAsync, MayShareAudit: true);
        // Whoever closes the page half way does not stop it.
        return Requests(caller).EraseAsync(caller.Viewer.Id, ground, Ids(request.Patients), places, progress: null, CancellationToken.None);
    }

    private static SubjectRequests Requests(Caller caller) => new(caller.Tenant.Services, caller.Tenant.Project, caller.Tenant.Governed, caller.Tenant.Keys);

    // An empty name is told as what it is: none.
    private static List<SubjectId> Ids(string[]? patients) => [.. (patients is { Length: > 0 } ? patients : [""]).Select(SubjectId.Parse).Distinct()];
}

/// <summary>Whom a request is about.</summary>
/// <param name="Patients">Each as facility|patient; several for a person with several records.</param>
internal sealed record SubjectRequest(string[]? Patients)
{
    /// <summary>Names nobody.</summary>
    public override string ToString() => $"{Patients?.Length ?? 0} records";
}

/// <summary>A restriction.</summary>
/// <param name="Patients">Each as facility|patient.</param>
/// <param name="IsRestricted">False ends it; true when left out.</param>
internal sealed record RestrictRequest(string[]? Patients, bool? IsRestricted)
{
    /// <summary>Names nobody.</summary>
    public override string ToString() => $"{Patients?.Length ?? 0} records";
}

/// <summary>A correction.</summary>
/// <param name="Patient">As facility|patient.</param>
/// <param name="Values">Right values by column of silver.patient; an empty text takes a value away.</param>
/// <param name="Reason">Why, and on whose word.</param>
internal sealed record RectifyRequest(string? Patient, Dictionary<string, string>? Values, string? Reason)
{
    /// <summary>Names nobody.</summary>
    public override string ToString() => $"{Values?.Count ?? 0} values";
}

/// <summary>An erasure.</summary>
/// <param name="Patients">Each as facility|patient.</param>
/// <param name="Ground">Why it is due; names nobody.</param>
internal sealed record EraseRequest(string[]? Patients, string? Ground)
{
    /// <summary>Names nobody.</summary>
    public override string ToString() => $"{Patients?.Length ?? 0} records";
}

/// <summary>What was done.</summary>
/// <param name="Records">Records that it was done to.</param>
internal sealed record SubjectDone(int Records);
