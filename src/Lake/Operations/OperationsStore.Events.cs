using Dapper;

namespace Carelake.Lake.Operations;

/// <summary>What a broker's event log needs beside the broker: its id, positions of consumers, and what was put aside.</summary>
public sealed partial class OperationsStore
{
    // What has every event that every group committed is forgotten up to here; no group has an empty name.
    private const string Forgotten = "";

    /// <summary>An event log by its name at the broker; <see langword="null"/> when none was opened here yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<EventLogRecord?> FindEventLogAsync(string name, CancellationToken ct) =>
        (await QueryAsync<LogRow>("select log_id as Id, partitions as Partitions from carelake_event_log where log_name = @name", new { name }, ct))
            .Select(row => new EventLogRecord(row.Id, (int)row.Partitions)).FirstOrDefault();

    /// <summary>An event log by its name at the broker; it gets an id when none was opened here yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="partitions">Partitions it has.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<EventLogRecord> EventLogAsync(string name, int partitions, CancellationToken ct)
    {
        await ExecuteAsync(
            "insert into carelake_event_log (log_name, log_id, partitions, letters) values (@name, @id, @partitions, 0) on conflict (log_name) do nothing",
            new { name, id = NewId().ToString("n"), partitions }, ct);
        return (await FindEventLogAsync(name, ct))!; // It is there now.
    }

    /// <summary>How far each consumer group got.</summary>
    /// <param name="logId">The log.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<EventPosition>> EventPositionsAsync(string logId, CancellationToken ct) =>
        [.. (await PositionsAsync(logId, ct)).Where(position => position.Group != Forgotten)];

    /// <summary>Up to which offset a log's events are forgotten, by partition; partitions without any are not in it.</summary>
    /// <param name="logId">The log.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyDictionary<int, long>> ForgottenEventsAsync(string logId, CancellationToken ct) =>
        (await PositionsAsync(logId, ct)).Where(position => position.Group == Forgotten).ToDictionary(position => position.Partition, position => position.Offset);

    /// <summary>Says how far a consumer group got.</summary>
    /// <param name="logId">The log.</param>
    /// <param name="position">The group's place.</param>
    /// <param name="ct">Cancels.</param>
    public Task SetEventPositionAsync(string logId, EventPosition position, CancellationToken ct) => ExecuteAsync(
        """
        insert into carelake_event_position (log_id, group_name, partition_number, log_offset) values (@logId, @Group, @Partition, @Offset)
        on conflict (log_id, group_name, partition_number) do update set log_offset = excluded.log_offset
        """,
        new { logId, position.Group, position.Partition, position.Offset }, ct);

    /// <summary>Says up to which offset events are forgotten.</summary>
    /// <param name="logId">The log.</param>
    /// <param name="partition">From 0.</param>
    /// <param name="offset">The last one forgotten.</param>
    /// <param name="ct">Cancels.</param>
    public Task ForgetEventsAsync(string logId, int partition, long offset, CancellationToken ct) => SetEventPositionAsync(logId, new(Forgotten, partition, offset), ct);

    /// <summary>Keeps an event that was put aside.</summary>
    /// <param name="logId">The log.</param>
    /// <param name="letter">The event; its id and moment are given here.</param>
    /// <param name="ct">Cancels.</param>
    public async Task AddEventLetterAsync(string logId, EventLetter letter, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Counted beside the letters, so that the number of one that was removed is not given again.
        var id = await connection.QuerySingleAsync<long>(new CommandDefinition(
            "update carelake_event_log set letters = letters + 1 where log_id = @logId returning letters", new { logId }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into carelake_event_letter (log_id, letter_id, group_name, partition_number, log_offset, reason, put_aside_at, sealed)
            values (@logId, @id, @Group, @Partition, @Offset, @Reason, @at, @sealedText)
            """,
            new { logId, id, letter.Group, letter.Partition, letter.Offset, letter.Reason, at = Now(), sealedText = Convert.ToBase64String(letter.Sealed.Span) }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    /// <summary>Events that were put aside, oldest first.</summary>
    /// <param name="logId">The log.</param>
    /// <param name="group">The group; <see langword="null"/> for all.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<EventLetter>> EventLettersAsync(string logId, string? group, int most, CancellationToken ct) =>
        [.. (await QueryAsync<LetterRow>(
            """
            select letter_id as Id, group_name as GroupName, partition_number as PartitionNumber, log_offset as LogOffset, reason as Reason, put_aside_at as At, sealed as Sealed
            from carelake_event_letter where log_id = @logId and (@isAll = 1 or group_name = @group) order by letter_id limit @most
            """,
            new { logId, isAll = group is null ? 1L : 0L, group = group ?? "", most }, ct))
            .Select(row => new EventLetter(row.Id, row.GroupName, (int)row.PartitionNumber, row.LogOffset, row.Reason, Moment(row.At), Convert.FromBase64String(row.Sealed)))];

    /// <summary>Number of events put aside.</summary>
    /// <param name="logId">The log.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<long> CountEventLettersAsync(string logId, CancellationToken ct) =>
        (await QueryAsync<long>("select count(*) from carelake_event_letter where log_id = @logId", new { logId }, ct)).Single();

    /// <summary>Drops an event that was put aside.</summary>
    /// <param name="logId">The log.</param>
    /// <param name="id">Its number.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>There was one of that number.</returns>
    public async Task<bool> RemoveEventLetterAsync(string logId, long id, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from carelake_event_letter where log_id = @logId and letter_id = @id", new { logId, id }, cancellationToken: ct)) > 0;
    }

    private async Task<IEnumerable<EventPosition>> PositionsAsync(string logId, CancellationToken ct) =>
        (await QueryAsync<PositionRow>(
            "select group_name as GroupName, partition_number as PartitionNumber, log_offset as LogOffset from carelake_event_position where log_id = @logId", new { logId }, ct))
            .Select(row => new EventPosition(row.GroupName, (int)row.PartitionNumber, row.LogOffset));

    private sealed record LogRow
    {
        public string Id { get; init; } = "";

        public long Partitions { get; init; }
    }

    private sealed record PositionRow
    {
        public string GroupName { get; init; } = "";

        public long PartitionNumber { get; init; }

        public long LogOffset { get; init; }
    }

    private sealed record LetterRow
    {
        public long Id { get; init; }

        public string GroupName { get; init; } = "";

        public long PartitionNumber { get; init; }

        public long LogOffset { get; init; }

        public string Reason { get; init; } = "";

        public string At { get; init; } = "";

        public string Sealed { get; init; } = "";
    }
}
