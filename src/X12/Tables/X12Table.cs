using System.Collections.Immutable;

namespace Carelake.X12.Tables;

/// <summary>A table that transaction sets of one kind are flattened to.</summary>
public sealed class X12Table
{
    internal X12Table(string name, string transactionSetId, string grain, ImmutableArray<string> columns)
    {
        Name = name;
        TransactionSetId = transactionSetId;
        Grain = grain;
        Columns = columns;
    }

    /// <summary>Such as <c>claim_payment</c>.</summary>
    public string Name { get; }

    /// <summary>ST01 of the transaction sets it is made of.</summary>
    public string TransactionSetId { get; }

    /// <summary>What one row is.</summary>
    public string Grain { get; }

    /// <summary>
    /// Names of the columns. First those that every table has: <c>interchange_control_number</c>, <c>group_control_number</c>,
    /// <c>transaction_control_number</c>, <c>segment_number</c>.
    /// </summary>
    public ImmutableArray<string> Columns { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>One row.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Position">
/// Unique in the file and table: the number of the segment the row was made of, from 1; where one segment gives several rows (CAS, PLB, HI, LQ,
/// MIA, MOA, STC), a thousand times that number plus the row's place in the segment, from 1.
/// </param>
/// <param name="Values">In the order of the columns: text, <see cref="decimal"/>, <see cref="long"/>, <see cref="DateOnly"/>, <see cref="bool"/> or null.</param>
public sealed record X12Row(X12Table Table, long Position, ImmutableArray<object?> Values)
{
    /// <summary>Its table and position; values may be PHI.</summary>
    public override string ToString() => $"row {Position} of {Table.Name}";
}
