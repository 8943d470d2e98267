using Carelake.Delta;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.FaultWriter;

/// <summary>One of several that write a table at once: appends rows of its own, and now and then counts one of them up.</summary>
internal static class SharedWriter
{
    private const int MostRows = 1_000_000;

    public static int Run(string path, int writer, int count)
    {
        using var connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1");
        var table = DeltaTable.ForPath(path);
        for (var i = 0; i < count; i++)
        {
            var id = ((long)writer * MostRows) + i;
            table.Append(connection, $"SELECT {id}::BIGINT AS id, 0::BIGINT AS v");
            if (i % 5 == 4)
                table.Merge(connection, new DeltaMerge { SourceSql = $"SELECT {id}::BIGINT AS id, {i}::BIGINT AS v", Keys = ["id"] });
            if (i % 10 == 9) table.Delete(connection, $"id = {id - 1}");
        }

        return 0;
    }
}
