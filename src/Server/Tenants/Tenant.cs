using Carelake.Access.Reading;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;

namespace Carelake.Server.Tenants;

/// <summary>An organisation that is served: its project, its lake, and what works on them. Nothing of one is reached from another.</summary>
public sealed record Tenant
{
    /// <summary>Short name in the configuration.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What carelake.yaml and the models say.</summary>
    public required Project Project { get; init; }

    /// <summary>Where the tables are.</summary>
    public required LakeFolder Lake { get; init; }

    /// <summary>What a run works through: operational database, landing, secrets, keys, clock.</summary>
    public required PipelineServices Services { get; init; }

    /// <summary>The one way from the lake to a person.</summary>
    public required GovernedLake Governed { get; init; }

    /// <summary>Runs, batches and audit of runs.</summary>
    public OperationsStore Operations => Services.Operations;

    /// <summary>Names the tenant only.</summary>
    public override string ToString() => Id;
}
