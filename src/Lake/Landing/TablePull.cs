using System.Collections.Immutable;

namespace Carelake.Lake.Landing;

/// <summary>An order to read one table of one source.</summary>
public sealed record TablePull
{
    /// <summary>Source id in the project, such as <c>hospital_a</c>.</summary>
    public required string SourceId { get; init; }

    /// <summary>Table id in the project; the name in the source is the setting <c>table</c>, or this when there is none.</summary>
    public required string Table { get; init; }

    /// <summary>Settings of the source, by their names in <c>carelake.yaml</c>; secrets are resolved, so never log this.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Settings of the table; they win over those of the source.</summary>
    public IReadOnlyDictionary<string, string> TableSettings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How much to take.</summary>
    public LoadType Load { get; init; } = LoadType.Full;

    /// <summary>Column that grows with every change; required by <see cref="LoadType.Incremental"/> over databases.</summary>
    public string? Watermark { get; init; }

    /// <summary>Columns that identify a row in the source; empty when unknown.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>
    /// <see cref="Extract.NextState"/> of the last extract that was landed; <see langword="null"/> for the first pull or to start over.
    /// </summary>
    public string? State { get; init; }

    /// <summary>An existing folder for temporary files, private to the run.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Folder of <c>carelake.yaml</c>; relative paths in settings start here.</summary>
    public required string ProjectFolder { get; init; }

    /// <summary>Told the number of rows read so far in this pull, now and then.</summary>
    public IProgress<long>? Rows { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The longest the source may stay silent before the pull fails as transient.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The moment to read at, from <see cref="ISnapshotConnector.OpenSnapshotAsync"/>; null for a moment of its own.</summary>
    public SourceSnapshot? Snapshot { get; init; }

    /// <summary>Services on the organisation's own networks, and on this machine, may be asked.</summary>
    public bool AllowsPrivateAddresses { get; init; } = true;

    /// <summary>A setting of the table or else of the source; <see langword="null"/> when neither has it.</summary>
    public string? Setting(string name) =>
        TableSettings.TryGetValue(name, out var value) || Settings.TryGetValue(name, out value) ? value : null;

    /// <summary>Source and table only: the settings hold secrets.</summary>
    public override string ToString() => $"{SourceId}.{Table}";
}
