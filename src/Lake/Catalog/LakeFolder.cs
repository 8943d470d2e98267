using System.Collections.Concurrent;
using System.Collections.Immutable;
using Carelake.Delta;

namespace Carelake.Lake.Catalog;

/// <summary>Where things are in a lake: the only place that knows the layout on disk.</summary>
/// <param name="Root">The folder of the lake, absolute.</param>
public sealed record LakeFolder(string Root)
{
    private readonly ConcurrentDictionary<string, DeltaTable> _tables = new(StringComparer.Ordinal);

    /// <summary>The layers that hold tables, in the order data moves.</summary>
    public static ImmutableArray<string> Layers { get; } = ["bronze", "silver", "gold", "quarantine", "audit"];

    /// <summary>The operational database, when it is a file.</summary>
    public string OperationsFile => Path.Combine(Root, "_carelake", "ops.db");

    /// <summary>What one run holds while it lasts.</summary>
    public string LockFile => Path.Combine(Root, "_carelake", "run.lock");

    /// <summary>OpenLineage events, one JSON object a line, unless the project sends them to an endpoint.</summary>
    public string LineageFile => Path.Combine(Root, "_carelake", "lineage", "events.ndjson");

    /// <summary>Scratch files of the engine and of connectors; safe to delete while no run is going on.</summary>
    public string Scratch => Path.Combine(Root, "_carelake", "tmp");

    /// <summary>The folder of a table.</summary>
    /// <param name="table">Full name, such as <c>silver.patient</c>.</param>
    public string PathOf(string table)
    {
        var dot = table.IndexOf('.', StringComparison.Ordinal);
        return Path.Combine(Root, table[..dot], table[(dot + 1)..]);
    }

    /// <summary>A text is the name of a table, whether there is one or not: a layer and one folder in it, so that no name leads out of the lake.</summary>
    public static bool IsTableName(string name) => name.Split('.', 2) is [var layer, { Length: > 0 } folder] && Layers.Contains(layer) && folder[0] != '.' && folder.AsSpan().IndexOfAny("/\\\0") < 0;

    /// <summary>A table, which need not exist yet. It is kept, so that of its log only what is new is read the next time.</summary>
    /// <param name="table">Full name.</param>
    public DeltaTable Table(string table) => _tables.GetOrAdd(PathOf(table), DeltaTable.ForPath);

    /// <inheritdoc/>
    public bool Equals(LakeFolder? other) => Root == other?.Root;

    /// <inheritdoc/>
    public override int GetHashCode() => Root.GetHashCode(StringComparison.Ordinal);

    /// <summary>Full names of the tables that have a log, by layer and name.</summary>
    public IEnumerable<string> Tables() => Layers
        .Where(layer => Directory.Exists(Path.Combine(Root, layer)))
        .SelectMany(layer => Directory.EnumerateDirectories(Path.Combine(Root, layer))
            .Where(folder => DeltaTable.ForPath(folder).Exists())
            .Select(folder => $"{layer}.{Path.GetFileName(folder)}")
            .Order(StringComparer.Ordinal));
}
