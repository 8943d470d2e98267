namespace Carelake.Lake.Landing;

/// <summary>How much of a source table one pull takes.</summary>
public enum LoadType
{
    /// <summary>All rows, every time; rows that are gone from the source are deletes.</summary>
    Full,

    /// <summary>Rows whose watermark column is at or past the last one seen.</summary>
    Incremental,

    /// <summary>Only what has not been taken yet; nothing is ever replaced (files, logs).</summary>
    Append,
}
