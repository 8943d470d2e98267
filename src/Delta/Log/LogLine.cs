using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>The envelope of an action: an object with one member, named for the kind of action.</summary>
internal sealed record LogLine
{
    [JsonPropertyName("add")]
    public AddFile? Add { get; init; }

    [JsonPropertyName("remove")]
    public RemoveFile? Remove { get; init; }

    [JsonPropertyName("cdc")]
    public AddCdcFile? Cdc { get; init; }

    [JsonPropertyName("metaData")]
    public Metadata? Metadata { get; init; }

    [JsonPropertyName("protocol")]
    public Protocol? Protocol { get; init; }

    [JsonPropertyName("txn")]
    public Transaction? Transaction { get; init; }

    [JsonPropertyName("commitInfo")]
    public CommitInfo? CommitInfo { get; init; }

    [JsonPropertyName("domainMetadata")]
    public DomainMetadata? DomainMetadata { get; init; }

    [JsonPropertyName("checkpointMetadata")]
    public CheckpointMetadata? CheckpointMetadata { get; init; }

    [JsonPropertyName("sidecar")]
    public Sidecar? Sidecar { get; init; }

    [JsonIgnore]
    public DeltaAction? Action =>
        Add ?? Remove ?? Cdc ?? Metadata ?? Protocol ?? Transaction ?? CommitInfo ?? DomainMetadata
        ?? CheckpointMetadata ?? (DeltaAction?)Sidecar;

    public static LogLine Of(DeltaAction action) => action switch
    {
        AddFile add => new LogLine { Add = add },
        RemoveFile remove => new LogLine { Remove = remove },
        AddCdcFile cdc => new LogLine { Cdc = cdc },
        Metadata metadata => new LogLine { Metadata = metadata },
        Protocol protocol => new LogLine { Protocol = protocol },
        Transaction transaction => new LogLine { Transaction = transaction },
        CommitInfo info => new LogLine { CommitInfo = info },
        DomainMetadata domain => new LogLine { DomainMetadata = domain },
        CheckpointMetadata checkpoint => new LogLine { CheckpointMetadata = checkpoint },
        Sidecar sidecar => new LogLine { Sidecar = sidecar },
        _ => throw new UnreachableException(),
    };
}

/// <summary>Serialisers made at compile time: no reflection at the start of a run.</summary>
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(LastCheckpoint))]
internal sealed partial class LogJsonContext : JsonSerializerContext;
