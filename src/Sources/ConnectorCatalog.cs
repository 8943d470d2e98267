using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Sources.CodeFiles;
using Carelake.Sources.Files;
using Carelake.Sources.IcdApi;
using Carelake.Sources.MySql;
using Carelake.Sources.NpiRegistry;
using Carelake.Sources.PostgreSql;
using Carelake.Sources.Sqlite;
using Carelake.Sources.SqlServer;

namespace Carelake.Sources;

/// <summary>Every connector of this build, by the word used in <c>connector:</c>.</summary>
public static class ConnectorCatalog
{
    private static readonly ImmutableSortedDictionary<string, Func<IConnector>> Factories = new Func<IConnector>[]
    {
        () => new CptConnector(),
        () => new FilesConnector(),
        () => new HcpcsConnector(),
        () => new Icd10CmConnector(),
        () => new IcdApiConnector(),
        () => new MySqlConnector(),
        () => new NpiRegistryConnector(),
        () => new PostgreSqlConnector(),
        () => new SqliteConnector(),
        () => new SqlServerConnector(),
    }.ToImmutableSortedDictionary(factory => factory().Name, factory => factory, StringComparer.Ordinal);

    /// <summary>The names, in order.</summary>
    public static IEnumerable<string> Names => Factories.Keys;

    /// <summary>A connector by name.</summary>
    /// <param name="name">As in <c>connector:</c>.</param>
    /// <param name="place">Source id, for the error.</param>
    /// <exception cref="CarelakeException"><c>SRC-0010</c>: there is none of that name.</exception>
    public static IConnector Create(string name, string place) =>
        Factories.TryGetValue(name, out var factory)
            ? factory()
            : throw new CarelakeException(
                "SRC-0010", $"There is no connector `{name}`.", place, $"Use one of: {string.Join(", ", Names)}.");
}
