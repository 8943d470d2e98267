namespace Carelake.Lake.Sql;

/// <summary>Something in a FROM: its name there, its columns, and where each comes from.</summary>
/// <param name="Alias">What columns are qualified with.</param>
/// <param name="Columns">Known columns.</param>
/// <param name="OpenTable">Set for a table whose columns are not known: it may have any column.</param>
internal sealed record Relation(string Alias, IReadOnlyList<OutputColumn> Columns, string? OpenTable = null)
{
    /// <summary>The columns of a table whose definition is known.</summary>
    public static Relation OfTable(string table, string alias, IReadOnlyList<string>? columns) =>
        columns is null
            ? new(alias, [], table)
            : new(alias, [.. columns.Select(column => new OutputColumn(column, Itself(table, column)))]);

    /// <summary>The column of a name, in any case.</summary>
    /// <returns><see langword="null"/> when the relation has no such column.</returns>
    public OutputColumn? Find(string name) =>
        Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (OpenTable is null ? null : new OutputColumn(name, Itself(OpenTable, name)));

    /// <summary>The same with its first columns renamed, as in <c>AS t (a, b)</c>.</summary>
    public Relation Renamed(IReadOnlyList<string> names) => names.Count == 0
        ? this
        : this with { Columns = [.. Columns.Select((column, index) => index < names.Count ? column with { Name = names[index] } : column)] };

    private static HashSet<ColumnDependency> Itself(string table, string column) => [new(table, column, LineageKind.Identity)];
}

/// <summary>What a name in an expression can mean.</summary>
/// <param name="Parent">The query around this one; a correlated subquery sees it.</param>
/// <param name="Queries">Common table expressions in sight, by name.</param>
internal sealed record Scope(Scope? Parent, IReadOnlyDictionary<string, Relation> Queries)
{
    /// <summary>What the FROM brings, in order.</summary>
    public List<Relation> Relations { get; } = [];

    /// <summary>Columns that USING made one.</summary>
    public HashSet<string> Merged { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Columns of the SELECT list so far, which later expressions may name.</summary>
    public List<OutputColumn> Aliases { get; } = [];
}
