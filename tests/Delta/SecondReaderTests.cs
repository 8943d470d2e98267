using Carelake.Delta.Log;

namespace Carelake.Tests.Delta;

public class SecondReaderTests
{
    [Fact]
    public void A_handmade_table_with_partitions_and_deletion_vectors_is_read_alike()
    {
        using var table = new HandmadeTable("carelake-");
        AddFile File(string name, int first, int count) => table.File(
            $"{name}.parquet", $"SELECT * EXCLUDE (region) FROM ({SecondReader.Rows(first, count)})", null, ("region", name));
        table.Commit(
            HandmadeTable.Protocol("deletionVectors"),
            HandmadeTable.Metadata(
                "id BIGINT, amount DECIMAL(12,2), day DATE, seen_at TIMESTAMP WITH TIME ZONE, name VARCHAR, region VARCHAR", "region"),
            File("plain", 0, 1000),
            table.Without(File("inline", 1000, 1000), 0, 1, 999),
            table.Without(File("dense", 2000, 3000), [.. Enumerable.Range(0, 3000).Where(i => i % 3 == 0).Select(i => (long)i)]),
            table.Without(File("runs", 5000, 2000), [.. Enumerable.Range(100, 1500).Select(i => (long)i)]));

        SecondReader.ShouldAgree(table.Table, table.Connection);
    }
}
