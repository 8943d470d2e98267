using System.Collections.Immutable;
using System.Data.Common;
using Carelake.Lake.Landing;

namespace Carelake.Sources.Databases;

/// <summary>What differs between database systems.</summary>
internal abstract class SqlDialect
{
    /// <summary>The word in <c>connector:</c>.</summary>
    public abstract string Name { get; }

    /// <summary>A connection, not yet open.</summary>
    public abstract DbConnection Connect(TablePull pull);

    /// <summary>An identifier as SQL text that cannot be mistaken for anything else.</summary>
    public abstract string Quote(string identifier);

    /// <summary>Starts a read-only transaction that sees one moment.</summary>
    public abstract Task<DbTransaction?> BeginAsync(DbConnection connection, TablePull pull, CancellationToken cancellationToken);

    /// <summary>How to read a column, from what the driver says about it and the name of its type.</summary>
    public abstract SourceColumn Describe(DbColumn column, string typeName);

    /// <summary>Names of the types that a table's columns declare, by column, where the driver does not tell them.</summary>
    public virtual Task<IReadOnlyDictionary<string, string>> DeclaredTypesAsync(
        DbConnection connection, DbTransaction? transaction, string table, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(ImmutableDictionary<string, string>.Empty);

    /// <summary>Trying again may help: the server was gone, busy, or chose this as a deadlock's victim.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>Whether the server says that the table or a column is not there.</summary>
    public abstract bool IsMissing(DbException exception);

    /// <summary>The moment of one connection's transaction for others, if the system has such a thing.</summary>
    public virtual Task<string?> ExportSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <summary>Shows a transaction just begun the moment of <paramref name="snapshot"/>.</summary>
    public virtual Task ImportSnapshotAsync(DbConnection connection, string snapshot, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Gives a parameter a watermark's value.</summary>
    public virtual void Bind(DbParameter parameter, object watermark) => parameter.Value = watermark;

    /// <summary>An expression's text as the server spells it.</summary>
    public abstract string TextOf(string expression);

    /// <summary>Name of a table, each part quoted: <c>schema.table</c> or <c>table</c>; a name in double quotes is one part.</summary>
    public string QuoteTable(string table) => string.Join('.', NameParts(table).Select(Quote));

    /// <summary>The parts of a table's name.</summary>
    public static IEnumerable<string> NameParts(string table)
    {
        var rest = table.AsSpan();
        var parts = new List<string>();
        while (true)
        {
            var isQuoted = rest.StartsWith("\"") && rest[1..].Contains('"');
            var end = isQuoted ? rest[1..].IndexOf('"') + 2 : rest.IndexOf('.') is >= 0 and var dot ? dot : rest.Length;
            parts.Add(isQuoted ? rest[1..(end - 1)].ToString() : rest[..end].ToString());
            if (end >= rest.Length)
                return parts;
            rest = rest[(end + (rest[end] == '.' ? 1 : 0))..];
        }
    }
}
