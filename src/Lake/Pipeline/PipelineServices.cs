using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Lineage;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>The edges that a run works through, wired by the program.</summary>
/// <param name="Lake">Where the lake is.</param>
/// <param name="Operations">Runs, batches, watermarks and audit.</param>
/// <param name="Landing">Where bytes are kept.</param>
/// <param name="Secrets">Resolves references to secrets when a source is read.</param>
/// <param name="Connectors">A connector by the word used in <c>connector:</c> and the source's id.</param>
/// <param name="Time">The clock.</param>
public sealed record PipelineServices(
    LakeFolder Lake, OperationsStore Operations, LandingZone Landing, ISecretResolver Secrets,
    Func<string, string, IConnector> Connectors, TimeProvider Time)
{
    /// <summary>How much of the machine a run may use.</summary>
    public EngineOptions Engine { get; init; } = new();

    /// <summary>Where lineage events go; null for nowhere.</summary>
    public LineageEmitter? Lineage { get; init; }

    /// <summary>Told the name of each durable point that a step has passed. Tests throw <see cref="SimulatedKill"/> there.</summary>
    internal Action<string> Reached { get; init; } = _ => { };
}

/// <summary>Ends a run at a named point as a kill would: no failure is recorded, nothing is cleaned up.</summary>
internal sealed class SimulatedKill(string point) : Exception(point);
