using System.Text;
using Carelake.Server.Hosting;
using Carelake.Server.Identity;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Carelake.Server.Live;

/// <summary>The bed board of a facility as server-sent events, for one viewer.</summary>
internal static class BedStream
{
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(5);

    // The browser connects again by itself; so each look is audited anew, and nobody looks on for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Sends the board whole, and then what changes, until the viewer goes, the session ends or ten minutes are over.</summary>
    public static async Task SendAsync(string facility, HttpContext context, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (_, stream, now) = LiveEndpoints.Find(context, facility);
        var eye = await BoardEye.OpenAsync(caller.Tenant.Governed, caller.Viewer, time, cancellationToken);
        await LiveEndpoints.AuditAsync(caller, "beds-stream", facility, [.. now.Patients.Select(cell => (cell.PatientId, cell.SightOf(eye)))], time, cancellationToken);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";

        var began = time.GetTimestamp();
        var pinged = began;
        var version = 0L;
        while (time.GetElapsedTime(began) < Longest)
        {
            var (board, changes, isWaitingChanged, more) = stream.After(version);
            if (board is not null && board.Version != version)
            {
                await SendAsync(context.Response, board, changes, isWaitingChanged, eye, cancellationToken);
                version = board.Version;
            }

            var next = Ping - time.GetElapsedTime(pinged);
            if (next > TimeSpan.Zero) await Task.WhenAny(more, Task.Delay(next, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(pinged) < Ping) continue;
            pinged = time.GetTimestamp();
            if (!await IsSignedInAsync(context, cancellationToken)) return;
            // Emergency access may have run out; where a patient's wish has changed, the board is sent whole again.
            if (await eye.BlinkAsync(cancellationToken)) version = 0;
            await context.Response.Body.WriteAsync("event: ping\ndata: {}\n\n"u8.ToArray(), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }
    }

    private static async Task SendAsync(
        HttpResponse response, BoardView board, System.Collections.Immutable.ImmutableArray<BoardChange>? changes, bool isWaitingChanged, BoardEye eye, CancellationToken cancellationToken)
    {
        if (changes is not { } known)
        {
            await EventAsync(response, "board", board.Json(eye), cancellationToken);
        }
        else
        {
            foreach (var change in known) await response.Body.WriteAsync(change.Event(change.Cell.SightOf(eye)), cancellationToken);
            if (isWaitingChanged) await EventAsync(response, "waiting", board.WaitingJson(eye), cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
    }

    private static async Task EventAsync(HttpResponse response, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.ASCII.GetBytes($"event: {name}\ndata: "), cancellationToken);
        await response.Body.WriteAsync(json, cancellationToken);
        await response.Body.WriteAsync("\n\n"u8.ToArray(), cancellationToken);
    }

    // Looking on does not keep a session from ending.
    private static async Task<bool> IsSignedInAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.Features.Get<SignedIn>() is not { Session: { } session } || await TenantDirectory.Of(context).Accounts.IsAliveAsync(session.TokenHash, cancellationToken);
}
