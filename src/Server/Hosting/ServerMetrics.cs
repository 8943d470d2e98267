using System.Diagnostics.Metrics;
using Carelake.Server.Tenants;

namespace Carelake.Server.Hosting;

/// <summary>What the server counts of its own: live boards and receivers, by tenant.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Carelake.Server";

    private readonly Meter _meter = new(Name);

    public ServerMetrics(TenantDirectory tenants)
    {
        var followed = tenants.All.Where(tenant => tenant.Board is not null).ToList();
        _meter.CreateObservableCounter(
            "carelake.live.messages", () => followed.Select(tenant => new Measurement<long>(tenant.Board!.Taken, new KeyValuePair<string, object?>("tenant", tenant.Tenant.Id))), // Filtered above.
            "{message}", "Messages that live boards have taken.");
        _meter.CreateObservableGauge(
            "carelake.events.behind",
            () => tenants.All.Where(tenant => tenant.Feeds?.Log is not null).Select(tenant => new Measurement<int>(tenant.Feeds!.Log!.IsBehind ? 1 : 0, new KeyValuePair<string, object?>("tenant", tenant.Tenant.Id))), // Filtered.
            "1", "1 while the event log is behind and senders are told to come back later.");
        _meter.CreateObservableGauge(
            "carelake.reading.copying", () => tenants.All.Select(tenant => new Measurement<int>(tenant.Tenant.Governed.IsCopying ? 1 : 0, new KeyValuePair<string, object?>("tenant", tenant.Tenant.Id))),
            "1", "1 while tables are being copied for fast reading.");
    }

    public void Dispose() => _meter.Dispose();
}
