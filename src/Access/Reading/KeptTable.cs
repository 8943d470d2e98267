using System.Collections.Concurrent;
using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;

namespace Carelake.Access.Reading;

/// <summary>
/// The rows of one version of a table, kept by the engine: all of them, before any policy looks at them. Policies are asked at each reading, in the SQL that
/// reads from it.
/// </summary>
/// <param name="engine">Holds it.</param>
/// <param name="version">Version of the table.</param>
/// <param name="name">Name of the relation, with its catalog.</param>
/// <param name="rows">Rows in it.</param>
/// <param name="hasPatients">Its rows are found by patient.</param>
/// <param name="hasKeys">Its rows are found by their key.</param>
internal sealed class KeptTable(LakeEngine engine, long version, string name, long rows, bool hasPatients, bool hasKeys)
{
    /// <summary>Column with a row's place in the copy, from 0.</summary>
    public const string Place = "__place";

    // A reader who asks for one patient gets a handful of rows; what stands in more places than these is scanned instead.
    private const int MostPlaces = 5_000;
    private const int MostTotals = 1_000;

    private readonly ConcurrentDictionary<string, long> _totals = new(StringComparer.Ordinal);
    private int _readers = 1;

    /// <summary>Version of the table.</summary>
    public long Version => version;

    /// <summary>Rows in it.</summary>
    public long Rows => rows;

    /// <summary>Rows stand in the order of the table's keys; else as the table stores them.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Rows are found by the gold key of their patient.</summary>
    public bool HasPatients => hasPatients;

    /// <summary>Rows are found by their own key.</summary>
    public bool HasKeys => hasKeys;

    /// <summary>All rows, with <see cref="Place"/>.</summary>
    /// <param name="places">Only the rows at these places; <see langword="null"/> for all.</param>
    public string RowsSql(IReadOnlyCollection<long>? places = null) => places switch
    {
        null => $"select * from {name}",
        { Count: 0 } => $"select * from {name} where false",
        _ => $"select * from {name} where {Place} in ({string.Join(", ", places.Select(place => place.ToString(CultureInfo.InvariantCulture)))})",
    };

    /// <summary>The first rows.</summary>
    /// <param name="count">How many.</param>
    public string BeginningSql(long count) => count >= Rows ? RowsSql() : string.Create(CultureInfo.InvariantCulture, $"select * from {name} where {Place} < {count}");

    /// <summary>Where rows with a key, or about patients, stand.</summary>
    /// <returns><see langword="null"/> when there are too many to be worth it.</returns>
    public IReadOnlyCollection<long>? Find(DuckDbConnection connection, bool isByPatient, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var wanted = string.Join(", ", names.Select(one => $"hash({DuckDbSql.Literal(one)})"));
        using var command = connection.CreateCommand($"select place from {(isByPatient ? PatientsOf(name) : KeysOf(name))} where digest in ({wanted}) limit {MostPlaces + 1}");
        using var interrupt = cancellationToken.Register(connection.Interrupt);
        using var reader = command.ExecuteReader();
        var places = new SortedSet<long>();
        while (reader.Read()) places.Add(reader.GetInt64(0));
        return places.Count > MostPlaces ? null : places;
    }

    /// <summary>How many rows a count finds. It depends on nothing but the SQL, which has the viewer's whole filter in it, on the version, and on patients' wishes.</summary>
    /// <param name="sql">The count.</param>
    /// <param name="wishes">Names the wishes that it was made under.</param>
    /// <param name="count">Counts.</param>
    public long Total(string sql, string wishes, Func<long> count)
    {
        var key = $"{wishes}\n{sql}";
        if (_totals.TryGetValue(key, out var known)) return known;
        var total = count();
        if (_totals.Count >= MostTotals) _totals.Clear();
        _totals[key] = total;
        return total;
    }

    /// <summary>Begins to read from it.</summary>
    /// <returns>False when it is gone already.</returns>
    public bool TryEnter()
    {
        while (Volatile.Read(ref _readers) is > 0 and var now)
            if (Interlocked.CompareExchange(ref _readers, now + 1, now) == now) return true;
        return false;
    }

    /// <summary>Ends reading from it, or keeping it; the last one drops it.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _readers) > 0) return;
        Drop(engine, name);
    }

    /// <summary>Drops a relation, as far as it was made, with what its rows are found by.</summary>
    internal static void Drop(LakeEngine engine, string name)
    {
        using var connection = engine.Connect();
        connection.Execute($"drop table if exists {name}; drop table if exists {PatientsOf(name)}; drop table if exists {KeysOf(name)}");
    }

    internal static string PatientsOf(string relation) => $"{relation}_patients";

    internal static string KeysOf(string relation) => $"{relation}_keys";
}
