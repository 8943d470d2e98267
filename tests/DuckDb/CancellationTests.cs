using System.Diagnostics;
using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

public sealed class CancellationTests
{
    // Minutes of work on any machine, with nothing to hold in memory.
    private const string Endless = "SELECT count(*) FROM range(10_000_000) a(i), range(1_000_000) b(j) WHERE hash(i + j) = 42";
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_promptly = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_token_stops_a_running_query()
    {
        using var connection = DuckDbConnection.Connect();
        using var source = new CancellationTokenSource(s_soon);
        await using var command = connection.CreateCommand(Endless);
        var clock = Stopwatch.StartNew();
        var error = await Should.ThrowAsync<OperationCanceledException>(command.ExecuteScalarAsync(source.Token));
        error.CancellationToken.ShouldBe(source.Token);
        clock.Elapsed.ShouldBeLessThan(s_promptly);
        connection.Scalar<int>("SELECT 1").ShouldBe(1);
    }

    [Fact]
    public void A_token_stops_execute_and_what_it_wrote_is_not_there()
    {
        using var connection = DuckDbConnection.Connect();
        using var source = new CancellationTokenSource(s_soon);
        Should.Throw<OperationCanceledException>(() => connection.Execute($"CREATE TABLE t AS {Endless}", source.Token));
        Should.Throw<DuckDbException>(() => connection.Execute("SELECT * FROM t")).ErrorType.ShouldBe(DuckDbErrorType.Catalog);
    }

    [Fact]
    public async Task Cancel_stops_from_another_thread()
    {
        using var connection = DuckDbConnection.Connect();
        await using var command = connection.CreateCommand(Endless);
        var running = command.ExecuteScalarAsync();
        await Task.Delay(s_soon);
        command.Cancel();
        (await Should.ThrowAsync<DuckDbException>(running)).ErrorType.ShouldBe(DuckDbErrorType.Interrupt);
    }

    [Fact]
    public void A_time_out_stops_and_is_transient()
    {
        using var connection = DuckDbConnection.Connect();
        using var command = connection.CreateCommand(Endless);
        command.CommandTimeout = 1;
        var error = Should.Throw<DuckDbException>(command.ExecuteScalar);
        error.InnerException.ShouldBeOfType<TimeoutException>();
        error.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public void A_token_cancelled_before_runs_nothing()
    {
        using var connection = DuckDbConnection.Connect();
        Should.Throw<OperationCanceledException>(() => connection.Execute("CREATE TABLE t (a INTEGER)", new CancellationToken(canceled: true)));
        Should.Throw<DuckDbException>(() => connection.Execute("SELECT * FROM t"));
    }

    [Fact]
    public async Task A_token_stops_the_reading_of_a_streaming_result()
    {
        using var connection = DuckDbConnection.Connect();
        using var source = new CancellationTokenSource();
        await using var command = connection.CreateCommand("SELECT i FROM range(1_000_000_000) t(i)");
        await using var reader = await command.ExecuteReaderAsync(source.Token);
        (await reader.ReadAsync(CancellationToken.None)).ShouldBeTrue();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
            }
        });
    }

    // The interrupt may fall before, into and after the query: whichever, the query ends at once and the next one is not hit.
    [Fact]
    public async Task An_interrupt_at_any_moment_is_neither_lost_nor_does_it_hit_the_next_query()
    {
        using var connection = DuckDbConnection.Connect();
        for (var i = 0; i < 200; i++)
        {
            using var source = new CancellationTokenSource();
            await using var command = connection.CreateCommand(Endless);
            var running = command.ExecuteScalarAsync(source.Token);
            if (i % 3 > 0) await Task.Yield();
            if (i % 20 == 0) await Task.Delay(2);
            await source.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(running);
            connection.Scalar<int>("SELECT 1").ShouldBe(1);
        }
    }

    [Fact]
    public async Task Progress_is_known_while_a_query_runs()
    {
        using var connection = DuckDbConnection.Connect("threads=1");
        connection.Execute("CREATE TABLE t AS SELECT i FROM range(20_000_000) t(i)");
        connection.TrackProgress();
        connection.Progress.Percentage.ShouldBeNull();
        using var source = new CancellationTokenSource();
        await using var command = connection.CreateCommand("SELECT count(*) FROM t WHERE md5(md5(md5(md5(i::VARCHAR)))) = 'x'");
        var running = command.ExecuteScalarAsync(source.Token);
        var seen = 0.0;
        while (!running.IsCompleted && seen == 0)
        {
            seen = connection.Progress.Percentage ?? 0;
            await Task.Delay(5);
        }

        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
        seen.ShouldBeInRange(double.Epsilon, 100);
    }
}
