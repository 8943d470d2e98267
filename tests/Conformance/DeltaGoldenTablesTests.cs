using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.Delta;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Tests.Conformance;

/// <summary>
/// The Delta project's own golden tables are read as Spark reads them: columns, types, number of rows, and the MD5 over all rows. Where
/// Spark answers with an error, so do we, with the code for the same reason.
/// </summary>
public partial class DeltaGoldenTablesTests
{
    private const string Corpus = "corpora/delta";

    /// <summary>Spark's class of error, and what we answer in its place.</summary>
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["DELTA_READ_TABLE_WITHOUT_COLUMNS"] = "DELTA-0211",
        ["DELTA_STATE_RECOVER_ERROR"] = "DELTA-0209",
        ["DELTA_INVALID_PROTOCOL_VERSION"] = "DELTA-0203",
        ["DELTA_TABLE_NOT_FOUND"] = "DELTA-0201",
        ["DELTA_UNSUPPORTED_FEATURES_FOR_READ"] = "DELTA-0204",
        ["DELTA_VERSIONS_NOT_CONTIGUOUS"] = "DELTA-0202",
    };

    /// <summary>Tables that Spark's newer versions read and we refuse, with what the message must name and why.</summary>
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        // A variant is a binary encoding of its own (metadata and value); the engine's Parquet reader gives the two parts, not the value.
        ["spark-variant-checkpoint"] = "variantType-preview",
    };

    /// <summary>Tables that the older Spark of the record refuses and we read, with all rows.</summary>
    private static readonly Dictionary<string, string[]> ReadHere = new(StringComparer.Ordinal)
    {
        // Type widening inside structs, maps and arrays came with Delta 4; both files cast to the wide type without loss.
        ["type-widening-nested"] =
        [
            """{"struct":{"a":1},"map":{"2":3},"array":[4,5]}""",
            """{"struct":{"a":9223372036854775807},"map":{"9223372036854775807":9223372036854775807},"array":[9223372036854775807,-9223372036854775808]}""",
        ],
    };

    public static TheoryData<string> Tables()
    {
        var names = new TheoryData<string>();
        if (!SharedData.Has(Corpus)) names.Add("");
        else foreach (var table in Expectations()) names.Add(Name(table));
        return names;
    }

    [Theory]
    [MemberData(nameof(Tables), DisableDiscoveryEnumeration = true)]
    public void Table_is_read_as_spark_reads_it(string name)
    {
        var folder = SharedData.Path($"{Corpus}/{name}");
        var expected = Expectations().Single(table => Name(table) == name);
        using var connection = DuckDbConnection.Connect();

        if (ReadHere.TryGetValue(name, out var rows)) ReadAll(connection, folder).Rows.ShouldBe(rows);
        else if (expected["error"]?.GetValue<string>() is { } error) ShouldBeRefused(connection, name, folder, error);
        else ShouldBeRead(connection, folder, expected);
    }

    [Fact]
    public void Every_refused_table_is_one_of_the_set()
    {
        SharedData.Path(Corpus);
        var names = Expectations().Select(Name).ToList();
        Refused.Keys.Concat(ReadHere.Keys).ShouldBeSubsetOf(names);
    }

    private static void ShouldBeRefused(DuckDbConnection connection, string name, string folder, string error)
    {
        if (error == "DATA_FILE_MISSING")
        {
            // The log is whole; only opening the file can tell.
            Should.Throw<DuckDbException>(() => ReadAll(connection, folder)).Message.ShouldContain("No files found");
            return;
        }

        var refusal = Should.Throw<CarelakeException>(() => ReadAll(connection, folder));
        refusal.Code.ShouldBe(Codes[error]);
        refusal.Place.ShouldNotBeEmpty();
        if (Refused.TryGetValue(name, out var feature)) refusal.Message.ShouldContain(feature);
    }

    private static void ShouldBeRead(DuckDbConnection connection, string folder, JsonNode expected)
    {
        var (snapshot, rows) = ReadAll(connection, folder);

        // Spark's description names the partition columns a second time, at the end.
        var described = snapshot.Schema.Fields.Concat(snapshot.Metadata.PartitionColumns.Select(name => snapshot.Schema.Find(name)!));
        described.Select(column => $"{column.Name} {column.Type}").ShouldBe(
            expected["columns"]!.AsArray().Select(column => $"{column![0]} {column[1]}"));
        rows.Count.ShouldBe(expected["rows"]!.GetValue<int>());

        if (rows.Any(row => row.Contains(SparkJson.ArrayAddress, StringComparison.Ordinal))) ShouldBeSample(rows, expected);
        else Md5(rows).ShouldBe(expected["md5"]!.GetValue<string>(), $"first row read: {rows.FirstOrDefault()}");
    }

    // Two tables hold maps with arrays as keys, of which Spark prints the address: no sum can be the same. All of their rows are in the sample.
    private static void ShouldBeSample(List<string> rows, JsonNode expected)
    {
        var sample = expected["sample"]!.AsArray().Select(row => Address().Replace(row!.ToJsonString(), SparkJson.ArrayAddress));
        foreach (var (actual, wanted) in rows.Zip(sample))
            JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(wanted)).ShouldBeTrue($"{actual}\n{wanted}");
    }

    private static (DeltaSnapshot Snapshot, List<string> Rows) ReadAll(DuckDbConnection connection, string folder)
    {
        var snapshot = DeltaTable.ForPath(folder).Snapshot(connection);
        using var command = connection.CreateCommand(snapshot.ScanSql());
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        var json = new StringBuilder();
        var row = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++) row[reader.GetName(i)] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            SparkJson.Write(json.Clear(), row, snapshot.Schema);
            rows.Add(json.ToString());
        }

        rows.Sort(StringComparer.Ordinal);
        return (snapshot, rows);
    }

    private static string Md5(IEnumerable<string> rows)
    {
#pragma warning disable CA5351 // The expectation is an MD5; nobody attacks it.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))));
#pragma warning restore CA5351
    }

    private static string Name(JsonNode table) => table["table"]!.GetValue<string>();

    private static List<JsonNode> Expectations() =>
        [.. File.ReadLines(Path.Combine(SharedData.Path(Corpus), "expected.jsonl")).Select(line => JsonNode.Parse(line)!)];

    [GeneratedRegex(@"org\.apache\.spark\.sql\.catalyst\.expressions\.UnsafeArrayData@[0-9a-f]+", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
