using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Landing;
using Microsoft.Data.Sqlite;

namespace Carelake.Events.Embedded;

/// <summary>Looks into an embedded log without taking it: also while a server has it open.</summary>
public sealed class EmbeddedLogView : IEventLogView
{
    private readonly SqliteConnection _connection;
    private readonly LogReader _reader;

    private EmbeddedLogView(SqliteConnection connection, LogReader reader) => (_connection, _reader) = (connection, reader);

    /// <summary>There is a log in a folder.</summary>
    public static bool Exists(string folder) => LogConnection.Exists(folder);

    /// <summary>Opens a view of the log of a folder.</summary>
    /// <param name="folder">The log's own folder.</param>
    /// <param name="keys">The master keys.</param>
    /// <exception cref="CarelakeException">LOG-0003: it cannot be opened; LOG-0005: there is none.</exception>
    public static EmbeddedLogView Open(string folder, IKeyProvider keys)
    {
        if (!LogConnection.Exists(folder))
            throw new CarelakeException("LOG-0005", "There is no event log.", folder, "carelake serve makes it when it first receives something.");
        try
        {
            var connection = LogConnection.Open(folder);
            return new(connection, new LogReader(folder, LogConnection.Prepare(connection, folder), keys));
        }
        catch (SqliteException exception)
        {
            throw new CarelakeException("LOG-0003", "The event log cannot be opened.", folder, "Check free space and permissions of its disk, or restore it.", exception);
        }
    }

    /// <inheritdoc/>
    public async Task<LogMetrics> MetricsAsync(CancellationToken cancellationToken)
    {
        var (first, deadLetters) = await _reader.CountsAsync(cancellationToken);
        var last = LogConnection.LastOffset(_connection);
        return new([first ?? last + 1], [last], _reader.Committed().ToImmutableSortedDictionary(group => group.Key, group => Math.Max(0, last - group.Value), StringComparer.Ordinal), deadLetters, QueuedBytes: 0);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? group, int maxCount, CancellationToken cancellationToken) => _reader.DeadLettersAsync(group, maxCount, cancellationToken);

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _connection.Dispose();
    }
}
