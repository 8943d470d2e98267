using System.Collections.Immutable;

namespace Carelake.Lake.Subjects;

/// <summary>Where a person is in a lake.</summary>
/// <param name="Tables">Tables with rows about the person, in the order data moves; those without are left out.</param>
/// <param name="Landed">Landed objects with records of the person.</param>
/// <param name="MayBeTheSame">Other records with the same social security or NHS number: for a human to judge.</param>
public sealed record SubjectFindings(ImmutableArray<SubjectTable> Tables, ImmutableArray<SubjectObject> Landed, ImmutableArray<SubjectId> MayBeTheSame)
{
    /// <summary>Nothing is known of the person.</summary>
    public bool IsEmpty => Tables.IsEmpty && Landed.IsEmpty;

    /// <summary>Counts; names nobody.</summary>
    public override string ToString() => $"{Tables.Length} tables, {Landed.Length} landed objects";
}

/// <summary>A table with rows about a person.</summary>
/// <param name="Table">Full name.</param>
/// <param name="Rows">Rows about the person, every state of history counted.</param>
public sealed record SubjectTable(string Table, long Rows);

/// <summary>A landed object with records of a person.</summary>
/// <param name="Object">Path below the lake.</param>
/// <param name="Table">Source and table that it was landed for.</param>
/// <param name="Records">Records of the person.</param>
public sealed record SubjectObject(string Object, string Table, long Records);
