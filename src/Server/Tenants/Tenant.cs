using Carelake.Access.Policies;
using Carelake.Access.Reading;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;

namespace Carelake.Server.Tenants;

/// <summary>An organisation that is served: its project, its lake, and what works on them. Nothing of one is reached from another.</summary>
public sealed record Tenant
{
    private readonly IKeyProvider? _keys;
    private readonly OperationsDialect? _accounts;

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

    /// <summary>Folder of its policies; those that come with the program when not set.</summary>
    public string PoliciesFolder { get; init; } = PolicyLibrary.ShippedFolder;

    /// <summary>Host names that it is reached by; empty when only <c>/t/ID/</c> leads to it, or it is the only one.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Master keys; those in the key file of the lake when not set.</summary>
    public IKeyProvider Keys { get => _keys ?? FileKeyProvider.ForLake(Lake.Root); init => _keys = value; }

    /// <summary>Where accounts are kept; a file beside the lake's operational database when not set.</summary>
    public OperationsDialect Accounts
    {
        get => _accounts ?? new OperationsDialect.SqliteFile(Path.Combine(Lake.Root, "_carelake", "identity.db"));
        init => _accounts = value;
    }

    /// <summary>Runs, batches and audit of runs.</summary>
    public OperationsStore Operations => Services.Operations;

    /// <summary>Names the tenant only.</summary>
    public override string ToString() => Id;
}
