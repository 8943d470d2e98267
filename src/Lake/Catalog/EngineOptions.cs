namespace Carelake.Lake.Catalog;

/// <summary>How much of the machine a run or a query may use.</summary>
public sealed record EngineOptions
{
    /// <summary>Threads of an engine.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Memory of an engine, in bytes; the sessions of a run share one.</summary>
    public long MemoryBytes { get; init; } = DefaultMemoryBytes();

    /// <summary>Tables that are worked on at the same time.</summary>
    public int Parallelism { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>A load of at most so many rows is mapped once and kept while it is worked on; a larger one is mapped again for each look.</summary>
    public long KeptRows { get; init; } = 500_000;

    /// <summary>Where an engine spills to; a folder of the lake when null. A run clears that of the lake, so what lives longer has its own.</summary>
    public string? ScratchFolder { get; init; }

    /// <summary>Rows are written in the order in which they are read, which takes memory: for engines that keep tables in order.</summary>
    public bool KeepsOrder { get; init; }

    // The ceiling of a run is 4 GB for the process; the rest is for what the engine does not count.
    private static long DefaultMemoryBytes() =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2, 512L << 20, 3L << 30);
}
