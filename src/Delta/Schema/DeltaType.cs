namespace Carelake.Delta.Schema;

/// <summary>Type of a column or of a part of one. See "Schema Serialization Format" in the Delta protocol.</summary>
public abstract record DeltaType
{
    private protected DeltaType()
    {
    }

    /// <summary>
    /// The type as Spark SQL spells it, such as <c>array&lt;struct&lt;a:int&gt;&gt;</c>. Two types are the same, apart from nullability
    /// and metadata, when these are equal.
    /// </summary>
    public abstract string SparkName { get; }

    /// <summary>The types this one is made of, in order; empty for a primitive.</summary>
    public abstract IEnumerable<DeltaType> Parts { get; }

    /// <summary>The type and everything inside it.</summary>
    public IEnumerable<DeltaType> All() => Parts.SelectMany(part => part.All()).Prepend(this);

    /// <inheritdoc/>
    public sealed override string ToString() => SparkName;
}
