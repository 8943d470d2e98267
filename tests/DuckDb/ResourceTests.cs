using System.Diagnostics;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.DuckDb.Native;

namespace Carelake.Tests.DuckDb;

[Collection(nameof(AloneInTheProcess))]
public sealed class ResourceTests
{
    [Fact]
    public void Many_cycles_leave_no_native_object_and_no_memory_behind()
    {
        Cycles(20);
        Settle();
        var handles = NativeHandle.Live;
        var bytes = WorkingSet();
        Cycles(200);
        Settle();
        // Not zero: other test classes keep shared connections open for the whole run.
        NativeHandle.Live.ShouldBe(handles);
        (WorkingSet() - bytes).ShouldBeLessThan(40L << 20);
    }

    private static void Cycles(int count)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < count; i++)
        {
            using var connection = DuckDbConnection.Connect(i % 4 == 0 ? $"Data Source={folder.File("a.duckdb")};threads=1" : "threads=1");
            using var duplicate = connection.Duplicate();
            connection.Execute("CREATE OR REPLACE TABLE t (a INTEGER, b VARCHAR, c INTEGER[])");
            using (var appender = connection.CreateAppender("t"))
            {
                for (var row = 0; row < 5000; row++) appender.AppendRow(row, "some text of some length", new[] { row, row });
            }

            using (var command = duplicate.CreateCommand("SELECT * FROM t WHERE a >= $a"))
            {
                command.Parameters.AddWithValue("a", 10);
                using var left = command.ExecuteReader();
                left.Read();
                using var whole = duplicate.OpenChunks("SELECT * FROM t");
                while (whole.Read()) whole.Column(1).Utf8(0).Length.ShouldBeGreaterThan(0);
            }

            Should.Throw<DuckDbException>(() => connection.Execute("SELECT nonsense"));
            Should.Throw<DuckDbException>(() => connection.Execute("SELECT error('x')"));
            Should.Throw<DuckDbException>(() => connection.Execute("not sql"));
            using var failed = connection.CreateAppender("t");
            failed.Append(1);
        }
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static long WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    [Fact]
    public void A_missing_engine_names_the_remedy()
    {
        using var folder = new TemporaryFolder();
        var path = NativeLoader.LibraryPath(folder.File(""));
        var error = NativeLoader.Missing(path, inner: null);
        (error.Code, error.Place).ShouldBe(("DUCK-0001", path));
        error.Remedy.ShouldContain("npm ci");
        File.Exists(NativeLoader.LibraryPath(AppContext.BaseDirectory)).ShouldBeTrue();
        Should.Throw<CarelakeException>(() => NativeLoader.EnsureInstalled(folder.File(""))).Code.ShouldBe("DUCK-0001");
    }

    [Fact]
    public async Task Many_threads_work_on_duplicates_of_one_database()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (worker INTEGER, i INTEGER)");
        await Parallel.ForAsync(0, 8, async (worker, token) =>
        {
            for (var round = 0; round < 10; round++)
            {
                using var own = connection.Duplicate();
                using (var appender = own.CreateAppender("t"))
                {
                    for (var i = 0; i < 1000; i++) appender.AppendRow(worker, i);
                }

                await using var command = own.CreateCommand("SELECT count(*) FROM t WHERE worker = $w");
                command.Parameters.AddWithValue("w", worker);
                (await command.ExecuteScalarAsync(token)).ShouldBe((round + 1) * 1000L);
            }
        });
        connection.Scalar<long>("SELECT count(*) FROM t").ShouldBe(80_000);
    }
}

/// <summary>Tests that measure the process do not share it.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
