using System.Globalization;
using Carelake.Delta;
using Carelake.Delta.Maintenance;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.FaultWriter;

/// <summary>
/// Goes on where the table stands: step n is the same whoever takes it, and the table's transaction says which was the last. A step that
/// is done is written to the journal, so that the test knows what may not be lost.
/// </summary>
internal static class StepWriter
{
    private const string AppId = "steps";

    public static int Run(string path, string journal)
    {
        using var connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1");
        using var log = new FileStream(journal, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        var table = DeltaTable.ForPath(path);
        for (var step = Next(table, connection); ; step++)
        {
            Take(table, connection, step);
            log.Write(System.Text.Encoding.ASCII.GetBytes(step.ToString(CultureInfo.InvariantCulture) + "\n"));
            log.Flush();
        }
    }

    private static long Next(DeltaTable table, DuckDbConnection connection) =>
        table.Exists() ? table.Snapshot(connection).Transactions.GetValueOrDefault(AppId, -1) + 1 : 0;

    private static void Take(DeltaTable table, DuckDbConnection connection, long step)
    {
        var options = new CommitOptions { Transactions = [new TransactionVersion(AppId, step)] };
        var first = step * 10;
        switch (step % 5)
        {
            case 2:
                table.Merge(connection, new DeltaMerge
                {
                    SourceSql = $"SELECT {first - 20} + i AS id, {step} AS v FROM range(5) AS r(i) UNION ALL SELECT {first}, {step}",
                    Keys = ["id"],
                }, options);
                break;
            case 3:
                table.Delete(connection, $"id BETWEEN {first - 25} AND {first - 23}", options);
                break;
            case 4:
                table.Compact(connection);
                table.Checkpoint(connection, TimeProvider.System);
                table.Vacuum(connection, new VacuumOptions { Retention = TimeSpan.FromMilliseconds(1), IsForced = true });
                table.Append(connection, "SELECT 0::BIGINT AS id, 0::BIGINT AS v WHERE false", options);
                break;
            default:
                table.Append(connection, $"SELECT {first}::BIGINT + i AS id, {step}::BIGINT AS v FROM range(10) AS r(i)", options);
                break;
        }
    }
}
