using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Carelake.Access.Audit;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Operations;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Live;

/// <summary>Live boards: who is where now. Every look passes the policies, patient by patient, and is in the audit log before it is answered.</summary>
internal sealed class LiveEndpoints : IEndpoints
{
    private const string Area = "live";

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var live = routes.MapGroup("/live").WithTags("Live");
        live.MapGet("/facilities", Facilities).View(Area).WithName("listLiveFacilities").WithSummary("Facilities that have live boards.").Produces<IReadOnlyList<LiveFacility>>().ProducesProblem(404);
        live.MapGet("/beds", BedsAsync).View(Area).WithName("getBedBoard").WithSummary("The bed board of a facility; what the viewer may not see of a patient is null and named in `masked`.")
            .Produces<LiveBedBoard>().ProducesProblem(404);
        live.MapGet("/beds/stream", BedStream.SendAsync).View(Area).WithName("streamBedBoard")
            .WithSummary("The bed board as server-sent events: board (whole, first), change (one bed), waiting (those without a bed, and issues), ping.").Produces(200, contentType: "text/event-stream").ProducesProblem(404);
        live.MapGet("/emergency", EmergencyAsync).View(Area).WithName("getEmergencyBoard").WithSummary("Who is in the emergency department, longest wait first.").Produces<LiveEmergencyBoard>().ProducesProblem(404);
        live.MapGet("/theatres", TheatresAsync).View(Area).WithName("getTheatreBoard").WithSummary("The theatres of a facility on a day.").Produces<LiveTheatreBoard>().ProducesProblem(404);
        live.MapGet("/discharges", DischargesAsync).View(Area).WithName("getExpectedDischarges").WithSummary("Who is expected to leave by the end of tomorrow, overdue ones first.").Produces<LiveDischargeBoard>().ProducesProblem(404);
    }

    /// <summary>The boards of the caller's tenant and a facility of it.</summary>
    /// <exception cref="CarelakeException">SRV-0300, SRV-0301: there are none.</exception>
    public static (LiveBoards Boards, BoardStream Stream, BoardView Now) Find(HttpContext context, string facility)
    {
        var boards = BoardsOf(context);
        return boards.Of(facility) is { Current: { } now } stream
            ? (boards, stream, now)
            : throw new CarelakeException("SRV-0301", "There is no live board of that facility.", "", "List the facilities of live boards.");
    }

    /// <summary>Records a look at a board; nothing is shown before.</summary>
    public static Task AuditAsync(Caller caller, string board, string facility, IReadOnlyCollection<(string Patient, Sight Sight)> seen, TimeProvider time, CancellationToken cancellationToken)
    {
        var shown = seen.Where(one => one.Sight.Identity == Access.Rows.Obligation.None).Select(one => one.Patient).Distinct(StringComparer.Ordinal).ToList();
        var entry = new AuditEntry
        {
            At = time.GetUtcNow(), User = caller.Viewer.Id, Action = "read", Resource = $"live/{board}/{facility}", Purpose = caller.Viewer.Purpose, Decision = "allow",
            RowCount = seen.Count(one => one.Sight.ShowsAnything), IsBreakGlass = caller.Viewer.IsEmergencyAt(time.GetUtcNow()),
        };
        // One entry a patient whose name was shown, so that an accounting of disclosures finds each.
        return caller.Tenant.Governed.Audit.WriteAsync(
            shown.Count == 0 ? [entry] : [.. shown.Select(patient => entry with { RowCount = 1, Subject = PatientNames.KeyOf(PatientNames.Of(facility, BoardEye.NumberOf(patient))), Details = board })], cancellationToken);
    }

    private static LiveBoards BoardsOf(HttpContext context) => TenantDirectory.Of(context).Board
        ?? throw new CarelakeException("SRV-0300", "No feed reaches this server, so there are no live boards.", "", "Start it with the role ingest, or look at the lake's tables.");

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<IReadOnlyList<LiveFacility>> Facilities(HttpContext context, Caller caller)
    {
        var config = caller.Tenant.Project.Config.Facilities;
        return TypedResults.Ok<IReadOnlyList<LiveFacility>>([.. BoardsOf(context).Facilities.Select(id => new LiveFacility(id, config.GetValueOrDefault(id)?.Name ?? id))]);
    }

    private static async Task<IResult> BedsAsync(string facility, HttpContext context, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (_, _, now) = Find(context, facility);
        var eye = await BoardEye.OpenAsync(caller.Tenant.Governed, caller.Viewer, time, cancellationToken);
        await AuditAsync(caller, "beds", facility, [.. now.Patients.Select(cell => (cell.PatientId, cell.SightOf(eye)))], time, cancellationToken);
        return TypedResults.Bytes(now.Json(eye), "application/json");
    }

    private static Task<IResult> EmergencyAsync(string facility, HttpContext context, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (boards, _, now) = Find(context, facility);
        var board = boards.Ask(state => EmergencyBoard.Of(state, facility));
        var patients = board.Patients.Select(patient => (Cell: boards.CellOf(patient.Visit, patient.Location, patient.Visit.RegisteredAt, board.AsOf), Patient: patient)).ToList();
        return AnswerAsync("emergency", facility, caller, time, [.. patients.Select(one => one.Cell)], eye => json =>
        {
            json.WriteString("facilityId", facility);
            json.WriteString("asOf", board.AsOf.UtcDateTime);
            json.WriteStartArray("patients");
            foreach (var (cell, patient) in patients)
                WriteWith(json, cell.Json(cell.SightOf(eye)), () =>
                {
                    json.WriteNumber("waitedMinutes", (int)patient.Waited.TotalMinutes);
                    if (patient.WaitedForBed is { } waited) json.WriteNumber("waitedForBedMinutes", (int)waited.TotalMinutes);
                    else json.WriteNull("waitedForBedMinutes");
                    json.WriteBoolean("isBreach", patient.IsBreach);
                });
            json.WriteEndArray();
            json.WriteNumber("waiting", board.WaitingCount);
            json.WriteNumber("awaitingBed", board.AwaitingBedCount);
            json.WriteNumber("breaches", board.BreachCount);
        }, cancellationToken);
    }

    private static Task<IResult> DischargesAsync(string facility, HttpContext context, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (boards, _, now) = Find(context, facility);
        var asOf = now.AsOf;
        var tomorrow = new DateTimeOffset(asOf.UtcDateTime.Date.AddDays(2), TimeSpan.Zero);
        var visits = boards.Ask(state => ExpectedDischarges.Of(state, facility, tomorrow));
        var cells = visits.Select(visit => (Cell: boards.CellOf(visit, visit.Current?.Location ?? PatientLocation.None, visit.Current?.Start, asOf), Visit: visit)).ToList();
        return AnswerAsync("discharges", facility, caller, time, [.. cells.Select(one => one.Cell)], eye => json =>
        {
            json.WriteString("facilityId", facility);
            json.WriteString("asOf", asOf.UtcDateTime);
            json.WriteStartArray("discharges");
            foreach (var (cell, visit) in cells) WriteWith(json, cell.Json(cell.SightOf(eye)), () => json.WriteBoolean("isOverdue", visit.ExpectedDischarge < asOf));
            json.WriteEndArray();
        }, cancellationToken);
    }

    private static Task<IResult> TheatresAsync(string facility, string? date, HttpContext context, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (boards, _, now) = Find(context, facility);
        var day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : DateOnly.FromDateTime(now.AsOf.UtcDateTime);
        var board = boards.Ask(state => TheatreBoard.Of(state, facility, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)));
        var cells = board.Theatres.SelectMany(theatre => theatre.Cases).ToDictionary(@case => @case.CaseId, @case => CellOf(boards, @case, now.AsOf), StringComparer.Ordinal);
        return AnswerAsync("theatres", facility, caller, time, [.. cells.Values], eye => json =>
        {
            json.WriteString("facilityId", facility);
            json.WriteString("asOf", now.AsOf.UtcDateTime);
            json.WriteStartArray("theatres");
            foreach (var theatre in board.Theatres)
            {
                json.WriteStartObject();
                json.WriteString("theatre", theatre.Theatre);
                json.WriteStartArray("cases");
                foreach (var @case in theatre.Cases) WriteCase(json, @case, cells[@case.CaseId], eye);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, cancellationToken);
    }

    private static BoardCell CellOf(LiveBoards boards, TheatreCase @case, DateTimeOffset asOf) => boards.CellOf(
        new() { FacilityId = @case.FacilityId, VisitId = "", PatientId = @case.PatientId, Status = VisitStatus.Unknown, Class = PatientClass.Unknown, Service = @case.Service },
        new(@case.Theatre, "", ""), @case.InTheatreAt, asOf);

    private static void WriteCase(Utf8JsonWriter json, TheatreCase @case, BoardCell cell, BoardEye eye) => WriteWith(json, cell.Json(cell.SightOf(eye)), () =>
    {
        var showsTimes = cell.SightOf(eye).Person == Access.Rows.Obligation.None;
        json.WriteString("caseId", @case.CaseId);
        json.WriteString("status", @case.Status.ToString());
        Moment("plannedAt", @case.PlannedAt);
        Moment("inTheatreAt", @case.InTheatreAt);
        Moment("outOfTheatreAt", @case.OutOfTheatreAt);

        void Moment(string name, DateTimeOffset? at)
        {
            if (showsTimes && at is { } moment) json.WriteString(name, moment.UtcDateTime);
            else json.WriteNull(name);
        }
    });

    // The cell's object, with more before its end.
    private static void WriteWith(Utf8JsonWriter json, ReadOnlySpan<byte> cell, Action more)
    {
        var document = new Utf8JsonReader(cell);
        json.WriteStartObject();
        using (var parsed = JsonDocument.ParseValue(ref document))
            foreach (var property in parsed.RootElement.EnumerateObject()) property.WriteTo(json);
        more();
        json.WriteEndObject();
    }

    private static async Task<IResult> AnswerAsync(
        string board, string facility, Caller caller, TimeProvider time, ImmutableArray<BoardCell> cells, Func<BoardEye, Action<Utf8JsonWriter>> write, CancellationToken cancellationToken)
    {
        var eye = await BoardEye.OpenAsync(caller.Tenant.Governed, caller.Viewer, time, cancellationToken);
        await AuditAsync(caller, board, facility, [.. cells.Where(cell => cell.HasPatient).Select(cell => (cell.PatientId, cell.SightOf(eye)))], time, cancellationToken);
        var output = new System.Buffers.ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            write(eye)(json);
            json.WriteEndObject();
        }

        return TypedResults.Bytes(output.WrittenMemory, "application/json");
    }
}
