namespace Carelake.Delta.Scans;

/// <summary>How a column stands to a value. A null column stands in none of these ways, but for <see cref="IsNull"/>.</summary>
public enum Comparison
{
    /// <summary>The same.</summary>
    Equal,

    /// <summary>Below.</summary>
    Less,

    /// <summary>Below or the same.</summary>
    LessOrEqual,

    /// <summary>Above.</summary>
    Greater,

    /// <summary>Above or the same.</summary>
    GreaterOrEqual,

    /// <summary>Without a value.</summary>
    IsNull,

    /// <summary>With a value.</summary>
    IsNotNull,
}
