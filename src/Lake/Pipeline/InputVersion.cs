using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// How a table's log says how far it has read an input: under the input's name and the id it got when it was made, so that an input that
/// was dropped and rebuilt is a new one and is read from its beginning.
/// </summary>
internal static class InputVersion
{
    /// <summary>The input, read to the version of a snapshot.</summary>
    public static TransactionVersion Of(string table, DeltaSnapshot input) => new($"{table}#{input.Metadata.Id}", input.Version);

    /// <summary>The input's table.</summary>
    public static string TableOf(string appId) => appId.Split('#')[0];

    /// <summary>The last version of the input that a table has read; -1 for none.</summary>
    public static long ReadBy(DeltaSnapshot? reader, string table, DeltaSnapshot input) =>
        reader is not null && reader.Transactions.TryGetValue(Of(table, input).AppId, out var version) ? version : -1;
}
