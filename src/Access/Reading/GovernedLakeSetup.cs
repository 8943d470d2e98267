using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;

namespace Carelake.Access.Reading;

/// <summary>What governed reading of a lake is opened with.</summary>
public sealed record GovernedLakeSetup
{
    /// <summary>What carelake.yaml and the models say.</summary>
    public required Project Project { get; init; }

    /// <summary>Where the tables are.</summary>
    public required LakeFolder Lake { get; init; }

    /// <summary>Holds the master key.</summary>
    public required IKeyProvider Keys { get; init; }

    /// <summary>Knows what patients asked.</summary>
    public required OperationsStore Operations { get; init; }

    /// <summary>Folder of the policies.</summary>
    public required string PoliciesFolder { get; init; }

    /// <summary>Name of the audit log below <c>_carelake/audit</c>: each process that writes has one of its own.</summary>
    public required string AuditName { get; init; }

    /// <summary>Rows of tables that the engine keeps copies of, in a file beside the lake, so that they are read fast; 0 for none. For servers: a copy takes time to make.</summary>
    public long KeptRows { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the engine may use.</summary>
    public EngineOptions Engine { get; init; } = new();
}
